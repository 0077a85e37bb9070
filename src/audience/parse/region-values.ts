import type { Scalar } from '../customer.ts';
import type { FieldWords } from '../vocabulary.ts';
import { pattern, skip } from './patterns.ts';
import { PRICE } from './price.ts';
import type { Region } from './regions.ts';
import { type Found, type Sentence, textOf } from './sentence.ts';
import type { ValueRead } from './values.ts';

const AREA = pattern(
  'region|regions|area|areas|continent|market|markets',
  'member? country|countries|state|states',
);

/** The region that these words name: `the Americas`, and no `America`. */
export function regionOf({ tokens }: Sentence, at: number, { refs, end, score }: Found): Region | undefined {
  const said = tokens
    .slice(at, end)
    .map(({ word }) => word)
    .join(' ');
  for (const ref of refs) {
    if (ref.is !== 'region') continue;
    const { name } = ref.region;
    if (said === name || said === `${name}s` || (score < 1 && !name.endsWith('s'))) return ref.region;
  }
  return undefined;
}

/** Of each field of countries those of its values that lie in the region; nothing where it has none. */
export function inRegion(
  sentence: Sentence,
  at: number,
  found: Found,
  region: Region,
  only?: FieldWords,
): readonly ValueRead[] {
  const { countryFields } = sentence.index;
  const isHome = (name: string) => name === 'country';
  const isSomebodyThere = ({ byCode }: { byCode: ReadonlyMap<string, Scalar> }) =>
    [...byCode.keys()].some((code) => region.members.has(code));
  const isOdd = countryFields.some((each) => isHome(each.field.name) && !isSomebodyThere(each));
  return countryFields.flatMap(({ field, byCode }) => {
    if (only !== undefined && only.name !== field.name) return [];
    const codes = [...byCode.keys()].sort();
    const [first, ...others] = codes
      .filter((code) => region.members.has(code))
      .map((code) => byCode.get(code))
      .filter((value) => value !== undefined);
    if (first === undefined) return [];
    const doubted = codes.filter((code) => region.disputed.has(code));
    const values = [first, ...others];
    const counts = new Map(field.values.map(({ value, customers }) => [value, customers]));
    return [
      {
        field,
        value: first,
        others,
        customers: values.reduce((sum: number, value) => sum + (counts.get(value) ?? 0), 0),
        end: skip(sentence.tokens, found.end, AREA),
        score: found.score * (doubted.length > 0 || (isOdd && only === undefined) ? PRICE.choice : 1),
        assumption: noteOf(textOf(sentence, at, found.end), values, region, doubted),
      },
    ];
  });
}

function noteOf(
  said: string,
  values: readonly Scalar[],
  { members }: Region,
  doubted: readonly string[],
): string {
  const without = doubted.filter((code) => !members.has(code));
  const end = without.length === 0 ? '' : `, without ${without.join(', ')}`;
  return `"${said}" was taken as those of its countries that customers have: ${values.join(', ')}${end}.`;
}
