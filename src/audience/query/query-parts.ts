import { z } from 'zod';
import { CHANNELS } from '../../kernel/channel.ts';
import { fieldName } from '../../kernel/field-name.ts';
import { parseTimeSpan } from '../iso-time.ts';
import { boundedPeriodSchema, periodSchema, spanSchema } from './period.ts';

/** Trees may come from a person or a model: what is larger than this is a mistake. */
export const MAX_VALUES = 1_000;
export const MAX_CUSTOMERS = 10_000;
const MAX_TOP = 10_000_000;
const MAX_TEXT = 2_000;
const TOP = 'must be a whole number of 1 or more, or a part such as 10%';
/** Above 0 and up to 100, with up to 4 decimals. */
const PERCENT = /^(?!0+(\.0+)?%)(100(\.0{1,4})?|\d{1,2}(\.\d{1,4})?)%$/;

/** What is said of something that is no record at all; a key that is not known is told by itself. */
function told(sentence: string): z.core.$ZodObjectParams {
  return { error: ({ code }) => (code === 'invalid_type' ? sentence : undefined) };
}

const field = z.string().max(200).transform(fieldName).pipe(z.string().min(1, 'must name a field'));
const value = z.union(
  [z.string().max(MAX_TEXT), z.number(), z.boolean()],
  'must be a text, a number, true or false',
);
const number = z.number('must be a number');
const otherField = z.strictObject({ field });
const numberOrField = z.union([z.number(), otherField], 'must be a number, or { field } for another field');
const channel = z.enum(CHANNELS);
const TIME = 'must be an ISO 8601 date or time such as 2026-03-31';
const time = z.string().refine((text) => parseTimeSpan(text) !== undefined, TIME);
const timeOrField = z.union([time, otherField], `${TIME}, or { field } for another field`);
const bound = number.exactOptional();
const comparison = z
  .strictObject(
    { exactly: bound, atLeast: bound, atMost: bound, moreThan: bound, lessThan: bound },
    told('must be a comparison such as { atLeast: 2 }'),
  )
  .refine(
    (bounds) => Object.keys(bounds).length > 0,
    'must say exactly, atLeast, atMost, moreThan or lessThan',
  );
const names = z
  .array(z.string().min(1).max(MAX_TEXT), 'must be a list of texts')
  .min(1)
  .max(MAX_VALUES)
  .exactOptional();
const ITEMS = 'must be {} for anything, or lists: { skus, products, categories }';
const itemLists = { skus: names, products: names, categories: names };
const items = z.strictObject(itemLists, told(ITEMS));
const messages = z.strictObject(
  { channel: channel.exactOptional(), campaign: z.string().min(1).max(200).exactOptional() },
  told('must be {} for any message, or { channel, campaign }'),
);
const currency = z
  .string()
  .regex(/^[A-Za-z]{3}$/, 'must be an ISO 4217 code such as EUR')
  .transform((code) => code.toUpperCase());
const inCurrency = currency.exactOptional();
const purchasedItems = z.strictObject(
  { ...itemLists, amount: comparison.exactOptional(), currency: inCurrency },
  told(ITEMS),
);
const measure = z.union(
  [z.enum(['spend', 'purchases', 'units', 'recency']), z.strictObject({ field })],
  'must be spend, purchases, units, recency or { field }',
);

/** What can come before or behind another in a sequence. */
export const happening = z.union(
  [
    z.strictObject({ bought: items }),
    z.strictObject({ carted: items }),
    z.strictObject({ viewed: items }),
    z.strictObject({ contacted: messages }),
    z.strictObject({ delivered: messages }),
    z.strictObject({ opened: messages }),
    z.strictObject({ clicked: messages }),
  ],
  'must be one of { bought }, { carted }, { viewed }, { contacted }, { delivered }, { opened }, { clicked }, with nothing beside it',
);
type HappeningPart = z.infer<typeof happening>;
const isOfThings = (each: HappeningPart) => 'bought' in each || 'carted' in each || 'viewed' in each;
const areOfThings = (...both: readonly HappeningPart[]) => both.every(isOfThings);
const OF_PRODUCTS = { path: ['sameProduct'], message: 'is of two things that were bought, carted or viewed' };

const when = periodSchema.exactOptional();
const times = comparison.exactOptional();
const units = comparison.exactOptional();
const on = items.exactOptional();
const afterFirst = {
  first: happening,
  when,
  within: spanSchema.exactOptional(),
  sameProduct: z.literal(true, 'must be true').exactOptional(),
};

/** A query inside a part: the reader follows it. */
export const AMONG = z.unknown();

/** By the key that tells which it is. */
export const PARTS = {
  all: z.strictObject({ all: z.literal(true, 'must be true') }),
  is: z.strictObject({ field, is: value }),
  isNot: z.strictObject({ field, isNot: value }),
  in: z.strictObject({ field, in: z.array(value).min(1).max(MAX_VALUES) }),
  contains: z.strictObject({ field, contains: z.string().min(1).max(MAX_TEXT) }),
  exists: z.strictObject({ field, exists: z.boolean() }),
  moreThan: z.strictObject({ field, moreThan: numberOrField }),
  atLeast: z.strictObject({ field, atLeast: numberOrField }),
  lessThan: z.strictObject({ field, lessThan: numberOrField }),
  atMost: z.strictObject({ field, atMost: numberOrField }),
  before: z.strictObject({ field, before: timeOrField }),
  after: z.strictObject({ field, after: timeOrField }),
  during: z.strictObject({ field, during: periodSchema }),
  everyYear: z.strictObject({ field, everyYear: boundedPeriodSchema }),
  consents: z.strictObject({ consents: channel }),
  reachable: z.strictObject({ reachable: channel }),
  customers: z.strictObject({ customers: z.array(z.string().min(1)).min(1).max(MAX_CUSTOMERS) }),
  bought: z.strictObject({ bought: purchasedItems, when, times, units, differentProducts: times }),
  carted: z.strictObject({ carted: items, when, times, units }),
  viewed: z.strictObject({ viewed: items, when, times }),
  spent: z.strictObject({ spent: comparison, on, when, currency: inCurrency }),
  averagePurchase: z.strictObject({ averagePurchase: comparison, on, when, currency: inCurrency }),
  shareOfSpend: z.strictObject({ shareOfSpend: comparison, on: items, when }),
  firstPurchase: z.strictObject({ firstPurchase: periodSchema, of: on }),
  lastPurchase: z.strictObject({ lastPurchase: periodSchema, of: on }),
  newestPurchase: z.strictObject({ newestPurchase: items, when }),
  oldestPurchase: z.strictObject({ oldestPurchase: items, when }),
  contacted: z.strictObject({ contacted: messages, when, times }),
  delivered: z.strictObject({ delivered: messages, when, times }),
  opened: z.strictObject({ opened: messages, when, times }),
  clicked: z.strictObject({ clicked: messages, when, times }),
  failed: z.strictObject({ failed: messages, when, times }),
  followedBy: z
    .strictObject({ ...afterFirst, followedBy: happening })
    .refine(
      ({ sameProduct, first, followedBy }) => sameProduct === undefined || areOfThings(first, followedBy),
      OF_PRODUCTS,
    ),
  notFollowedBy: z
    .strictObject({ ...afterFirst, notFollowedBy: happening })
    .refine(
      ({ sameProduct, first, notFollowedBy }) =>
        sameProduct === undefined || areOfThings(first, notFollowedBy),
      OF_PRODUCTS,
    ),
  top: z
    .strictObject({
      top: z.union(
        [
          z.int(TOP).min(1, TOP).max(MAX_TOP),
          z.templateLiteral([z.number(), '%']).refine((text) => PERCENT.test(text), TOP),
        ],
        TOP,
      ),
      by: measure,
      order: z.enum(['most', 'least']).exactOptional(),
      on,
      when,
      among: AMONG.optional(),
    })
    .refine(
      ({ by, on: narrowed, when: timed }) =>
        typeof by === 'string' || (narrowed === undefined && timed === undefined),
      { path: ['by'], message: 'is a field, which has no on and no when' },
    ),
  share: z.strictObject({
    share: number.gt(0, 'must be above 0 and at most 100').max(100, 'must be above 0 and at most 100'),
    seed: z.string().max(200).exactOptional(),
    among: AMONG.optional(),
  }),
};
