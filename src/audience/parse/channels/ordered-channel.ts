import { CHANNEL_NAMES } from '../../query/explain-parts.ts';
import { channelAt } from './channel-words.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';

/**
 * What is to be done with those who are meant: no condition. Where it names a channel, `text gold members`, a reader may want only those
 * who can get it: which of both was taken is said, and costs.
 */
export function orderPhrase(sentence: Sentence, at: number, end: number, note?: string): Phrase {
  const { tokens } = sentence;
  const named = channelsIn(sentence, at, end)[0];
  const isAsked =
    named === undefined ||
    [...channelsIn(sentence, 0, at), ...channelsIn(sentence, end, tokens.length)].includes(named);
  if (isAsked) return phrase(at, end, { is: 'mark', mark: 'noise' }, EXACT, [note]);
  const name = CHANNEL_NAMES[named];
  return phrase(at, end, { is: 'mark', mark: 'noise' }, EXACT * PRICE.orderedChannel, [
    `"${textOf(sentence, at, end)}" was taken as what to do and not as a condition; say "who can get ${name}" to leave out those who can't.`,
  ]);
}

function channelsIn({ tokens }: Sentence, from: number, to: number) {
  return tokens.slice(from, to).flatMap((_, i) => channelAt(tokens, from + i)?.channel ?? []);
}
