import type { Query } from '../../query/query.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';

const CUSTOMER = pattern(
  'customer|customers|id|ids|client|user|member|patient|guest|account|customer_id',
  'customer|customers|client|user|member|account id|ids|number|numbers|no|is|are|named|:|#?',
  'customer|client|user|member|account? id|ids|number|numbers in (|[',
  'is|are one of? customer|customers',
  'is|are customer|customers',
  'customer id|ids|number|numbers is|are|:|=',
  '#',
  'customer|customers with id|ids',
  'customer|customers with the id|ids',
  'id|ids is|are|:|=',
);
const JOIN = pattern(
  'and',
  'or',
  ',',
  ', and',
  ', or',
  '&',
  '/',
  ';',
  'and|or|, customer|id',
  'and|or customer|id #?',
);
/** Runs of a question that may be a customer's id: those with a digit in them. */
export function wordsOfInterest(question: string): readonly string[] {
  const words = new Set<string>();
  for (const [run] of question.slice(0, 1_000).matchAll(/[^\s,;()"“”'’]+/gu)) {
    const bare = run.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
    if (/\d/.test(bare) && bare.length <= 100) words.add(bare);
  }
  for (const [, quoted] of question.slice(0, 1_000).matchAll(/"([^"]{1,100})"/g))
    if (quoted !== undefined) words.add(quoted);
  return [...words].slice(0, 50);
}

/** Single customers: by id, its digits, or address. */
export function readCustomerPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  return [...byId(sentence, at), ...byAddress(sentence, at)];
}

/** A run without spaces that begins at this token. */
function runAt({ text, tokens }: Sentence, at: number): { text: string; end: number } | undefined {
  const token = tokens[at];
  if (token === undefined || token.kind === 'quoted')
    return token === undefined ? undefined : { text: token.word, end: at + 1 };
  const run =
    /^[^\s,;()"“”]+/u.exec(text.slice(token.start, token.start + 120))?.[0].replace(/[^\p{L}\p{N}]+$/u, '') ??
    '';
  if (run === '') return undefined;
  const end = tokens.findIndex((each, i) => i >= at && each.end >= token.start + run.length);
  return end < 0 ? undefined : { text: run, end: end + 1 };
}

function byId(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, named } = sentence;
  const head = endOf(tokens, at, CUSTOMER);
  const start = head ?? at;
  const ids: string[] = [];
  let score = 1;
  let notes: string[] = [];
  let end = start;
  for (let from = start; ids.length < 10_000; ) {
    const run = runAt(sentence, from);
    if (run === undefined) break;
    const isQuoted = tokens[from]?.kind === 'quoted' && head !== undefined;
    const hits = named.get(run.text) ?? [];
    const exact = hits.find((id) => id.toLowerCase() === run.text.toLowerCase());
    const found = isQuoted ? [exact ?? run.text] : exact === undefined ? hits : [exact];
    const isNumber = /^\d+$/.test(run.text);
    const isAlone = head !== undefined || (start === 0 && tokens.length <= run.end + 1) || ids.length > 0;
    if (
      found.length === 0 ||
      (isNumber && tokens[run.end]?.word === '+') ||
      (isNumber && !isAlone && run.text.length < 5) ||
      (isNumber && !isAlone && hits.length === 0)
    )
      break;
    if (found.length > 1) {
      score = 0.8;
      notes = [`"${run.text}" names ${found.length} customers; all of them were taken.`];
    }
    ids.push(...found);
    end = run.end;
    // Ids side by side are a list; a bare number beside one may be anything.
    const join = endOf(tokens, end, JOIN) ?? (isNamedInWords(sentence, end) ? end : undefined);
    if (join === undefined || runAt(sentence, join) === undefined) break;
    from = join;
  }
  return ids.length === 0
    ? []
    : [phrase(at, end, { is: 'query', query: { customers: [...new Set(ids)] } }, EXACT * score, notes)];
}

function isNamedInWords(sentence: Sentence, at: number): boolean {
  const text = runAt(sentence, at)?.text ?? '';
  return !/^\d+$/.test(text) && (sentence.named.get(text)?.length ?? 0) > 0;
}

function byAddress(sentence: Sentence, at: number): readonly Phrase[] {
  const { text, tokens } = sentence;
  const start = skip(tokens, at, pattern('email|phone|number is|:|=?'));
  const offset = tokens[start]?.start;
  if (offset === undefined) return [];
  const rest = text.slice(offset, offset + 120);
  const email = /^[^\s,;()"'<>]+@[^\s,;()"'<>]+\.[^\s,;()"'<>.]{2,}/.exec(rest)?.[0].replace(/[.!?]+$/, '');
  const phone = /^\+\d[\d ().-]{6,20}\d/.exec(rest)?.[0];
  const found = email ?? phone;
  if (found === undefined) return [];
  const end = tokens.findIndex((token, i) => i >= start && token.end >= offset + found.length);
  const query: Query =
    email === undefined
      ? { or: ['phone', 'whatsapp'].map((field) => ({ field, is: `+${found.replace(/\D/g, '')}` })) }
      : { field: 'email', is: email };
  return end < 0 ? [] : [phrase(at, end + 1, { is: 'query', query })];
}
