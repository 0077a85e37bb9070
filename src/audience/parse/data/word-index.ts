import type { Scalar } from '../../customer.ts';
import type { FieldWords, Vocabulary } from '../../vocabulary.ts';
import { addCities } from './city-names.ts';
import { countryNames } from '../words/countries.ts';
import { countryValues, isLanguageField, yesAndNo } from './field-roles.ts';
import { isParticiple, verbRoot } from '../words/fold-word.ts';
import { saidInFull } from '../words/measures.ts';
import { NearWords } from '../words/near-words.ts';
import { grammarWords, sealGrammar } from '../words/patterns.ts';
import { type Region, regions } from '../words/regions.ts';
import { keyWords } from '../words/tokens.ts';

/** Something of the data that words can mean. */
export type Ref =
  /** `isPart`: only some of the words of its name. */
  | { readonly is: 'field'; readonly field: FieldWords; readonly isPart: boolean }
  | {
      readonly is: 'value';
      readonly field: FieldWords;
      readonly value: Scalar;
      readonly customers: number;
      readonly isPart?: boolean;
      /** Of a part: the other values of the field that have it, too. */
      readonly others?: readonly Scalar[];
    }
  /** A field that says yes or no, by its words. */
  | {
      readonly is: 'flag';
      readonly field: FieldWords;
      readonly value: Scalar;
      readonly isPart?: boolean;
    }
  | { readonly is: 'category'; readonly category: string }
  | { readonly is: 'product'; readonly product: number }
  | { readonly is: 'sku'; readonly sku: string }
  | { readonly is: 'campaign'; readonly id: string; readonly isPart: boolean }
  | { readonly is: 'country'; readonly code: string }
  | { readonly is: 'region'; readonly region: Region };

/** All that questions about one vocabulary need, built once: 100,000 products take about a second. */
export interface WordIndex {
  readonly vocabulary: Vocabulary;
  /** By words in singular with a space between. */
  readonly refs: ReadonlyMap<string, readonly Ref[]>;
  /** Words of the longest key. */
  readonly longest: number;
  readonly words: ReadonlySet<string>;
  readonly near: NearWords;
  readonly nearGrammar: NearWords;
  /** Numbers of products by each word of their names. */
  readonly productsByWord: ReadonlyMap<string, readonly number[]>;
  /** Of each product, sku and name as key words between spaces, to look for beginnings of words in. */
  readonly productKeys: readonly string[];
  readonly countryFields: readonly {
    readonly field: FieldWords;
    readonly byCode: ReadonlyMap<string, Scalar>;
  }[];
  readonly fields: ReadonlyMap<string, FieldWords>;
  /** Words of field names by their root: `pledge` for `pledging`. */
  readonly fieldRoots: ReadonlyMap<string, string>;
  /** Stored values by the name of their language, of any region: `pt-PT` and `pt-BR` are Portuguese. */
  readonly languages: ReadonlyMap<string, LanguageWords>;
}

interface LanguageWords {
  readonly field: FieldWords;
  readonly values: readonly Scalar[];
  readonly customers: number;
}

const MAX_KEY_WORDS = 12;
/** Words of field names that say nothing about what is in it. */
const EMPTY_WORDS = new Set(
  'at on is has the of date day time ts id number no count num name code customer user account my our'.split(
    ' ',
  ),
);

/** The index of a vocabulary. Keep it as long as the vocabulary is the same. */
export function wordIndex(vocabulary: Vocabulary): WordIndex {
  sealGrammar();
  const refs = new Map<string, Ref[]>();
  const words = new Set<string>();
  let longest = 1;
  const add = (keys: readonly string[], ref: Ref) => {
    if (keys.length === 0 || keys.length > MAX_KEY_WORDS) return;
    longest = Math.max(longest, keys.length);
    for (const word of keys) words.add(word);
    const key = keys.join(' ');
    const known = refs.get(key);
    if (known === undefined) refs.set(key, [ref]);
    else known.push(ref);
  };
  addFields(vocabulary, add);
  for (const category of vocabulary.categories) add(keyWords(category), { is: 'category', category });
  for (const { id, name } of vocabulary.campaigns) addCampaign(id, name, add);
  for (const [name, code] of countryNames()) add(keyWords(name), { is: 'country', code });
  for (const region of regions()) {
    const keys = keyWords(region.name);
    if (!isOwnName(refs.get(keys.join(' ')))) add(keys, { is: 'region', region });
  }
  const { productsByWord, productKeys } = addProducts(vocabulary, add);
  addAlike(vocabulary, refs, add);
  addParticiples(vocabulary, refs, add);
  addCities(refs, add);
  return {
    vocabulary,
    refs,
    longest,
    words,
    near: new NearWords(words, 3),
    nearGrammar: new NearWords(grammarWords, 3),
    productsByWord,
    productKeys,
    countryFields: vocabulary.fields.flatMap((field) => {
      const byCode = countryValues(field);
      return byCode === undefined ? [] : [{ field, byCode }];
    }),
    fields: new Map(vocabulary.fields.map((field) => [field.name, field])),
    languages: languagesOf(vocabulary),
    fieldRoots: new Map(
      vocabulary.fields.flatMap(({ name }) =>
        keyWords(name).flatMap((word) => (word.length > 4 ? [[verbRoot(word), word] as const] : [])),
      ),
    ),
  };
}

/** Whether the data has a value or a category of that name, such as a sales region. */
function isOwnName(refs: readonly Ref[] = []): boolean {
  return refs.some((ref) => ref.is === 'category' || (ref.is === 'value' && ref.isPart !== true));
}

export type Add = (keys: readonly string[], ref: Ref) => void;

function addFields(vocabulary: Vocabulary, add: Add): void {
  const owners = new Map<string, FieldWords[]>();
  for (const field of vocabulary.fields) {
    const words = keyWords(field.name);
    add(words, { is: 'field', field, isPart: false });
    if (words.length > 1) add([words.join('')], { is: 'field', field, isPart: false });
    for (const other of OTHER_NAMES.get(field.name) ?? [])
      add(other.split(' '), { is: 'field', field, isPart: false });
    if (words.at(-1) === 'point') add([...words.slice(0, -1), 'pt'], { is: 'field', field, isPart: false });
    addFlag(field, words, add);
    for (const { value, customers } of field.values) addValue(field, value, customers, add);
    addPartsOfValues(field, vocabulary, add);
    const [first = '', ...rest] = words.toReversed();
    if (words.length > 1 && isParticiple(first))
      for (const said of [first, ...(first.endsWith('ed') ? [first.slice(0, -1), first.slice(0, -2)] : [])])
        add([said, ...rest.toReversed()], { is: 'field', field, isPart: false });
    for (const said of saidInFull(words)) add(said, { is: 'field', field, isPart: false });
    for (const part of [words, ...saidInFull(words)].flatMap((said) => [...partsOf(said)]))
      owners.set(part, [...(owners.get(part) ?? []), field]);
  }
  for (const [part, fields] of owners) {
    for (const field of new Set(fields)) add(part.split(' '), { is: 'field', field, isPart: true });
  }
}

/** What people call columns that every customer list has. */
const OTHER_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['first_name', ['forename', 'given name', 'christian name']],
  ['last_name', ['surname', 'surnamed', 'family name']],
]);

/** Words for one thing, of which a list of customers has one and people may say another. */
const ALIKE = [
  ['tier', 'level', 'grade'],
  ['plan', 'package', 'tariff'],
  ['industry', 'sector', 'vertical'],
  ['gender', 'sex'],
  ['city', 'town'],
  ['employer', 'workplace'],
  ['trainer', 'coach'],
] as const;

/** `level` of the only field with `tier` in its name, where nothing else of the data is called so. */
function addAlike({ fields }: Vocabulary, refs: ReadonlyMap<string, unknown>, add: Add): void {
  for (const words of ALIKE) {
    const [field, ...others] = fields.filter(({ name }) =>
      words.some((word) => keyWords(name).includes(word)),
    );
    if (field === undefined || others.length > 0) continue;
    for (const word of words) if (!refs.has(word)) add([word], { is: 'field', field, isPart: true });
  }
}

/** Rows of words of a field's name by which it may be asked for: `nps` and `score` of `nps_score`. */
function partsOf(words: readonly string[]): ReadonlySet<string> {
  const parts = new Set<string>();
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= words.length; to++) {
      const part = words.slice(from, to);
      const isWhole = part.length === words.length;
      const says = part.some((word) => word.length > 1 && !EMPTY_WORDS.has(word) && !isFunctionWord(word));
      if (!isWhole && says) parts.add(part.join(' '));
    }
  }
  return parts;
}

function isFunctionWord(word: string): boolean {
  return /^(in|on|at|to|by|of|for|from|with|and|or|not|is|has|was|last|first|next|new|all|top|since|total|current|preferred|sign|date|more|other)$/.test(
    word,
  );
}

/** Verbs that begin the name of a flag, in the singular by spelling that key words have: `ha` of `has_children`. */
const LEADS_FLAG =
  /^(is|ha|have|can|on|in|doe|wa|will|want|accept|allow|own|get|receive|use|wear|need|hold|opted|enrolled)$/;

function addFlag(field: FieldWords, words: readonly string[], add: Add): void {
  const said = yesAndNo(field);
  if (said === undefined) return;
  const core = LEADS_FLAG.test(words[0] ?? '') ? words.slice(1) : words;
  const trimmed =
    core.length > 1 && /^(flag|status|customer|user|member|holder|owner|subscriber)$/.test(core.at(-1) ?? '')
      ? core.slice(0, -1)
      : core;
  const behindWith = words.slice(words.indexOf('with') + 1);
  for (const each of unique([words, core, trimmed, behindWith])) {
    add(each, { is: 'flag', field, value: said.yes });
    const last = each.at(-1) ?? '';
    if (each.length > 1 && !isParticiple(last)) continue;
    const rest = each.slice(0, -1);
    if (rest.length > 0) add([last, ...rest], { is: 'flag', field, value: said.yes });
    for (const denied of ['in', 'un', 'non'].map((before) => `${before}${last}`))
      for (const row of unique([
        [denied, ...rest],
        [...rest, denied],
      ]))
        add(row, { is: 'flag', field, value: said.no });
  }
}

/** `vaccinated`, `unvaccinated` of `flu_vaccinated`, where no other field has the word and it is none of the grammar. */
function addParticiples({ fields }: Vocabulary, refs: ReadonlyMap<string, unknown>, add: Add): void {
  for (const field of fields) {
    const words = keyWords(field.name);
    const last = words.at(-1) ?? '';
    const said = yesAndNo(field);
    const isOnly = fields.filter(({ name }) => keyWords(name).includes(last)).length === 1;
    const isWord = isParticiple(last) && !grammarWords.has(last);
    if (words.length < 2 || said === undefined || !isWord || !isOnly) continue;
    add([last], { is: 'flag', field, value: said.yes, isPart: true });
    if (!refs.has(`un${last}`)) add([`un${last}`], { is: 'flag', field, value: said.no, isPart: true });
  }
}

function unique(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(rows.map((row) => [row.join(' '), row])).values()];
}

const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map([
  ['female', ['woman', 'lady', 'female', 'girl']],
  ['f', ['woman', 'lady', 'female']],
  ['w', ['woman', 'lady', 'female']],
  ['woman', ['woman', 'lady', 'female']],
  ['male', ['man', 'gentleman', 'male', 'guy']],
  ['m', ['man', 'gentleman', 'male']],
  ['man', ['man', 'gentleman', 'male']],
]);

function addValue(field: FieldWords, value: Scalar, customers: number, add: Add): void {
  if (typeof value === 'boolean' || (typeof value === 'number' && field.type !== 'mixed')) return;
  const words = keyWords(String(value));
  add(words, { is: 'value', field, value, customers });
  if (/gender|sex/.test(field.name)) {
    for (const word of SYNONYMS.get(String(value).toLowerCase()) ?? []) {
      if (word !== words.join(' ')) add([word], { is: 'value', field, value, customers });
    }
  }
  if (isLanguageField(field)) {
    // `pt-BR` is Brazilian Portuguese, and Portuguese.
    const code = String(value);
    const names = [languageName(code), languageName(code.split(/[-_]/)[0] ?? code)];
    for (const name of new Set(names))
      if (name !== undefined) add(keyWords(name), { is: 'value', field, value, customers, isPart: true });
  }
}

/** More values than this are names of people and places, of which one word says too little. */
const MAX_VALUES_IN_PARTS = 60;

/** More values with one word are not what a person means by it. */
const MAX_VALUES_WITH_PART = 12;

/** `gold` of `Gold Star`, `fiber` of `Fiber 100` and `Fiber 500`. */
function addPartsOfValues(field: FieldWords, { fields }: Vocabulary, add: Add): void {
  if (field.type !== 'text' || field.values.length > MAX_VALUES_IN_PARTS || field.name === 'timezone') return;
  const owners = new Map<string, { value: Scalar; customers: number }[]>();
  for (const each of field.values)
    for (const word of new Set(keyWords(String(each.value))))
      owners.set(word, [...(owners.get(word) ?? []), each]);
  for (const [word, having] of owners) {
    const [only] = having;
    const isWord = word.length >= 4 && /^\p{L}+$/u.test(word) && !grammarWords.has(word);
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

function languagesOf({ fields }: Vocabulary): ReadonlyMap<string, LanguageWords> {
  const languages = new Map<string, LanguageWords>();
  for (const field of fields.filter(isLanguageField)) {
    for (const { value, customers } of field.values) {
      const [name = ''] = keyWords(languageName(String(value).split(/[-_]/)[0] ?? '') ?? '');
      const known = languages.get(name);
      if (name === '' || (known !== undefined && known.field !== field)) continue;
      languages.set(name, {
        field,
        values: [...(known?.values ?? []), value],
        customers: (known?.customers ?? 0) + customers,
      });
    }
  }
  return languages;
}

function languageName(code: string): string | undefined {
  try {
    return /^[a-z]{2,3}([-_]\w+)*$/i.test(code)
      ? new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(code.replaceAll('_', '-'))
      : undefined;
  } catch {
    return undefined;
  }
}

function addCampaign(id: string, name: string, add: Add): void {
  const [byId, byName] = [keyWords(id), keyWords(name)];
  add(byName, { is: 'campaign', id, isPart: false });
  if (byId.join(' ') !== byName.join(' ')) add(byId, { is: 'campaign', id, isPart: false });
  const parts = new Set<string>();
  for (const words of [byId, byName]) {
    for (let to = 1; to < words.length; to++) parts.add(words.slice(0, to).join(' '));
    for (let from = 1; from < words.length; from++) parts.add(words.slice(from).join(' '));
  }
  for (const part of parts) add(part.split(' '), { is: 'campaign', id, isPart: true });
}

function addProducts(vocabulary: Vocabulary, add: Add): Pick<WordIndex, 'productsByWord' | 'productKeys'> {
  const productsByWord = new Map<string, number[]>();
  const productKeys: string[] = [];
  for (const [product, { sku, name }] of vocabulary.products.entries()) {
    const skuWords = keyWords(sku);
    add(skuWords, { is: 'sku', sku });
    const nameWords = name === undefined ? [] : keyWords(name);
    if (nameWords.length > 0) add(nameWords, { is: 'product', product });
    const joined = [...(name ?? '').matchAll(/(\p{L}+)-(\p{L}+)/gu)].flatMap(([run]) =>
      keyWords(run.replace('-', '')),
    );
    for (const word of new Set([...nameWords, ...joined])) {
      const known = productsByWord.get(word);
      if (known === undefined) productsByWord.set(word, [product]);
      else known.push(product);
    }
    productKeys.push(` ${skuWords.join(' ')}  ${nameWords.join(' ')} `);
  }
  return { productsByWord, productKeys };
}
