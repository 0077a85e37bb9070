import { z } from 'zod';
import { rateSchema } from '../rate.ts';

export const MESSAGE_TYPES = ['TRANSACTIONAL', 'PROMOTIONAL'] as const;
export const NUMBER_TYPES = ['SHORT_CODE', 'LONG_CODE', 'TOLL_FREE', 'TEN_DLC', 'SIMULATOR'] as const;
export const CAPABILITIES = ['SMS', 'VOICE', 'MMS', 'RCS'] as const;
export const KEYWORD_ACTIONS = ['AUTOMATIC_RESPONSE', 'OPT_OUT', 'OPT_IN'] as const;
const NUMBER_STATUSES = ['PENDING', 'ACTIVE', 'ASSOCIATING', 'DISASSOCIATING', 'DELETED'] as const;
const REGISTRATION_STATUSES = [
  'CREATED',
  'SUBMITTED',
  'AWS_REVIEWING',
  'REVIEWING',
  'REQUIRES_AUTHENTICATION',
  'PROVISIONING',
  'COMPLETE',
  'REQUIRES_UPDATES',
  'CLOSED',
  'DELETED',
] as const;

const name = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be letters, digits, _ and -');
const country = z.string().regex(/^[A-Z]{2}$/, 'must be an ISO 3166-1 alpha-2 code');
const phone = z.string().regex(/^\+?[1-9][0-9]{1,18}$/, 'must be a phone number');
const messageType = z.enum(MESSAGE_TYPES);
const arn = z.string().regex(/^arn:\S+$/, 'must be an ARN');
const twoWay = { twoWay: z.boolean().default(true), twoWayTopic: arn.optional() };
const optOuts = { optOutList: name.default('Default'), selfManagedOptOuts: z.boolean().default(false) };

const pool = z.strictObject({
  id: z.string().regex(/^pool-[A-Za-z0-9]+$/, 'must begin with pool-'),
  status: z.enum(['CREATING', 'ACTIVE', 'DELETING']).default('ACTIVE'),
  messageType: messageType.default('PROMOTIONAL'),
  ...twoWay,
  ...optOuts,
  /** 20 parts/s to countries of no member; not to the US (aws-facts 1.3). */
  sharedRoutes: z.boolean().default(false),
  /** Absent: the sum of the members'. Which of the two AWS keeps is not documented. */
  partsPerSecond: rateSchema.optional(),
});

const number = z.strictObject({
  id: z.string().regex(/^phone-[A-Za-z0-9]+$/, 'must begin with phone-'),
  number: phone,
  country,
  type: z.enum(NUMBER_TYPES),
  status: z.enum(NUMBER_STATUSES).default('ACTIVE'),
  messageType: messageType.default('PROMOTIONAL'),
  capabilities: z.array(z.enum(CAPABILITIES)).min(1).default(['SMS']),
  monthlyPrice: z.string().default('1.00'),
  /** Absent: what AWS documents for the type. */
  partsPerSecond: rateSchema.optional(),
  /** Advisory, by provider, as DailyMessageCaps has it. */
  dailyCaps: z.record(z.string(), z.number()).optional(),
  internationalSending: z.boolean().default(false),
  pool: z.string().optional(),
  registration: z.string().optional(),
  ...twoWay,
  ...optOuts,
});

const senderId = z.strictObject({
  id: z.string().regex(/^[A-Za-z0-9_-]{1,11}$/, 'must be at most 11 letters, digits, _ and -'),
  country,
  messageTypes: z.array(messageType).default([...MESSAGE_TYPES]),
  monthlyPrice: z.string().default('0.00'),
  registered: z.boolean().default(false),
  registration: z.string().optional(),
  partsPerSecond: rateSchema.default(10),
  pool: z.string().optional(),
});

const configurationSet = z.strictObject({
  name,
  /** Of the SNS event destination; absent: the set has none. */
  topic: arn.optional(),
  enabled: z.boolean().default(true),
  eventTypes: z.array(z.string()).min(1).default(['TEXT_ALL']),
  defaultMessageType: messageType.optional(),
  defaultSenderId: z.string().optional(),
  protectConfiguration: z.string().optional(),
});

const optOutList = z.strictObject({
  name,
  numbers: z.array(phone).default([]),
  /** Numbers whose owners opted out themselves. */
  endUserNumbers: z.array(phone).default([]),
});

const protectConfiguration = z.strictObject({
  id: z.string().regex(/^protect-[A-Za-z0-9]+$/, 'must begin with protect-'),
  accountDefault: z.boolean().default(false),
  blockedCountries: z.array(country).default([]),
});

const registration = z.strictObject({
  id: z.string().regex(/^registration-[A-Za-z0-9]+$/, 'must begin with registration-'),
  type: z.string().regex(/^[A-Za-z0-9_]{1,64}$/),
  status: z.enum(REGISTRATION_STATUSES).default('COMPLETE'),
});

const keyword = z.strictObject({
  /** A number's or a pool's id. */
  origin: z.string(),
  keyword: z.string().min(1).max(30),
  message: z.string().min(1).max(1600),
  action: z.enum(KEYWORD_ACTIONS).default('AUTOMATIC_RESPONSE'),
});

const PROMOTIONAL_POOL = 'pool-11111111111111111111111111111111';
const TRANSACTIONAL_POOL = 'pool-22222222222222222222222222222222';

const DEFAULT_POOLS: z.input<typeof pool>[] = [
  { id: PROMOTIONAL_POOL, sharedRoutes: true },
  { id: TRANSACTIONAL_POOL, messageType: 'TRANSACTIONAL', sharedRoutes: true },
];

const TEN_DLC_CAMPAIGN = 'registration-10000000000000000000000000000001';
const TOLL_FREE_REGISTRATION = 'registration-10000000000000000000000000000002';

const DEFAULT_NUMBERS: z.input<typeof number>[] = [
  {
    id: 'phone-11111111111111111111111111111111',
    number: '+12065550101',
    country: 'US',
    type: 'TEN_DLC',
    partsPerSecond: 75,
    dailyCaps: { 'T-MOBILE': 200_000 },
    pool: PROMOTIONAL_POOL,
    registration: TEN_DLC_CAMPAIGN,
  },
  {
    id: 'phone-11111111111111111111111111111112',
    number: '22334',
    country: 'CA',
    type: 'SHORT_CODE',
    monthlyPrice: '995.00',
    pool: PROMOTIONAL_POOL,
  },
  {
    id: 'phone-22222222222222222222222222222221',
    number: '44556',
    country: 'US',
    type: 'SHORT_CODE',
    messageType: 'TRANSACTIONAL',
    monthlyPrice: '995.00',
    pool: TRANSACTIONAL_POOL,
  },
  {
    id: 'phone-22222222222222222222222222222222',
    number: '+18005550199',
    country: 'US',
    type: 'TOLL_FREE',
    messageType: 'TRANSACTIONAL',
    monthlyPrice: '2.00',
    registration: TOLL_FREE_REGISTRATION,
  },
  {
    id: 'phone-33333333333333333333333333333331',
    number: '+447700900150',
    country: 'GB',
    type: 'LONG_CODE',
    messageType: 'TRANSACTIONAL',
    internationalSending: true,
  },
  {
    id: 'phone-33333333333333333333333333333332',
    number: '+12065550190',
    country: 'US',
    type: 'SIMULATOR',
    messageType: 'TRANSACTIONAL',
  },
];

const TOPIC = 'arn:aws:sns:us-east-1:111122223333:sms-events';

/** End User Messaging SMS of one account and region. */
export const smsAccountSchema = z.strictObject({
  tier: z.enum(['SANDBOX', 'PRODUCTION']).default('PRODUCTION'),
  /** Whole US dollars a month. */
  spendLimit: z
    .strictObject({ enforced: z.number().int().min(0), max: z.number().int().min(0) })
    .default({ enforced: 100_000, max: 100_000 }),
  /** Of the whole account. */
  partsPerSecond: rateSchema.default(Infinity),
  /** Of each operation that reads; AWS has 1 (aws-facts 1.3). */
  readsPerSecond: rateSchema.default(Infinity),
  /** Calls of SendTextMessage, whatever their parts. */
  sendsPerSecond: rateSchema.default(Infinity),
  /** To one recipient; AWS has 1, not adjustable. */
  perRecipientPerSecond: rateSchema.default(1),
  pools: z.array(pool).prefault(DEFAULT_POOLS),
  numbers: z.array(number).prefault(DEFAULT_NUMBERS),
  senderIds: z.array(senderId).prefault([
    { id: 'SHOP', country: 'GB', pool: PROMOTIONAL_POOL },
    { id: 'SHOP', country: 'DE', pool: PROMOTIONAL_POOL },
    { id: 'SHOP', country: 'FR', pool: PROMOTIONAL_POOL },
  ]),
  configurationSets: z
    .array(configurationSet)
    .prefault([{ name: 'campaigns', topic: TOPIC }, { name: 'without-destination' }]),
  optOutLists: z.array(optOutList).prefault([{ name: 'Default' }]),
  protectConfigurations: z
    .array(protectConfiguration)
    .prefault([{ id: 'protect-11111111111111111111111111111111', accountDefault: true }]),
  registrations: z.array(registration).prefault([
    { id: TEN_DLC_CAMPAIGN, type: 'US_TEN_DLC_CAMPAIGN_REGISTRATION' },
    { id: TOLL_FREE_REGISTRATION, type: 'US_TOLL_FREE_REGISTRATION' },
  ]),
  keywords: z.array(keyword).prefault([]),
  /** Of a sandbox account: who may be written to. */
  verifiedNumbers: z.array(phone).default([]),
});

export type SmsAccount = z.infer<typeof smsAccountSchema>;
export type SmsPool = SmsAccount['pools'][number];
export type SmsNumber = SmsAccount['numbers'][number];
export type SmsSenderId = SmsAccount['senderIds'][number];
export type SmsConfigurationSet = SmsAccount['configurationSets'][number];
