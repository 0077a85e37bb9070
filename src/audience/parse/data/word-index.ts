import { isDeepStrictEqual } from 'node:util';
import type { Scalar } from '../../customer.ts';
import type { FieldWords, Vocabulary } from '../../vocabulary.ts';
import { addCities } from './city-names.ts';
import { addAlike, addFields } from './field-words.ts';
import { addParticiples } from './flag-words.ts';
import { countryValues } from './field-roles.ts';
import { type LanguageWords, languagesOf } from './language-words.ts';
import { addStates } from './state-words.ts';
import { addCampaign, addProducts, type ProductWords } from './product-words.ts';
import type { Ref } from './ref.ts';
import { countryNames } from '../words/countries.ts';
import { isIrregular, rootsOf, verbRoot } from '../words/fold-word.ts';
import { NearWords } from '../words/near-words.ts';
import { grammarWords, sealGrammar } from '../words/patterns.ts';
import { regions } from '../words/regions.ts';
import { isCutShort } from '../words/short-words.ts';
import { keyWords } from '../words/tokens.ts';
import { nameWords } from './name-words.ts';

const MAX_KEY_WORDS = 12;
/** A shorter root is that of too many words. */
const LEAST_ROOT = 4;

export interface CategoryVerb {
  readonly noun: string;
  readonly categories: readonly string[];
}

/** All that questions about one vocabulary need, built once: 100,000 products take about a second. */
export interface WordIndex extends ProductWords {
  readonly vocabulary: Vocabulary;
  /** By words in singular with a space between. */
  readonly refs: ReadonlyMap<string, readonly Ref[]>;
  /** Words of the longest key. */
  readonly longest: number;
  readonly words: ReadonlySet<string>;
  readonly near: NearWords;
  readonly nearGrammar: NearWords;
  readonly countryFields: readonly {
    readonly field: FieldWords;
    readonly byCode: ReadonlyMap<string, Scalar>;
  }[];
  readonly fields: ReadonlyMap<string, FieldWords>;
  /** Words of field names by their root: `pledge` for `pledging`. */
  readonly fieldRoots: ReadonlyMap<string, string>;
  /** Words of field names that may be only the beginning of longer ones: `vacc`. */
  readonly shortWords: readonly string[];
  /** Categories by the root of the noun that ends their name: `donat` of `Donations`. */
  readonly categoryVerbs: ReadonlyMap<string, CategoryVerb>;
  /** Stored values by the name of their language, of any region: `pt-PT` and `pt-BR` are Portuguese. */
  readonly languages: ReadonlyMap<string, LanguageWords>;
}

/** The last one made. Whoever answers many questions asks them of the same data. */
let last: WordIndex | undefined;

/** The index of a vocabulary: the one made last where nothing in it has changed since. */
export function wordIndex(vocabulary: Vocabulary): WordIndex {
  if (last === undefined || !isSame(last.vocabulary, vocabulary)) last = makeIndex(vocabulary);
  return last;
}

/** Lists of the data stay the same objects while it is the same; campaigns are listed anew for each question. */
function isSame(before: Vocabulary, now: Vocabulary): boolean {
  return (
    before.fields === now.fields &&
    before.products === now.products &&
    before.categories === now.categories &&
    before.currencies === now.currencies &&
    before.customers === now.customers &&
    isDeepStrictEqual([before.campaigns, before.has], [now.campaigns, now.has])
  );
}

function makeIndex(vocabulary: Vocabulary): WordIndex {
  sealGrammar();
  const refs = new Map<string, Ref[]>();
  const words = new Set<string>();
  const likely = new Set<string>();
  const countryFields = vocabulary.fields.flatMap((field) => {
    const byCode = countryValues(field);
    return byCode === undefined ? [] : [{ field, byCode }];
  });
  // A `spaniel` is no misspelt Spaniard where nobody lives in Spain.
  const isFar = (ref: Ref) =>
    ref.is === 'country' && !countryFields.some(({ byCode }) => byCode.has(ref.code));
  let longest = 1;
  const add = (keys: readonly string[], ref: Ref) => {
    if (keys.length === 0 || keys.length > MAX_KEY_WORDS) return;
    longest = Math.max(longest, keys.length);
    for (const word of keys) words.add(word);
    if (!isFar(ref)) for (const word of keys) likely.add(word);
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
  addStates(vocabulary, refs, add);
  addCities(refs, add);
  return {
    vocabulary,
    refs,
    longest,
    words,
    near: new NearWords(likely, 3),
    nearGrammar: new NearWords(grammarWords, 3),
    productsByWord,
    productKeys,
    countryFields,
    fields: new Map(vocabulary.fields.map((field) => [field.name, field])),
    languages: languagesOf(vocabulary),
    categoryVerbs: categoryVerbs(vocabulary),
    shortWords: [...new Set(vocabulary.fields.flatMap((field) => nameWords(field).filter(isCutShort)))],
    fieldRoots: new Map(
      vocabulary.fields.flatMap(({ name }) =>
        keyWords(name).flatMap((word) =>
          word.length > 3 ? rootsOf(word).map((root) => [root, word] as const) : [],
        ),
      ),
    ),
  };
}

/** Whether the data has a value or a category of that name, such as a sales region. */
function isOwnName(refs: readonly Ref[] = []): boolean {
  return refs.some((ref) => ref.is === 'category' || (ref.is === 'value' && ref.isPart !== true));
}

function categoryVerbs({ categories }: Vocabulary): ReadonlyMap<string, CategoryVerb> {
  const verbs = new Map<string, CategoryVerb>();
  for (const category of categories) {
    const noun = keyWords(category).at(-1) ?? '';
    const root = verbRoot(noun);
    const before = verbs.get(root)?.categories ?? [];
    if (root.length >= LEAST_ROOT || isIrregular(noun))
      verbs.set(root, { noun, categories: [...before, category] });
  }
  return verbs;
}
