import { readChannels } from '../channels/channel-words.ts';
import { fieldsAt } from '../names/field-names.ts';
import { readItems } from '../names/items.ts';
import { endOf, pattern } from '../words/patterns.ts';
import type { Sentence } from '../sentence/sentence.ts';

const EITHER_WAY = pattern('with|having and|or without|not a|an|any|the?');

/** Where `with or without a phone` ends, which is no condition: it is whoever has it and whoever does not. */
export function withOrWithout(sentence: Sentence, at: number): number | undefined {
  const { tokens } = sentence;
  const end = endOf(tokens, at, EITHER_WAY);
  if (end === undefined) return undefined;
  return readChannels(tokens, end)?.end ?? fieldsAt(sentence, end)[0]?.end ?? readItems(sentence, end)?.end;
}
