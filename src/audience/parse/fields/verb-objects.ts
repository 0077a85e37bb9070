import type { FieldWords } from '../../vocabulary.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { textOf } from '../sentence/sentence.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';

const ARTICLE = pattern('a|an|any|some|the|their|another|new', 'any|some|the|their new');
const ANYTHING = pattern('anything|something');
const NOTHING = pattern('nothing|none', 'nothing at all');
/** Of what was last done, or is done next. */
const ONE_TIME = /^(last|latest|most_recent|next)_/;

export interface VerbObject {
  readonly end: number;
  readonly isNone: boolean;
  readonly share: number;
  readonly note?: string;
}

/** `uploaded a photo in May`, `uploaded nothing since May` of `last_upload`, `picking up a car next week` of `next_pickup`: what it was done with. */
export function objectBehind(sentence: Sentence, at: number, { name }: FieldWords): VerbObject {
  const { tokens, index } = sentence;
  const none = endOf(tokens, at, NOTHING);
  const any = endOf(tokens, at, ANYTHING);
  const open = { end: none ?? any ?? at, isNone: none !== undefined, share: 1 };
  if (!ONE_TIME.test(name)) return { ...open, end: at };
  const noun = endOf(tokens, at, ARTICLE);
  const token = noun === undefined ? undefined : tokens[noun];
  if (noun === undefined || token?.kind !== 'word') return open;
  const isOfData = index.words.has(token.stem);
  const note = `"${textOf(sentence, at, noun + 1)}" was read over.`;
  const object = { end: noun + 1, isNone: false };
  return isOfData ? { ...object, share: PRICE.readOver, note } : { ...object, share: 1 };
}
