import type { FieldWords } from '../../vocabulary.ts';
import { countryOfCode } from './countries.ts';
import { isCurrencyOfName } from './currency-words.ts';
import { pattern } from './patterns.ts';
import { PRICE } from './price.ts';
import { longOnes } from './short-words.ts';
import type { Token } from './tokens.ts';

/** Every way to write a unit of measure, the one that field names have first. Units of time and money are read elsewhere. */
const WAYS: readonly (readonly string[])[] = [
  ['gb', 'gig', 'gigabyte', 'gbyte'],
  ['mb', 'meg', 'megabyte', 'mbyte'],
  ['tb', 'terabyte'],
  ['kb', 'kilobyte'],
  ['mbps', 'mbit'],
  ['kg', 'kilo', 'kilogram', 'kilogramme'],
  ['g', 'gram', 'gramme'],
  ['lb', 'lbs'],
  ['oz', 'ounce'],
  ['km', 'kilometer', 'kilometre', 'kms'],
  ['cm', 'centimeter', 'centimetre'],
  ['mm', 'millimeter', 'millimetre'],
  ['ml', 'milliliter', 'millilitre'],
  ['l', 'liter', 'litre'],
  ['kwh', 'kilowatthour'],
  ['kw', 'kilowatt'],
  ['m2', 'sqm', 'sqmeter', 'sqmetre'],
  ['ft2', 'sqft'],
];
/** Units of several words or with a sign, by the one word for them. */
const WRITTEN: readonly (readonly [RegExp, string])[] = [
  [/^(sq\.?|square)[ -]?(m|met(er|re)s?)$|^m²$/i, 'm2'],
  [/^(sq\.?|square)[ -]?(ft|feet|foot)$|^ft²$/i, 'ft2'],
];
const UNITS = new Map(WAYS.flatMap((ways) => ways.map((way) => [way, ways[0] ?? way] as const)));
pattern([...UNITS.keys()].flatMap((way) => (way.length > 3 ? [way, `${way}s`] : [])).join('|'));

/** A number and a unit without a space: `10gb` in words of the data is `10 gb` in a question. One letter may be anything: `5G`. */
const JOINED = new RegExp(
  `^(\\d+)((?:${[...UNITS.keys()].filter((way) => way.length > 1).join('|')})s?)$`,
  'i',
);

/** `square metres`, `m²`: the one word for it. */
export function unitWritten(text: string): string | undefined {
  return WRITTEN.find(([way]) => way.test(text))?.[1];
}

/** The number and the unit of a word that is both. */
export function numberAndUnit(word: string): readonly [string, string] | undefined {
  const [, number, unit] = JOINED.exec(word) ?? [];
  return number === undefined || unit === undefined ? undefined : [number, unit];
}

/** What is measured in a unit, by which a name with that unit is asked for: `frame size` of `frame_cm`. */
const MEASURED: ReadonlyMap<string, readonly string[]> = new Map([
  ['cm', ['size', 'height', 'length']],
  ['mm', ['size', 'length']],
  ['m2', ['size', 'area']],
  ['ft2', ['size', 'area']],
  ['kg', ['weight']],
  ['km', ['distance', 'mileage']],
]);

/** The ways to write a name with a unit or a shortened word in it that people say in full: `kilometre driven` for `km driven`. */
export function saidInFull(words: readonly string[]): readonly (readonly string[])[] {
  const each = words.flatMap((word, at) => {
    const units = (WAYS.find(([first]) => first === word) ?? []).filter((way) => way.length > 3);
    const measured = words.length > 1 ? (MEASURED.get(word) ?? []) : [];
    // `no_shows` is no number.
    const full = word === 'no' && at === 0 ? [] : longOnes(word);
    return [...units, ...measured, ...full].map((way) => words.with(at, way));
  });
  return [...each, ...allInFull(words)];
}

/** `account manager` of `acct mgr`, where more than one word is short. */
function allInFull(words: readonly string[]): readonly (readonly string[])[] {
  const full = words.map((word, at) => (word === 'no' && at === 0 ? word : (longOnes(word)[0] ?? word)));
  return full.filter((word, at) => word !== words[at]).length > 1 ? [full] : [];
}

/** `lifetime value` of `lifetime value eur`, `frame` of `frame cm`; the words themselves where the last is no unit. */
export function withoutUnit(words: readonly string[]): readonly string[] {
  const last = words.at(-1) ?? '';
  const isUnit = UNITS.has(last) || isCurrencyOfName(last) || /^(percent|pct)$/.test(last);
  return isUnit && words.length > 1 ? words.slice(0, -1) : words;
}

/** The unit that stands behind a number: `GB` in `10 GB`. */
export function measureAt(token: Token | undefined): string | undefined {
  return token?.kind === 'word' ? (UNITS.get(token.word) ?? UNITS.get(token.stem)) : undefined;
}

/** How likely a number with that unit is of a field: a field with another unit in its name is never meant. */
export function measureFit({ name }: FieldWords, unit: string, token: Token | undefined): number {
  const own = name.split('_').flatMap((word) => UNITS.get(word) ?? []);
  if (own.includes(unit)) return 1;
  if (own.length > 0) return 0;
  // `over 50 GB` may be a number, and a country beside it.
  const isCountry = token?.isJoined === false && countryOfCode(token.raw) !== undefined;
  return isCountry ? PRICE.choice : PRICE.unitUnknown;
}
