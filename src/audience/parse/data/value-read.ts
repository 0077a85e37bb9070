import type { Scalar } from '../../customer.ts';
import type { FieldWords } from '../../vocabulary.ts';

/** One value of one field that words may mean. */
export interface ValueRead {
  readonly field: FieldWords;
  readonly value: Scalar;
  /** What else the words stand for: of `Europe` the other countries. */
  readonly others?: readonly Scalar[];
  /** Who has it: of two fields with one value the more common is meant more often. */
  readonly customers: number;
  readonly end: number;
  readonly score: number;
  readonly assumption?: string;
}

/** Values of one field in a row. */
export interface ValuesRead {
  readonly field: FieldWords;
  readonly values: readonly Scalar[];
  readonly join: 'and' | 'or' | 'list';
  readonly customers: number;
  readonly end: number;
  readonly score: number;
  readonly assumptions: readonly string[];
}
