import type { Vocabulary } from '../vocabulary.ts';

/** ISO code of what a question calls a currency; `$` is the dollar that the data has. */
export function currencyCode(said: string | undefined, { currencies }: Vocabulary): string | undefined {
  if (said === undefined) return undefined;
  if (said !== '$') return said;
  const dollars = currencies.filter((code) =>
    /^(USD|CAD|AUD|NZD|SGD|HKD|MXN|TWD|BRL|ARS|CLP|COP)$/.test(code),
  );
  return dollars.includes('USD') || dollars.length !== 1 ? 'USD' : dollars[0];
}
