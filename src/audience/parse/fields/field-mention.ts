import type { Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import type { FieldRead } from '../names/field-names.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** Takes what was read up to a token, with what was assumed for it. */
export type Give = (
  end: number,
  query: Query,
  score?: number,
  ...notes: readonly (string | undefined)[]
) => void;

/** A field's name in a sentence, and where its phrases go. */
export interface FieldMention {
  readonly sentence: Sentence;
  /** Where the phrase begins: at the name or at what leads to it, such as `whose`. */
  readonly at: number;
  /** Where the name begins. */
  readonly start: number;
  readonly read: FieldRead;
  readonly give: Give;
}

/** What stands behind a field's name, which the field may be compared with. */
export interface Compared {
  readonly sentence: Sentence;
  readonly at: number;
  readonly isNegative: boolean;
  /** Whether the comparison was said: `is`, `not in`. */
  readonly isSaid: boolean;
  readonly field: FieldWords;
  readonly give: Give;
}
