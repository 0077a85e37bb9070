import { z } from 'zod';

export const WHATSAPP_CATEGORIES = ['marketing', 'utility', 'authentication'] as const;
export type WhatsAppCategory = (typeof WHATSAPP_CATEGORIES)[number];

/** US dollars, exact to the micro. */
const dollars = z.number().min(0).max(100);
const country = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code');
/** Names an entry of `sources`. */
const source = z.string();
const smsFees = { messageFee: dollars, carrierFee: dollars, source };
const fee = z.strictObject({ fee: dollars, source });

const sms = z.strictObject({
  /** Per part. `any`: the same for every kind of number. */
  rows: z.array(z.strictObject({ country, numberType: z.string(), ...smsFees })),
  default: z.strictObject({ ...smsFees, reason: z.string() }),
});

const whatsapp = z.strictObject({
  awsFees: z.strictObject({
    default: fee,
    exceptions: z.array(
      z.strictObject({ country, category: z.enum(WHATSAPP_CATEGORIES), fee: dollars, source }),
    ),
  }),
  markets: z.array(
    z.strictObject({
      market: z.string(),
      fees: z.strictObject({ marketing: fee, utility: fee, authentication: fee.optional() }),
    }),
  ),
  countries: z.array(z.strictObject({ country, market: z.string(), source })),
  default: z.strictObject({ market: z.string(), source, reason: z.string() }),
});

const email = z.strictObject({
  /** The plan that is paid: one of `plans`. */
  plan: z.string(),
  plans: z.array(z.strictObject({ plan: z.string(), perThousand: dollars, source, note: z.string() })),
});

/** A dated price list: every figure with where and when it was seen. */
export const priceFileSchema = z
  .strictObject({
    id: z.string(),
    region: z.string(),
    currency: z.literal('USD'),
    compiledOn: z.iso.date(),
    note: z.string(),
    sources: z.record(
      z.string(),
      z.strictObject({ what: z.string(), seen: z.string().regex(/^\d{4}-\d\d(-\d\d)?$/) }),
    ),
    sms,
    whatsapp,
    email,
  })
  .superRefine((file, context) => {
    const fault = (message: string) => context.addIssue({ code: 'custom', message });
    for (const name of sourcesOf(file)) if (!(name in file.sources)) fault(`sources has no "${name}"`);
    const markets = new Set(file.whatsapp.markets.map((row) => row.market));
    for (const { market } of [...file.whatsapp.countries, file.whatsapp.default]) {
      if (!markets.has(market)) fault(`whatsapp.markets has no "${market}"`);
    }
    if (!file.email.plans.some((row) => row.plan === file.email.plan))
      fault(`email.plans has no "${file.email.plan}"`);
    const keys = file.sms.rows.map((row) => `${row.country} ${row.numberType}`);
    if (new Set(keys).size < keys.length) fault('sms.rows has two rows for one country and number type');
  });

export type PriceFile = z.infer<typeof priceFileSchema>;

/** Every `source` of every row. */
function sourcesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'source' && typeof child === 'string' ? [child] : sourcesOf(child),
  );
}
