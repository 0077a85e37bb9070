import { channelAt } from '../channels/channel-words.ts';
import type { ItemsRead } from '../names/items.ts';
import { PRICE } from '../words/price.ts';
import { shownField } from '../data/shown-field.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';

/** `phone customers`, where an `Orbit Phone` is sold: who bought one, or who can be called. */
export function withDoubtOfChannel({ tokens }: Sentence, at: number, read: ItemsRead): ItemsRead {
  if (channelAt(tokens, at)?.end !== read.end) return read;
  const note = `"${tokens[at]?.raw ?? ''}" is a way to reach people too; what was bought was taken.`;
  return { ...read, score: read.score * PRICE.choice, assumptions: [...read.assumptions, note] };
}

/** `espresso`, `Camping` without a verb, where a field has that value or a campaign is called so: bought, said and doubted. */
export function withOtherHomes(sentence: Sentence, at: number, read: ItemsRead): ItemsRead {
  const refs = lookUp(sentence, at)
    .filter(({ score, end }) => score === 1 || end >= read.end)
    .flatMap(({ refs: found }) => found);
  const value = refs.find((ref) => ref.is === 'value');
  const isCampaign = refs.some((ref) => ref.is === 'campaign');
  if (value === undefined && !isCampaign) return read;
  const home = value === undefined ? 'the name of a campaign' : `a value of ${shownField(value.field)}`;
  const note = `"${textOf(sentence, at, read.end)}" is ${home} too; what was bought was taken.`;
  return { ...read, score: read.score * PRICE.choice, assumptions: [...read.assumptions, note] };
}
