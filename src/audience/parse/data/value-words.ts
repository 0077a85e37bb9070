import type { Scalar } from '../../customer.ts';
import type { FieldWords, Vocabulary } from '../../vocabulary.ts';
import { isLanguageField } from './field-roles.ts';
import { languageName } from './language-words.ts';
import { initials } from './initials.ts';
import type { Add } from './ref.ts';
import { grammarWords } from '../words/patterns.ts';
import { keyWords } from '../words/tokens.ts';

const GENDERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['female', ['woman', 'lady', 'female', 'girl']],
  ['f', ['woman', 'lady', 'female']],
  ['w', ['woman', 'lady', 'female']],
  ['woman', ['woman', 'lady', 'female']],
  ['male', ['man', 'gentleman', 'male', 'guy']],
  ['m', ['man', 'gentleman', 'male']],
  ['man', ['man', 'gentleman', 'male']],
]);

/** More values than this are names of people and places, of which one word says too little. */
const MAX_VALUES_IN_PARTS = 60;

/** How often, in the words of which a field may have any. */
const HOW_OFTEN = [
  ['annual', 'annually', 'yearly'],
  ['semi annual', 'semi annually', 'half yearly', 'biannual', 'biannually', 'twice yearly'],
  ['quarterly'],
  ['monthly'],
  ['fortnightly', 'biweekly'],
  ['weekly'],
  ['daily'],
] as const;

function oftenAs(text: string): readonly string[] {
  return HOW_OFTEN.find((each) => each.some((way) => way === text)) ?? [];
}

const ofOften = new WeakMap<FieldWords, boolean>();

/** Whether it says how often something is done: `monthly`, `quarterly` and `annual` of a `pay_freq`. Looked at once a field. */
export function isHowOften(field: FieldWords): boolean {
  let isOften = ofOften.get(field);
  if (isOften === undefined) ofOften.set(field, (isOften = areOften(field)));
  return isOften;
}

function areOften({ type, values }: FieldWords): boolean {
  if (type !== 'text' || values.length > MAX_VALUES_IN_PARTS) return false;
  return values.filter(({ value }) => oftenAs(keyWords(String(value)).join(' ')).length > 0).length > 1;
}

/** The value of such a field that says the same. */
export function valueOfOften(field: FieldWords, often: string): Scalar | undefined {
  const ways = oftenAs(often);
  return field.values.find(({ value }) => ways.includes(keyWords(String(value)).join(' ')))?.value;
}

const FUELS: ReadonlyMap<string, readonly string[]> = new Map([
  ['electric', ['ev', 'bev', 'battery electric']],
  ['gas', ['gasoline', 'petrol']],
  ['gasoline', ['gas', 'petrol']],
  ['petrol', ['gasoline', 'gas']],
  ['plug-in hybrid', ['phev']],
]);
const FIRMS = [
  'company',
  'business',
  'corporate',
  'b2b',
  'firm',
  'commercial',
  'organisation',
  'organization',
];
const PERSONS = ['private', 'individual', 'consumer', 'personal', 'b2c', 'residential'];
/** `business` of a `company`, which no field has beside it. */
const SORTS: ReadonlyMap<string, readonly string[]> = new Map(
  [FIRMS, PERSONS].flatMap((alike) => alike.map((word) => [word, alike] as const)),
);
/** What else people call the values of fields with such words in their name. */
const SYNONYMS: readonly (readonly [RegExp, ReadonlyMap<string, readonly string[]>])[] = [
  [/gender|sex/, GENDERS],
  [
    /(^|_)(customer|client|account|buyer|user|member|guest|contact|shopper)_(type|kind|segment|category|class|group)$/,
    SORTS,
  ],
  [/(^|_)(fuel|engine|powertrain|drivetrain|propulsion)($|_)/, FUELS],
];

/** A value as it is written, and what else people call it. */
export function addValue(field: FieldWords, value: Scalar, customers: number, add: Add): void {
  if (typeof value === 'boolean' || (typeof value === 'number' && field.type !== 'mixed')) return;
  const words = keyWords(String(value));
  add(words, { is: 'value', field, value, customers });
  const said = String(value).toLowerCase();
  const names = SYNONYMS.flatMap(([way, others]) => (way.test(field.name) ? (others.get(said) ?? []) : []));
  const isTaken = (name: string) => field.values.some((each) => String(each.value).toLowerCase() === name);
  for (const name of names) if (!isTaken(name)) add(keyWords(name), { is: 'value', field, value, customers });
  if (isHowOften(field))
    for (const way of oftenAs(words.join(' ')))
      if (way !== words.join(' ')) add(way.split(' '), { is: 'value', field, value, customers });
  if (isLanguageField(field)) {
    // `pt-BR` is Brazilian Portuguese, and Portuguese.
    const code = String(value);
    const languages = [languageName(code), languageName(code.split(/[-_]/)[0] ?? code)];
    for (const name of new Set(languages))
      if (name !== undefined) add(keyWords(name), { is: 'value', field, value, customers, isPart: true });
  }
}

/** More values with one word are not what a person means by it. */
const MAX_VALUES_WITH_PART = 12;

/** `AXA` of `AXA Health`: in capitals, which no short word of English is. */
function hasShort(value: string, word: string): boolean {
  const short = word.toUpperCase();
  return word.length === 3 && value !== value.toUpperCase() && value.split(/\s+/).includes(short);
}

/** Shorter ones are words and codes of their own. */
const LEAST_INITIALS = 3;

/** `MQLs` of `Marketing Qualified Lead`. */
export function addInitialsOfValues(field: FieldWords, add: Add): void {
  if (field.type !== 'text' || field.values.length > MAX_VALUES_IN_PARTS || field.name === 'timezone') return;
  for (const { value, customers } of field.values) {
    const words = keyWords(String(value));
    const short = initials(words);
    const isOwn = words.length < LEAST_INITIALS || grammarWords.has(short);
    if (!isOwn) add([short], { is: 'value', field, value, customers, isPart: true });
  }
}

/** `gold` of `Gold Star`, `fiber` of `Fiber 100` and `Fiber 500`. */
export function addPartsOfValues(field: FieldWords, { fields }: Vocabulary, add: Add): void {
  if (field.type !== 'text' || field.values.length > MAX_VALUES_IN_PARTS || field.name === 'timezone') return;
  const owners = new Map<string, { value: Scalar; customers: number }[]>();
  for (const each of field.values)
    for (const word of new Set(keyWords(String(each.value))))
      owners.set(word, [...(owners.get(word) ?? []), each]);
  for (const [word, having] of owners) {
    const [only] = having;
    const isLong = word.length >= 4 || having.some(({ value }) => hasShort(String(value), word));
    const isWord = isLong && /^\p{L}+$/u.test(word) && !grammarWords.has(word);
    const isOfField = fields.some(({ name }) => name.split('_').includes(word));
    const isWhole = having.some(({ value }) => keyWords(String(value)).length === 1);
    const isFew = having.length <= MAX_VALUES_WITH_PART && having.length < field.values.length;
    if (only === undefined || !(having.length === 1 || isFew) || !isWord || isOfField || isWhole) continue;
    const others = having.slice(1).map(({ value }) => value);
    const customers = having.reduce((sum, each) => sum + each.customers, 0);
    const more = others.length === 0 ? {} : { others };
    add([word], { is: 'value', field, value: only.value, customers, isPart: true, ...more });
  }
}
