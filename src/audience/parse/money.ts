import type { Vocabulary } from '../vocabulary.ts';

/** Currencies that share a name. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  $: ['USD', 'CAD', 'AUD', 'NZD', 'SGD', 'HKD', 'TWD'],
  MXN: ['MXN', 'COP', 'ARS', 'CLP', 'PHP', 'UYU', 'DOP'],
  GBP: ['GBP', 'EGP', 'LBP'],
  INR: ['INR', 'PKR', 'LKR', 'NPR', 'IDR', 'MUR'],
  CHF: ['CHF', 'XOF', 'XAF'],
  SEK: ['SEK', 'NOK', 'DKK', 'ISK', 'CZK'],
  KES: ['KES', 'TZS', 'UGX'],
  AED: ['AED', 'MAD'],
  KWD: ['KWD', 'JOD', 'TND', 'BHD', 'RSD'],
};

/** ISO code of what a question calls a currency: of those with one name the one that the data has. */
export function currencyCode(said: string | undefined, { currencies }: Vocabulary): string | undefined {
  if (said === undefined || currencies.includes(said)) return said;
  const family = FAMILIES[said] ?? [said];
  return currencies.find((code) => family.includes(code)) ?? family[0];
}

/** What is uncertain about a currency: it is not in the data, or several of its name are. */
export function currencyDoubt(said: string | undefined, vocabulary: Vocabulary): string | undefined {
  const { currencies } = vocabulary;
  const code = currencyCode(said, vocabulary);
  const alike =
    said === undefined || currencies.includes(said) || /^[A-Z]{3}$/.test(said)
      ? []
      : currencies.filter((each) => (FAMILIES[said] ?? []).includes(each));
  if (code !== undefined && alike.length > 1)
    return `${code} was taken of ${alike.join(', ')}; say the code for another.`;
  return code === undefined || currencies.includes(code) ? undefined : `No purchase is in ${code}.`;
}

/** What is uncertain where amounts are compared one by one or as a mean: the query can't say of which currency. */
export function mixedAmounts({ currencies }: Vocabulary): string | undefined {
  return currencies.length > 1
    ? `Amounts of ${currencies.slice(0, 4).join(', ')} were compared as they are; only sums can be of one currency.`
    : undefined;
}
