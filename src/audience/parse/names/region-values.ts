import type { Scalar } from '../../customer.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { isOriginField } from '../data/field-roles.ts';
import { pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import type { Region } from '../words/regions.ts';
import { type Found, type Sentence, textOf } from '../sentence/sentence.ts';
import type { ValueRead } from '../data/value-read.ts';

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

/** Of each field of countries those of its values that lie in the region; nothing where nobody lives there. */
export function inRegion(
  sentence: Sentence,
  at: number,
  found: Found,
  region: Region,
  only?: FieldWords,
): readonly ValueRead[] {
  const said = textOf(sentence, at, found.end);
  const end = skip(sentence.tokens, found.end, AREA);
  const reads = sentence.index.countryFields.flatMap(({ field, byCode }): readonly ValueRead[] => {
    const members = [...byCode]
      .filter(([code]) => region.members.has(code))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const [first, ...others] = members.map(([, value]) => value);
    if (first === undefined) return [];
    const doubted = [...byCode.keys()].filter((code) => region.disputed.has(code));
    const values = new Set([first, ...others]);
    const counts = field.values.map(({ value, customers }) => (values.has(value) ? customers : 0));
    return [
      {
        field,
        value: first,
        others,
        customers: counts.reduce((sum, count) => sum + count, 0),
        end,
        score: found.score * (doubted.length > 0 ? PRICE.choice : 1),
        assumption: noteOf(said, [...values], region, doubted),
      },
    ];
  });
  if (only !== undefined) return reads.filter(({ field }) => field.name === only.name);
  // Who has a passport from there need not be asked for.
  return reads.every(({ field }) => isOriginField(field)) ? [] : reads;
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
