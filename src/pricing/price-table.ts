import type { Channel } from '../kernel/channel.ts';
import { Failure } from '../kernel/failure.ts';
import { dollarsToMicros, type Micros } from '../kernel/money.ts';
import { type PriceFile, priceFileSchema, WHATSAPP_CATEGORIES, type WhatsAppCategory } from './price-file.ts';

export interface PriceQuestion {
  readonly channel: Channel;
  /** ISO 3166-1 alpha-2 of the recipient. */
  readonly country: string | undefined;
  /** SMS: kind of number it is sent from, in any spelling: `10DLC`, `TEN_DLC`, `toll-free`. */
  readonly numberType?: string | undefined;
  readonly parts: number;
  /** WhatsApp; `marketing`, the dearest, when not given. */
  readonly category?: WhatsAppCategory;
}

export interface Price {
  /** For all parts together, carrier and platform fees included. */
  readonly micros: Micros;
  /** `default`: the table has no price for just this; the nearest it has, or its estimate. */
  readonly basis: 'listed' | 'default';
}

export interface PriceTable {
  /** Names the table and its date: `us-east-1-2026-11`. */
  readonly id: string;
  /** 0.1 us (Node 24, 2-core VM). */
  priceOf(question: PriceQuestion): Price;
  /** The part of an SMS price that is passed on to carriers, for all parts together. */
  carrierFeeOf(question: Pick<PriceQuestion, 'country' | 'numberType' | 'parts'>): Micros;
}

/** Price of one part. */
type PartPrice = Price;

interface CountryPrices {
  readonly byType: ReadonlyMap<string, PartPrice>;
  /** For a kind of number that is not listed or not known. */
  readonly otherwise: PartPrice;
}

type MarketPrices = Readonly<Record<WhatsAppCategory, PartPrice>>;

/** Reads a price file. Throws `Failure` `file_invalid` when it is not one. */
export function parsePriceTable(json: unknown): PriceTable {
  const parsed = priceFileSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const place = issue === undefined || issue.path.length === 0 ? '' : `${issue.path.join('.')}: `;
    throw new Failure('file_invalid', `The price table cannot be used: ${place}${issue?.message ?? ''}.`);
  }
  const sms = compileSms(parsed.data.sms);
  const whatsApp = compileWhatsApp(parsed.data.whatsapp);
  const email = emailPrice(parsed.data.email);
  const partPrice: Record<Channel, (question: PriceQuestion) => PartPrice> = {
    sms: ({ country, numberType }) => sms(country, numberType),
    whatsapp: ({ country, category }) => whatsApp(country, category ?? 'marketing'),
    email: () => email,
  };
  return {
    id: parsed.data.id,
    priceOf: (question) => times(partPrice[question.channel](question), question.parts),
    carrierFeeOf: ({ country, numberType, parts }) =>
      carrierFee(parsed.data.sms, country, numberType) * parts,
  };
}

function times(price: PartPrice, parts: number): Price {
  return parts === 1 ? price : { micros: price.micros * parts, basis: price.basis };
}

function compileSms(
  sms: PriceFile['sms'],
): (country: string | undefined, numberType: string | undefined) => PartPrice {
  const fallback: PartPrice = { micros: smsMicros(sms.default), basis: 'default' };
  const countries = new Map<string, CountryPrices>();
  for (const { country } of sms.rows) {
    const rows = sms.rows.filter((row) => row.country === country);
    const byType = new Map(
      rows.map((row) => [plainType(row.numberType), { micros: smsMicros(row), basis: 'listed' }] as const),
    );
    const dearest = Math.max(...rows.map(smsMicros));
    countries.set(country, { byType, otherwise: byType.get('any') ?? { micros: dearest, basis: 'default' } });
  }
  const plainTypes = new Map<string, string>();
  return (country, numberType) => {
    const prices = country === undefined ? undefined : countries.get(country);
    if (prices === undefined) return fallback;
    if (numberType === undefined) return prices.otherwise;
    let type = plainTypes.get(numberType);
    if (type === undefined) plainTypes.set(numberType, (type = plainType(numberType)));
    return prices.byType.get(type) ?? prices.otherwise;
  };
}

/** Of the row that decides the price; see compileSms. */
function carrierFee(
  sms: PriceFile['sms'],
  country: string | undefined,
  numberType: string | undefined,
): Micros {
  const rows = sms.rows.filter((row) => row.country === country);
  const type = numberType === undefined ? 'any' : plainType(numberType);
  const row =
    rows.find((each) => plainType(each.numberType) === type) ??
    rows.find((each) => each.numberType === 'any') ??
    rows.toSorted((a, b) => smsMicros(b) - smsMicros(a))[0] ??
    sms.default;
  return dollarsToMicros(row.carrierFee);
}

function smsMicros(row: { readonly messageFee: number; readonly carrierFee: number }): Micros {
  return dollarsToMicros(row.messageFee) + dollarsToMicros(row.carrierFee);
}

/** `TEN_DLC`, `10DLC` and `10-dlc` are one. */
function plainType(numberType: string): string {
  return numberType
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '')
    .replace(/^tendlc$/, '10dlc');
}

function compileWhatsApp(
  whatsApp: PriceFile['whatsapp'],
): (country: string | undefined, category: WhatsAppCategory) => PartPrice {
  const countries = new Map<string, MarketPrices>();
  for (const { country, market } of whatsApp.countries)
    countries.set(country, marketPrices(whatsApp, market, country));
  const other = marketPrices(whatsApp, whatsApp.default.market, undefined);
  return (country, category) =>
    ((country === undefined ? undefined : countries.get(country)) ?? other)[category];
}

/** Meta's fee of the market plus the AWS fee of the country; authentication at the utility rate where it is not listed. */
function marketPrices(
  whatsApp: PriceFile['whatsapp'],
  market: string,
  country: string | undefined,
): MarketPrices {
  const fees = whatsApp.markets.find((row) => row.market === market)?.fees;
  const price = (category: WhatsAppCategory): PartPrice => {
    const listed = fees?.[category];
    const metaFee = (listed ?? fees?.utility)?.fee ?? 0;
    const exception = whatsApp.awsFees.exceptions.find(
      (row) => row.country === country && row.category === category,
    );
    const awsFee = (exception ?? whatsApp.awsFees.default).fee;
    const micros = dollarsToMicros(metaFee) + dollarsToMicros(awsFee);
    return { micros, basis: country === undefined || listed === undefined ? 'default' : 'listed' };
  };
  const [marketing, utility, authentication] = WHATSAPP_CATEGORIES;
  return { marketing: price(marketing), utility: price(utility), authentication: price(authentication) };
}

function emailPrice(email: PriceFile['email']): PartPrice {
  const perThousand = email.plans.find((row) => row.plan === email.plan)?.perThousand ?? 0;
  return { micros: dollarsToMicros(perThousand / 1000), basis: 'listed' };
}
