import type { Scalar } from '../../customer.ts';
import type { FieldWords } from '../../vocabulary.ts';
import type { Region } from '../words/regions.ts';

/** Something of the data that words can mean. */
export type Ref =
  /** `isPart`: only some of the words of its name. */
  | { readonly is: 'field'; readonly field: FieldWords; readonly isPart: boolean }
  | {
      readonly is: 'value';
      readonly field: FieldWords;
      readonly value: Scalar;
      readonly customers: number;
      readonly isPart?: boolean;
      /** Of a part, and of a region: the other values of the field that have it, too. */
      readonly others?: readonly Scalar[];
      /** Only where it is written in capitals: `OR` of `Oregon`. */
      readonly isCode?: true;
    }
  /** A field that says yes or no, by its words. */
  | {
      readonly is: 'flag';
      readonly field: FieldWords;
      readonly value: Scalar;
      readonly isPart?: boolean;
    }
  | { readonly is: 'category'; readonly category: string }
  | { readonly is: 'product'; readonly product: number }
  | { readonly is: 'sku'; readonly sku: string }
  | { readonly is: 'campaign'; readonly id: string; readonly isPart: boolean }
  | { readonly is: 'country'; readonly code: string }
  | { readonly is: 'region'; readonly region: Region };

/** Puts something of the data among what a row of key words can mean. */
export type Add = (keys: readonly string[], ref: Ref) => void;
