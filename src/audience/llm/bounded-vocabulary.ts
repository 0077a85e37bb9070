import type { FieldWords, ProductWords, Vocabulary } from '../vocabulary.ts';

/** Bounds of what is told about the data: about 12,000 tokens at most, whatever was imported. */
const MAX_FIELDS = 200;
const VALUES_A_FIELD = 30;
const MAX_PRODUCTS = 200;
const MAX_CATEGORIES = 200;
const MAX_CAMPAIGNS = 50;
const TEXT_LENGTH = 60;
const MAX_CURRENCIES = 20;
const MAX_CHARACTERS = 40_000;
/** One value a field and a handful of products. */
const SMALLEST_SHARE = 1 / 32;

/** Fields that name or reach a person: the model knows that they are there, and none of their values. */
const PERSONAL: ReadonlySet<string> = new Set([
  'customer_id',
  'external_id',
  'first_name',
  'last_name',
  'phone',
  'whatsapp',
  'email',
]);

export function isPersonalField(name: string): boolean {
  return PERSONAL.has(name);
}

/**
 * The data's own words as JSON, bounded: what the question mentions first, then the most frequent. A value that only one customer has
 * tells about that customer, and is left out unless the question says it. `<` is written as an escape: no value can close the brackets around it.
 */
export function boundedVocabulary(vocabulary: Vocabulary, words: string): string {
  const mentions = mentionsIn(words);
  for (let share = 1; ; share /= 2) {
    const text = JSON.stringify(toldOf(vocabulary, mentions, share)).replaceAll('<', '\\u003c');
    if (text.length <= MAX_CHARACTERS || share < SMALLEST_SHARE) return text;
  }
}

/** `share` of the values and products that may be told. */
function toldOf(vocabulary: Vocabulary, mentions: Mentions, share: number) {
  const fields = firstOf(vocabulary.fields, MAX_FIELDS, ({ name }) => mentions(name.replaceAll('_', ' ')));
  const categories = firstOf(vocabulary.categories, MAX_CATEGORIES, mentions);
  const products = firstOf(vocabulary.products, Math.ceil(MAX_PRODUCTS * share), ({ sku, name, category }) =>
    mentions(`${sku} ${name ?? ''} ${category ?? ''}`),
  );
  const campaigns = firstOf(
    vocabulary.campaigns,
    MAX_CAMPAIGNS,
    ({ id, name }) => mentions(id) + mentions(name),
  );
  return {
    customers: vocabulary.customers,
    has: vocabulary.has,
    fields: fields.map((field) => fieldDocument(field, mentions, Math.ceil(VALUES_A_FIELD * share))),
    fieldsLeftOut: vocabulary.fields.length - fields.length,
    categories: categories.map(cut),
    categoriesLeftOut: vocabulary.categories.length - categories.length,
    products: products.map(productDocument),
    productsLeftOut: vocabulary.products.length - products.length,
    campaigns: campaigns.map(({ id, name }) => ({ id: cut(id), name: cut(name) })),
    currencies: vocabulary.currencies.slice(0, MAX_CURRENCIES).map(cut),
  };
}

function fieldDocument(field: FieldWords, mentions: Mentions, count: number) {
  const { name, type, known, values, min, max } = field;
  if (isPersonalField(name)) return { name: cut(name), type, known };
  const shared = values.filter(({ value, customers }) => customers > 1 || mentions(String(value)) > 0);
  const shown = firstOf(shared, count, ({ value }) => mentions(String(value)));
  return {
    name: cut(name),
    type,
    known,
    ...(min === undefined ? {} : { min: type === 'date' ? dayOf(min) : min }),
    ...(max === undefined ? {} : { max: type === 'date' ? dayOf(max) : max }),
    values: shown.map(({ value }) => (typeof value === 'string' ? cut(value) : value)),
    differentValues: values.length === 0 ? 'many' : values.length,
  };
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

function productDocument({ sku, name, category }: ProductWords) {
  return {
    sku: cut(sku),
    ...(name === undefined ? {} : { name: cut(name) }),
    ...(category === undefined ? {} : { category: cut(category) }),
  };
}

function cut(text: string): string {
  return text.length > TEXT_LENGTH ? `${text.slice(0, TEXT_LENGTH)}...` : text;
}

/** At most `count`: those of which the question says most come first, otherwise in their order. */
function firstOf<T>(list: readonly T[], count: number, mentions: (item: T) => number): readonly T[] {
  const said = list.map((item) => ({ item, mentions: mentions(item) })).filter((each) => each.mentions > 0);
  const first = said
    .sort((a, b) => b.mentions - a.mentions)
    .slice(0, count)
    .map(({ item }) => item);
  const taken = new Set(first);
  for (const item of list) {
    if (first.length >= count) break;
    if (!taken.has(item)) first.push(item);
  }
  return first;
}

/** How many words of three letters or more a text shares with the question, in singular or plural. */
type Mentions = (text: string | undefined) => number;

function mentionsIn(words: string): Mentions {
  const wanted = new Set(stemsOf(words));
  return (text = '') => stemsOf(text).filter((stem) => wanted.has(stem)).length;
}

function stemsOf(text: string): readonly string[] {
  return (
    text
      .slice(0, 200)
      .toLowerCase()
      .match(/[\p{L}\p{N}]{3,}/gu) ?? []
  ).map((word) => word.replace(/(?<=...)(es|s)$/, ''));
}
