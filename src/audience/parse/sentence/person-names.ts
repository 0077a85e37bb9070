import type { Query } from '../../query/query.ts';
import { isOrdinaryWord } from '../words/ordinary-words.ts';
import { endOf, grammarWords, pattern, skip } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from './phrase.ts';
import { PRICE } from '../words/price.ts';
import { isCapital, lookUp, type Sentence, textOf } from './sentence.ts';
import { fieldWithWord } from '../data/field-with-word.ts';
import { shownField } from '../data/shown-field.ts';
import { foldWord } from '../words/fold-word.ts';

const NAMED = pattern(
  'named|called',
  'with the? name',
  'name is|:',
  'whose name is',
  'by the name of',
  'with the? name of?',
);

/** What is asked of somebody says nothing of who it is: `phone number of Emma Walker`. */
const CONTACT_OF = pattern(
  'the? phone|telephone|mobile|cell|whatsapp|sms|contact number|numbers of|for',
  'the? email|e-mail|mail|home|contact|postal address|addresses of|for',
  'the? contact|account|customer details|data|info|information|record|records|id of|for',
  'the? email|phone|address|details|profile|record of|for',
);
const TITLE = pattern('mr|mrs|ms|miss|mx|dr|prof .?');
const JOIN = pattern('and', 'or', ',', ', and', ', or', '&');
/** Of one question: a name is one to three words. */
const MAX_NAMES = 12;
const MAX_TOKENS = 6;
/** Begins a last name in many languages: `de Vries`. */
const PARTICLE = /^(van|von|de|der|den|di|da|del|la|el|al|bin|ben|dos|du)$/;

/** Words that may be the name of a customer, and whom that name means. */
export interface PersonName {
  readonly text: string;
  readonly query: Query;
}

/** What may be the name of a person in a question: words with capitals, and rows of words with one that is no usual English word. */
export function namesOfInterest(question: string): readonly PersonName[] {
  const names = new Map<string, PersonName>();
  for (const [run] of question.slice(0, 1_000).matchAll(/[\p{L}\p{M}'’-]+(?: [\p{L}\p{M}'’-]+)*/gu)) {
    const words = run.split(' ').map((word) => word.replace(/['’]s$/, ''));
    for (let from = 0; from < words.length; from++) {
      for (let length = 1; length <= 3; length++) {
        const said = words.slice(from, from + length);
        if (said.length === length && isNameLike(said) && names.size < MAX_NAMES)
          for (const name of personNames(said)) names.set(JSON.stringify(name), name);
      }
    }
  }
  return [...names.values()];
}

/** `Hamilton`: a question of one word with a capital, which may be a place, a product or a person. */
export function bareName(question: string): PersonName | undefined {
  const [, word] = /^\P{L}*(\p{Lu}[\p{L}\p{M}'’-]*)\P{L}*$/u.exec(question.slice(0, 100)) ?? [];
  return word === undefined ? undefined : personNames([word])[0];
}

function isNameLike(words: readonly string[]): boolean {
  const isWritten = words.every((word) => /^\p{Lu}/u.test(word));
  const strange = words.filter((word) => {
    const folded = foldWord(word);
    return !grammarWords.has(folded) && !isOrdinaryWord(folded) && folded.length > 1;
  });
  return words.length === 1
    ? isWritten && strange.length === 1
    : isWritten || strange.length === words.length || isLastName(words);
}

/** `de Vries`, `van der Berg`. */
function isLastName(words: readonly string[]): boolean {
  const [first = '', ...rest] = words;
  return PARTICLE.test(first) && /^\p{Lu}/u.test(rest.at(-1) ?? '');
}

/** One word is either name; of three the middle one belongs to either. */
function personNames(words: readonly string[]): readonly PersonName[] {
  const [only = ''] = words;
  const text = words.join(' ');
  if (words.length === 1) {
    const is = ['first_name', 'last_name'].map((field) => ({ field, is: only }));
    return [{ text, query: { or: is } }];
  }
  if (isLastName(words)) return [{ text, query: { field: 'last_name', is: text } }];
  return words.slice(1).map((_, i) => ({
    text,
    query: {
      and: [
        { field: 'first_name', is: words.slice(0, i + 1).join(' ') },
        { field: 'last_name', is: words.slice(i + 1).join(' ') },
      ],
    },
  }));
}

/** Names of persons: those that customers have, `named Emma Walker`, or nothing but capitalised words that the data does not explain. */
export function readPersonPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  return [...knownNames(sentence, at), ...byName(sentence, at)];
}

/** `Anna Kowalska, Piotr Nowak and Jean Dubois`, each the name of a customer: any of them. */
function knownNames(sentence: Sentence, at: number): readonly Phrase[] {
  const asked = skip(sentence.tokens, at, CONTACT_OF);
  const titled = endOf(sentence.tokens, asked, NAMED) ?? asked;
  const start = skip(sentence.tokens, titled, TITLE);
  const reads: { name: PersonName; end: number }[] = [];
  for (let from: number | undefined = start; from !== undefined; ) {
    const read = knownName(sentence, from);
    if (read === undefined) break;
    reads.push(read);
    from = endOf(sentence.tokens, read.end, JOIN);
  }
  const last = reads.at(-1);
  const [only, ...others] = reads.map(({ name }) => name.query);
  if (last === undefined || only === undefined) return [];
  const query: Query = others.length === 0 ? only : { or: [only, ...others] };
  const score = reads.some(({ name }) => 'or' in name.query) ? 0.92 : 0.96;
  const other =
    start === asked ? reads.map(({ name }) => otherHome(sentence, name)).find(Boolean) : undefined;
  const notes = [...reads.map(({ name }) => `${takenAs(name)}.`), other];
  return [
    phrase(
      at,
      last.end,
      { is: 'query', query },
      EXACT * score * (other === undefined ? 1 : PRICE.choice),
      notes,
    ),
  ];
}

/** `Wagner`, where a company is called `Wagner Imports`. */
function otherHome({ index }: Sentence, { text, query }: PersonName): string | undefined {
  const field = 'or' in query ? fieldWithWord(index.vocabulary, text) : undefined;
  return field && `"${text}" is a word of ${shownField(field)} too.`;
}

function takenAs({ text, query }: PersonName): string {
  const which =
    'and' in query ? 'a first name and a last name' : 'or' in query ? 'a first or last name' : 'a last name';
  return `"${text}" was taken as ${which}`;
}

function knownName(sentence: Sentence, at: number): { name: PersonName; end: number } | undefined {
  const { people, tokens } = sentence;
  if (people.length === 0) return undefined;
  for (let end = Math.min(at + MAX_TOKENS, tokens.length); end > at; end--) {
    const text = textOf(sentence, at, end).replace(/['’]s$/, '');
    const name = people.find((each) => each.text === text);
    if (name !== undefined) return { name, end };
  }
  return undefined;
}

/** `named Emma Walker`, or nothing but capitalised words that the data does not explain. */
function byName(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const head = isOfCompany(sentence, at) ? undefined : endOf(tokens, at, NAMED);
  const isWhole =
    at === 0 ||
    (head === undefined &&
      endOf(
        tokens,
        0,
        pattern('find|show|get', 'show me', 'customer|customers', 'find|show customer', 'who is'),
      ) === at);
  if (head === undefined && !isWhole) return [];
  const start = head ?? at;
  let end = start;
  while (end < tokens.length && end < start + 4 && isNameWord(sentence, end)) end++;
  if (
    end === start ||
    (head === undefined &&
      end < skip(tokens, tokens.length - 1, pattern('?', '.', '!')) &&
      end < tokens.length - 1)
  )
    return [];
  if (head === undefined && end < tokens.length && !/^[?.!]$/.test(tokens[end]?.word ?? '')) return [];
  const words = tokens
    .slice(start, end)
    .map(({ raw, kind, word }) => (kind === 'quoted' ? word : raw.replace(/['’]s$/, '')));
  const known = head === undefined && lookUp(sentence, start).length > 0;
  if (known) return [];
  const shown = words.join(' ');
  const [name] = personNames(shown.split(' '));
  if (name === undefined) return [];
  const why = head === undefined ? ': nothing in the data is called that.' : '.';
  return [
    phrase(
      at,
      end,
      { is: 'query', query: name.query },
      head === undefined ? ('or' in name.query ? PRICE.guessedName : PRICE.guessedNames) : 0.93,
      [`${takenAs(name)}${why}`],
    ),
  ];
}

/** `whose company is called Acme`: no person is. */
function isOfCompany({ tokens }: Sentence, at: number): boolean {
  return [1, 2].some((back) =>
    /^(compan(y|ies)|business(es)?|firms?|organi[sz]ations?|employers?|schools?|teams?)$/.test(
      tokens[at - back]?.word ?? '',
    ),
  );
}

function isNameWord(sentence: Sentence, at: number): boolean {
  const token = sentence.tokens[at];
  if (token === undefined || token.kind === 'sign' || token.kind === 'number' || /\d/.test(token.word))
    return false;
  return (
    token.kind === 'quoted' ||
    (isCapital(sentence, at) &&
      !/^[A-Z]{2,}$/.test(token.raw) &&
      (!grammarWords.has(token.word) || isTwoNames(sentence))) ||
    (PARTICLE.test(token.word) && at > 0)
  );
}

/** `Will Smith`, `April Young`: two words with capitals and nothing else. */
function isTwoNames({ tokens }: Sentence): boolean {
  return (
    tokens.length === 2 &&
    tokens.every(({ raw, kind }) => kind === 'word' && /^\p{Lu}\p{Ll}+$/u.test(raw)) &&
    tokens.some(({ word }) => !grammarWords.has(word))
  );
}
