import type { Comparison } from '../query/query.ts';
import { type Fragment, FALSE, real, sql, whole } from './fragment.ts';

/** Whole numbers that a comparison allows, both ends included; absent: open. `least > most` where it allows none. */
export interface WholeBounds {
  readonly least?: number;
  readonly most?: number;
}

/**
 * A comparison of whole numbers of `1 / 10^decimals`, as bounds of their own: 99.99995 of four decimals is between 999999 and 1000000,
 * and no product of doubles says so. Beyond 2^53 bounds are the nearest double.
 */
export function wholeBounds(comparison: Comparison, decimals = 0): WholeBounds {
  const { exactly, atLeast, atMost, moreThan, lessThan } = comparison;
  const least: number[] = [];
  const most: number[] = [];
  if (exactly !== undefined) {
    least.push(scaled(exactly, decimals).ceiling);
    most.push(scaled(exactly, decimals).floor);
  }
  if (atLeast !== undefined) least.push(scaled(atLeast, decimals).ceiling);
  if (moreThan !== undefined) least.push(scaled(moreThan, decimals).floor + 1);
  if (atMost !== undefined) most.push(scaled(atMost, decimals).floor);
  if (lessThan !== undefined) most.push(scaled(lessThan, decimals).ceiling - 1);
  return {
    ...(least.length > 0 && { least: Math.max(...least) }),
    ...(most.length > 0 && { most: Math.min(...most) }),
  };
}

/** `value * 10^decimals` rounded down and up, from the value's shortest decimal form. */
function scaled(value: number, decimals: number): { readonly floor: number; readonly ceiling: number } {
  const [, sign = '', digits = '0', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  const shift = Number(exponent) - fraction.length + decimals;
  const all = digits + fraction;
  const kept = shift >= 0 ? Number(`${all}e${shift}`) : Number(all.slice(0, shift) || '0');
  const isWhole = shift >= 0 || /^0*$/.test(all.slice(shift));
  const low = isWhole ? kept : kept + (sign === '-' ? 1 : 0);
  const high = isWhole ? kept : kept + (sign === '-' ? 0 : 1);
  return sign === '-' ? { floor: 0 - low, ceiling: 0 - high } : { floor: low, ceiling: high };
}

export function allows({ least, most }: WholeBounds, value: number): boolean {
  return (least === undefined || value >= least) && (most === undefined || value <= most);
}

/** At least one condition; `value` must not be NULL where the opposite is asked for. */
export function within(value: Fragment, { least, most }: WholeBounds): readonly Fragment[] {
  if (least !== undefined && most !== undefined && least > most) return [FALSE];
  return [
    ...(least === undefined ? [] : [sql`${value} >= ${whole(least)}`]),
    ...(most === undefined ? [] : [sql`${value} <= ${whole(most)}`]),
  ];
}

/** A comparison of numbers that need not be whole. */
export function compared(value: Fragment, comparison: Comparison): readonly Fragment[] {
  const { exactly, atLeast, atMost, moreThan, lessThan } = comparison;
  return [
    ...(exactly === undefined ? [] : [sql`${value} = ${real(exactly)}`]),
    ...(atLeast === undefined ? [] : [sql`${value} >= ${real(atLeast)}`]),
    ...(moreThan === undefined ? [] : [sql`${value} > ${real(moreThan)}`]),
    ...(atMost === undefined ? [] : [sql`${value} <= ${real(atMost)}`]),
    ...(lessThan === undefined ? [] : [sql`${value} < ${real(lessThan)}`]),
  ];
}
