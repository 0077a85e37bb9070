import { once } from '../words/once.ts';
import type { AsOf } from '../../query/period.ts';
import { type Day, dayIn } from '../times/calendar.ts';
import { type Form, formsOf } from './forms.ts';
import type { Named } from './named-before.ts';
import { withDenialsApart } from '../data/denied-words.ts';
import { type Correction, corrected } from '../data/corrections.ts';
import { isPast } from '../words/fold-word.ts';
import { withOwnPlurals } from '../data/own-plurals.ts';
import type { PersonName } from './person-names.ts';
import { purchaseCalled } from '../words/called-purchases.ts';
import { longOnes } from '../words/short-words.ts';
import { keyWords, type Token, tokenize } from '../words/tokens.ts';
import type { Ref } from '../data/ref.ts';
import type { WordIndex } from '../data/word-index.ts';

/** A question cut into tokens, with what each may be in the data. */
export interface Sentence {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Of each token: how it may be written in the data, best first. */
  readonly forms: readonly (readonly Form[])[];
  readonly index: WordIndex;
  readonly today: Day;
  readonly named: ReadonlyMap<string, readonly string[]>;
  /** Names in it that customers have. */
  readonly people: readonly PersonName[];
  /** What the question before was about, which `it` stands for where nothing else does. */
  readonly it?: Named;
  /** Of tokens with a typing error: what they were read as. */
  readonly corrections: ReadonlyMap<number, Correction>;
}

/** What the data knows under the words from one token on. */
export interface Found {
  readonly refs: readonly Ref[];
  readonly end: number;
  /** 1 where it is written the same, but for case, accents and plural. */
  readonly score: number;
}

export function sentenceOf(
  text: string,
  index: WordIndex,
  asOf: AsOf,
  named: ReadonlyMap<string, readonly string[]>,
  people: readonly PersonName[] = [],
): Sentence {
  const ofPeople = new Set(people.flatMap(({ text: name }) => tokenize(name).map(({ word }) => word)));
  const {
    tokens: said,
    corrections,
    near,
  } = corrected(withOwnPlurals(withDenialsApart(tokenize(text), index), index), index, ofPeople);
  const tokens = said.map((token, at) => {
    const { raw, stem } = token;
    if (isPronounInCapitals(text, said, token, index)) return { ...token, word: raw };
    const purchase = purchaseCalled(said, at);
    return purchase === undefined || isNamed(stem, index) ? token : { ...token, word: purchase };
  });
  return {
    text,
    tokens,
    forms: tokens.map((token, at) => formsOf(token, near.get(at) ?? [], index)),
    index,
    today: dayIn(asOf.at, asOf.zone),
    named,
    people,
    corrections,
  };
}

/** Whether something is called so, and not only a flag in other words: `rental` of `do_not_rent`. */
function isNamed(stem: string, { refs, productsByWord, vocabulary }: WordIndex): boolean {
  const isOf = (name: string) => keyWords(name).includes(stem);
  return refs.has(stem) || productsByWord.has(stem) || vocabulary.categories.some(isOf);
}

/** `bought from US`: a country of the data, and no word of the grammar, which are all in small letters. */
function isPronounInCapitals(
  text: string,
  tokens: readonly Token[],
  { raw }: Token,
  { countryFields }: WordIndex,
): boolean {
  const isWritten = tokens.length === 1 || text !== text.toUpperCase();
  return isWritten && /^(US|IT)$/.test(raw) && countryFields.some(({ byCode }) => byCode.has(raw));
}

/** `&` is `and`, and so may an `or` be. */
function formsAt({ tokens, forms }: Sentence, at: number): readonly Form[] {
  const { word = '' } = tokens[at] ?? {};
  const and = [{ words: ['and'], score: 1 }];
  if (word === '&') return and;
  return /^n?or$/.test(word) ? [...(forms[at] ?? []), ...and] : (forms[at] ?? []);
}

/** Words from one token on, as they may be written in the data. */
interface Key {
  readonly key: string;
  readonly score: number;
  readonly words: number;
  readonly isOfName?: boolean;
}

/** Everything that the data has under the words from this token on, longest first. */
export const lookUp = once(search);

function search(sentence: Sentence, at: number): readonly Found[] {
  const found: Found[] = [];
  let keys: readonly Key[] = [{ key: '', score: 1, words: 0 }];
  let hasOr = false;
  const alone = shortAlone(sentence, at);
  for (let i = at; i < sentence.tokens.length && keys.length > 0; i++) {
    const token = sentence.tokens[i];
    if (token?.kind === 'sign' && token.word !== '&') {
      if (i === at || !/^[/.'’:,!+®™-]$/.test(token.word)) break;
      continue;
    }
    const isArticle =
      i > at &&
      (/^(a|an|the|our|their|his|her|any)$/.test(token?.word ?? '') ||
        (token?.word === 'of' && isDoing(sentence.tokens[i + 1])) ||
        (token?.word === 'single' && /^(a|any)$/.test(sentence.tokens[i - 1]?.word ?? '')) ||
        (/^(against|in|for|on)$/.test(token?.word ?? '') && isPast(sentence.tokens[i - 1]?.word ?? '')) ||
        (token?.word === 'to' && /(y|ies|ic|ant)$/.test(sentence.tokens[i - 1]?.word ?? '')));
    hasOr ||= i > at && /^n?or$/.test(token?.word ?? '');
    const before = keys;
    const joined = i > at && isWrittenAsOne(sentence, i) ? token?.stem : undefined;
    keys = keys
      .flatMap(({ key, score, words, isOfName }) =>
        formsAt(sentence, i).map((form) => ({
          key: [key, ...form.words].filter((word) => word !== '').join(' '),
          score: score * form.score,
          words: words + form.words.length,
          isOfName: isOfName === true || form.isOfName === true,
        })),
      )
      .filter(({ words }) => words <= sentence.index.longest)
      .slice(0, 9);
    if (joined !== undefined)
      keys = [...keys, ...before.slice(0, 3).map((each) => ({ ...each, key: `${each.key}${joined}` }))];
    const hits = keys.flatMap(({ key, score, words, isOfName }) => {
      const refs = key === alone ? undefined : sentence.index.refs.get(key);
      const known = isOfName === true ? refs?.filter((ref) => words > 1 && isWholeField(ref)) : refs;
      // `a tree or shrub` of the category `Trees & Shrubs`; of any other name `or` is no part.
      const meant = hasOr && !/\bor\b/.test(key) ? known?.filter(({ is }) => is === 'category') : known;
      return meant === undefined || meant.length === 0 ? [] : [{ refs: meant, end: i + 1, score }];
    });
    if (isArticle) keys = [...keys, ...before.filter(({ key }) => key !== '').slice(0, 3)];
    found.push(...hits.sort((a, b) => b.score - a.score).slice(0, 3));
  }
  return found.reverse();
}

/** `hours of driving`. */
function isDoing(token: Token | undefined): boolean {
  return /^\p{L}{3,}ing$/u.test(token?.word ?? '');
}

function isWholeField(ref: Ref): boolean {
  return ref.is === 'flag' || (ref.is === 'field' && !ref.isPart);
}

/** Whether a word is a name's short one in full: `vaccination` of `vacc_due`, `prescription` of `rx_expires`. */
export function isLongAt({ forms, tokens }: Sentence, at: number, short: string): boolean {
  const isBegun = forms[at]?.some(({ isShort, words }) => isShort === true && words[0] === short) ?? false;
  return isBegun || longOnes(short).includes(tokens[at]?.stem ?? '');
}

/** `vacc`, of which a `vaccination` that the data knows itself says nothing without the rest of the name. */
function shortAlone({ tokens, forms, index }: Sentence, at: number): string | undefined {
  const short = forms[at]?.find(({ isShort }) => isShort === true);
  return short !== undefined && index.words.has(tokens[at]?.stem ?? '') ? short.words.join(' ') : undefined;
}

/** `co-branded`, and `wish list` where the data has a `wishlist`. */
function isWrittenAsOne({ tokens, index }: Sentence, at: number): boolean {
  const [before, token] = [tokens[at - 1], tokens[at]];
  if (token?.kind !== 'word' || before?.word === 'non') return false;
  return token.isJoined || (before?.kind === 'word' && index.words.has(`${before.word}${token.stem}`));
}

export function textOf({ text, tokens }: Sentence, start: number, end: number): string {
  const [first, last] = [tokens[start], tokens[end - 1]];
  return first === undefined || last === undefined ? '' : text.slice(first.start, last.end);
}

/** Two or more capitals, in a text that is not all in capitals: `US`, and no `us`. */
export function isCode({ text, tokens }: Sentence, at: number): boolean {
  const raw = tokens[at]?.raw ?? '';
  const next = tokens[at + 1]?.word ?? '';
  const isOperator = /^(AND|NOT|NULL)$/.test(raw)
    ? tokens.length > 1
    : (raw === 'IN' && next === '(') || (raw === 'IS' && /^(not|null)$/.test(next));
  return /^[A-Z]{2,}$/.test(raw) && !isOperator && (tokens.length === 1 || text !== text.toUpperCase());
}

/** Whether a word begins with a capital letter. */
export function isCapital({ tokens }: Sentence, at: number): boolean {
  return /^\p{Lu}/u.test(tokens[at]?.raw ?? '');
}

/** Whether a capital says nothing there: `It is for ...`, behind another sentence, and not behind `St.`. */
export function beginsSentence({ tokens }: Sentence, at: number): boolean {
  const isEnd = /^[.?!]$/.test(tokens[at - 1]?.word ?? '');
  return at === 0 || (isEnd && (tokens[at - 2]?.word.length ?? 0) > 3);
}
