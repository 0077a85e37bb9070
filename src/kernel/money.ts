/**
 * Money is a whole number of micros: millionths of a US dollar. AWS bills in fractions of a cent ($0.00581 a part), so
 * cents would round; doubles hold micros exactly up to nine billion dollars.
 */
export type Micros = number;

/** Reads a decimal number of dollars, as price tables and provider events give it; rounds to the nearest micro. */
export function dollarsToMicros(dollars: number): Micros {
  return Math.round(dollars * 1e6);
}

/** Dollars as a JSON number, exact to the micro. */
export function microsToDollars(micros: Micros): number {
  return Math.round(micros) / 1e6;
}

/** `$1,234.56`; amounts under ten cents keep as many digits as they have, up to micros. */
export function formatMoney(micros: Micros): string {
  const dollars = microsToDollars(micros);
  const digits = Math.abs(dollars) >= 0.1 || dollars === 0 ? 2 : 6;
  const text = dollars.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: digits });
  return text.startsWith('-') ? `-$${text.slice(1)}` : `$${text}`;
}
