import { isBeginning } from '../marks/fillers.ts';
import { EVERYONE, PERSON } from '../words/noun-words.ts';
import { orderPhrase } from '../channels/ordered-channel.ts';
import { endOf, pattern } from '../words/patterns.ts';
import type { Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';

const SEND = pattern('send|offer|give|mail|push out|over? a|an|the|our|this|that|my?');
/** Words of what is sent: `the spring voucher code`. */
const MOST_WORDS = 4;

/** `send the voucher to shoppers who ...`: what they are to get says nothing about them. */
export function readSentThings(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const start = endOf(tokens, at, SEND);
  if (start === undefined || !isBeginning(sentence, at)) return [];
  const to = tokens.findIndex(({ word }, i) => i > start && i <= start + MOST_WORDS && word === 'to');
  const isOfWords =
    to > start && tokens.slice(start, to).every(({ kind }) => kind === 'word' || kind === 'quoted');
  if (!isOfWords || !speaksOfPeople(sentence, to + 1)) return [];
  return [orderPhrase(sentence, at, to + 1)];
}

function speaksOfPeople({ tokens }: Sentence, from: number): boolean {
  return tokens.slice(from).some((_, i) => {
    const end = endOf(tokens, from + i, PERSON) ?? endOf(tokens, from + i, EVERYONE);
    return end !== undefined || /^(who|buyers?|spenders?)$/.test(tokens[from + i]?.word ?? '');
  });
}
