import type { Items } from '../../query/query.ts';
import { doerRoot, isPast, verbRoot } from '../words/fold-word.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { keyWords } from '../words/tokens.ts';

/** Nouns for something that is done, which their verb says as well in any form: `donate` of `Donations`, `rents` of `Rentals`. */
const DEED_NOUN = /^.{3,}(ion|al|ment|ing)$/;
/** Of money that is given, another verb and noun for it. */
const GIVING = /^(gave|give|gives|given|giving|giver)$/;
const GIVEN = /^(donat|contribut)$/;
/** Verbs that say of everything how it is bought, though `Books` are sold too. */
const OF_ANYTHING = /^(book|order|shop|pack|card)$/;

/** The categories whose name is made of the verb at this token: `donated` of `Donations`, `flew` of `Flights`, and none of `booked`. */
export function categoriesOfVerb({ tokens, index }: Sentence, at: number): readonly string[] {
  const { kind, word = '', stem = '' } = tokens[at] ?? {};
  if (kind !== 'word' || index.refs.has(stem)) return [];
  if (GIVING.test(word)) return ofRoots(index, (root) => GIVEN.test(root));
  if (index.words.has(stem)) return [];
  const said = verbRoot(word);
  if (OF_ANYTHING.test(said)) return [];
  const all = ofRoots(index, (root, noun) => root === said && (isPast(word) || DEED_NOUN.test(noun)));
  // `preparing` says no more than one word of `Exam Preparation`.
  return word.endsWith('ing') ? all.filter((name) => keyWords(name).length === 1) : all;
}

/** The categories of what those do who are called so: `donors`, `givers`, `renters`. */
export function categoriesOfDoer({ tokens, index }: Sentence, at: number): readonly string[] {
  const { kind, stem = '' } = tokens[at] ?? {};
  if (kind !== 'word' || index.refs.get(stem)?.some(({ is }) => is !== 'field') === true) return [];
  const said = doerRoot(stem);
  if (said === undefined) return [];
  return ofRoots(index, (root) => root === said || (GIVING.test(stem) && GIVEN.test(root)));
}

/** Whether things are nothing but what is done: `Donations`, and no tents. */
export function areDone({ index }: Sentence, items: readonly Items[]): boolean {
  const done = new Set(
    [...index.categoryVerbs.values()].flatMap(({ noun, categories }) =>
      DEED_NOUN.test(noun) ? categories : [],
    ),
  );
  return items.every(
    ({ categories = [], products, skus }) =>
      categories.length > 0 &&
      products === undefined &&
      skus === undefined &&
      categories.every((each) => done.has(each)),
  );
}

function ofRoots(
  { categoryVerbs }: Sentence['index'],
  isMeant: (root: string, noun: string) => boolean,
): readonly string[] {
  return [...categoryVerbs].flatMap(([root, { noun, categories }]) =>
    isMeant(root, noun) ? categories : [],
  );
}
