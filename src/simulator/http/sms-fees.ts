import type { Micros } from '../../kernel/money.ts';

/** What an SMS costs, as its events tell it: micros for all parts, carriers' fees apart. */
export type SmsFees = (
  country: string,
  numberType: string | undefined,
  parts: number,
) => { readonly messagePrice: Micros; readonly carrierFee: Micros };
