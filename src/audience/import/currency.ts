let codes: ReadonlySet<string> | undefined;

/** Signs that stand for one currency only; `$`, `¥` and `kr` do not. */
const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₺': 'TRY',
  '₩': 'KRW',
  '₽': 'RUB',
  '₪': 'ILS',
  '₫': 'VND',
  '₴': 'UAH',
  '₱': 'PHP',
  '฿': 'THB',
  '₦': 'NGN',
  zł: 'PLN',
  us$: 'USD',
  a$: 'AUD',
  c$: 'CAD',
  r$: 'BRL',
};

/** Answers so far: a file has a handful of currencies. */
const known = new Map<string, string | undefined>();

/** ISO 4217 of a code in any case or of a sign that means one currency; `undefined` for anything else. */
export function parseCurrency(text: string): string | undefined {
  if (known.has(text)) return known.get(text);
  codes ??= new Set(Intl.supportedValuesOf('currency'));
  const upper = text.toUpperCase();
  const code = codes.has(upper) ? upper : SIGNS[text.toLowerCase()];
  if (known.size >= 1_000) known.clear();
  known.set(text, code);
  return code;
}

/** Those of which a thousandth is a coin, so that three digits behind a point are its decimals (ISO 4217, minor unit 3). */
export const THREE_DECIMALS: ReadonlySet<string> = new Set(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND']);
