import type { Measure } from '../../query/query.ts';
import type { Vocabulary } from '../../vocabulary.ts';
import { SHARED_NAMES } from '../words/currency-words.ts';
import { PRICE } from '../words/price.ts';
import { missingHistory } from './missing-history.ts';

/** ISO code of what a question calls a currency: of those with one name the one that the data has. */
export function currencyCode(said: string | undefined, { currencies }: Vocabulary): string | undefined {
  const shared = said === undefined ? undefined : SHARED_NAMES.get(said);
  if (shared === undefined) return said;
  return currencies.find((code) => shared.includes(code)) ?? shared[0];
}

/** What is uncertain about a currency: it is not in the data, or several of its name are. */
export function currencyDoubt(said: string | undefined, vocabulary: Vocabulary): string | undefined {
  const { currencies } = vocabulary;
  const code = currencyCode(said, vocabulary);
  const shared = said === undefined ? undefined : SHARED_NAMES.get(said);
  const alike = currencies.filter((each) => shared?.includes(each));
  if (code !== undefined && alike.length > 1)
    return `${code} was taken of ${alike.join(', ')}; say the code for another.`;
  return code === undefined || currencies.includes(code) ? undefined : `No purchase is in ${code}.`;
}

/** What is said of amounts in several currencies where none was named. */
export function mixedNote(
  currency: string | undefined,
  { currencies }: Vocabulary,
  done: 'added' | 'compared',
): string | undefined {
  if (currency !== undefined || currencies.length < 2) return undefined;
  const shown = currencies.slice(0, 4).join(', ');
  return `Amounts of ${shown} were ${done} as they are; name a currency to count only one.`;
}

/** What is uncertain about a rank by what was bought: nothing was, or in several currencies, of which a query has no way to take only one. */
export function rankDoubt(
  by: Measure,
  { currencies, has }: Vocabulary,
): { readonly note: string; readonly price: number } | undefined {
  const missing = typeof by === 'string' ? missingHistory('bought', has) : undefined;
  if (missing !== undefined) return { note: missing, price: PRICE.noHistory };
  if (by !== 'spend' || currencies.length < 2) return undefined;
  const shown = currencies.slice(0, 4).join(', ');
  return { note: `Customers were ranked by amounts of ${shown} added as they are.`, price: PRICE.currencies };
}
