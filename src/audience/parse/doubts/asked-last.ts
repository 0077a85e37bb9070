import { FILLER } from '../marks/polite-words.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { type Token, tokenize } from '../words/tokens.ts';

const TAKE_AWAY = pattern(
  'exclude|excluding|remove|drop|skip|omit|ignore',
  'leave|take|filter out|aside|away',
  'leaving|taking|filtering out|aside|away',
);
/** Spares almost all questions a second look at their words. */
const MAY_TAKE_AWAY = /exclud|remov|drop|skip|omit|ignor|leav|tak|filter/i;
const THEN_ASK = pattern(
  'and|then|, then? give|show|list|find|get|send|tell|fetch|select|pull|display|export|count|return me|us?',
  ', and then? give|show|list|find|get|send|tell|fetch|select|pull|display|export|count|return me|us?',
  ':|– give|show|list|find|get|send|tell|fetch|select|pull|display|export|count|return me|us? all|everyone|everybody',
  ':|– all|everyone|everybody',
  '.|; give|show|list|find|get|send|tell|fetch|select|pull|display|export|count|return me|us?',
);
const FROM_LIST = pattern(
  'from|of the|our|my list|segment|audience|group|set|target of',
  'out of the|our|my list|segment|audience|group|set|target of',
);
const REST = pattern('all|everyone of? the? rest|others|remaining of?', 'the? rest|others|remaining of?');

/**
 * What is asked for in front of what is left out of it, which came first: `leave out London and give me gold members`, `remove London from
 * the list of gold members`.
 */
export function askedLast(words: string): string {
  if (!MAY_TAKE_AWAY.test(words)) return words;
  const tokens = tokenize(words);
  const begin = skip(tokens, skip(tokens, 0, FILLER), pattern('please|now|ok|then|just'));
  const start = endOf(tokens, begin, TAKE_AWAY);
  if (start === undefined) return words;
  for (let at = start + 1; at < tokens.length; at++) {
    const asked = endOf(tokens, at, THEN_ASK) ?? endOf(tokens, at, FROM_LIST);
    if (asked === undefined) continue;
    const rest = skip(tokens, asked, REST);
    const whom = textFrom(words, tokens, rest, tokens.length).replace(/[.?!\s]+$/, '');
    if (whom !== '') return `${whom} except ${textFrom(words, tokens, start, at)}`;
  }
  return words;
}

function textFrom(words: string, tokens: readonly Token[], from: number, to: number): string {
  return words.slice(tokens[from]?.start ?? words.length, tokens[to - 1]?.end ?? words.length);
}
