import type { FieldWords } from '../../vocabulary.ts';
import { shownField } from '../data/shown-field.ts';
import type { ComparisonRead } from '../sentence/comparisons.ts';
import { PRICE } from '../words/price.ts';

/** `above 30%` of a field that keeps shares of one. */
export function asStored(
  field: FieldWords,
  read: ComparisonRead,
): { readonly comparison: ComparisonRead; readonly fit: number; readonly note?: string } {
  const bounds = Object.entries(read.comparison);
  const isShare =
    field.type === 'decimal' &&
    field.max !== undefined &&
    field.max <= 1 &&
    bounds.every(([, value]) => value > 1 || value === 0 || (read.isPercent === true && value >= 0)) &&
    bounds.some(([, value]) => value > 0);
  if (!isShare) return read.isPercent === true ? ofNoShare(field, read) : { comparison: read, fit: 1 };
  const share = Object.fromEntries(
    bounds.map(([bound, value]) => [bound, Number((value / 100).toPrecision(15))]),
  );
  return {
    comparison: { ...read, comparison: share },
    fit: read.isPercent === true ? 0.98 : PRICE.choice,
    note: `${shownField(field)} is kept as a share of 1: the number was taken as percent.`,
  };
}

const COUNTS = /([^s]s|count|number|total|amount|balance)$/;
const NAMES_SHARE = /rate|percent|pct|share|ratio/;
const WHOLE = 100;

/** `points over 10%`: of a number of something nobody knows what it is a part of. */
function ofNoShare(
  field: FieldWords,
  comparison: ComparisonRead,
): { readonly comparison: ComparisonRead; readonly fit: number; readonly note?: string } {
  const isCount =
    !NAMES_SHARE.test(field.name) &&
    (COUNTS.test(field.name) || (field.max !== undefined && field.max > WHOLE));
  return isCount
    ? {
        comparison,
        fit: PRICE.choice,
        note: `The number itself was compared: ${shownField(field)} is no percentage.`,
      }
    : { comparison, fit: 1 };
}
