import { z } from 'zod';
import { ORIGIN_KINDS, type Origin, POOL_RATES } from '../channels/origin.ts';
import { frequencyCapSchema } from '../consent/frequency-cap.ts';
import { CHANNELS, type Channel } from '../kernel/channel.ts';
import type { ScopedLimit } from '../throughput/limit.ts';
import { limitSchema } from '../throughput/limit-schema.ts';
import { isZone } from './definition.ts';

const originSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and dashes'),
  channel: z.enum(CHANNELS),
  kind: z.enum(ORIGIN_KINDS),
  identity: z.string().min(1),
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'must be an ISO country code such as PT'))
    .exactOptional(),
  messageTypes: z.array(z.enum(['promotional', 'transactional'])).exactOptional(),
  numberType: z.string().exactOptional(),
  limit: limitSchema,
  poolRate: z.enum(POOL_RATES).exactOptional(),
  configurationSet: z.string().min(1).exactOptional(),
  protectConfiguration: z.string().min(1).exactOptional(),
  // What AWS can be told: five decimals (aws-facts 1.1).
  maxPrice: z.number().min(0.00001).max(99).exactOptional(),
  dltEntityId: z.string().min(1).max(64).exactOptional(),
  replyTo: z.string().min(3).exactOptional(),
});

/** Carrier defaults: shared SMS routes 20 parts/s, a WhatsApp number 80/s, SES after the sandbox 14/s (aws-facts 1.3, 3.2, 4.3). */
const DEFAULT_ORIGINS: readonly Origin[] = [
  { id: 'sms', channel: 'sms', kind: 'pool', identity: 'pool-default', limit: { partsPerSecond: 20 } },
  {
    id: 'whatsapp',
    channel: 'whatsapp',
    kind: 'whatsapp_number',
    identity: 'phone-number-id-default',
    limit: { partsPerSecond: 80 },
  },
  {
    id: 'email',
    channel: 'email',
    kind: 'ses_identity',
    identity: 'news@example.com',
    limit: { partsPerSecond: 14 },
  },
];

const awsRegion = z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/);

/** `settings.yaml` of a workspace: what it sends from and how fast. Everything has a default. */
export const workspaceSettings = z.strictObject({
  origins: z.array(originSchema).default([...DEFAULT_ORIGINS].map((origin) => originSchema.parse(origin))),
  limits: z
    .strictObject({
      account: limitSchema.optional(),
      sms: limitSchema.optional(),
      whatsapp: limitSchema.optional(),
      email: limitSchema.optional(),
    })
    .default({}),
  /** For all campaigns together; a campaign's own cap applies beside it. */
  frequencyCap: frequencyCapSchema.optional(),
  /** For phone numbers without a country. */
  defaultCountry: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** Who carries: `simulated`, or `aws` with the credentials that the AWS CLI would use. */
  carriers: z.enum(['simulated', 'aws']).default('simulated'),
  /** Used with `carriers: aws`. */
  aws: z
    .strictObject({
      region: awsRegion.default('us-east-1'),
    })
    .default({ region: 'us-east-1' }),
  /** Whose days, months and years are meant where nobody says so. */
  timezone: z.string().refine(isZone, 'must be an IANA time zone such as Europe/Lisbon').default('UTC'),
  /** Used with `ask --llm bedrock`; the region is that of `aws` unless it says otherwise. */
  ask: z
    .strictObject({
      model: z.string().min(1).max(2_048).exactOptional(),
      region: awsRegion.exactOptional(),
    })
    .default({}),
  /** How the simulated carriers behave; see docs/settings.md. */
  simulator: z.unknown().optional(),
  /** Faults on order, for drills: the first rule that matches a request has it. */
  simulatorScript: z.unknown().optional(),
});

export type WorkspaceSettings = z.infer<typeof workspaceSettings>;

/** All limits that a message of this campaign from this origin has to keep, the widest first. */
export function scopesOf(
  settings: WorkspaceSettings,
  origin: { readonly id: string; readonly channel: Channel; readonly limit: Origin['limit'] },
  campaign: { readonly id: string; readonly limit: Origin['limit'] | undefined },
): readonly ScopedLimit[] {
  const { account } = settings.limits;
  const channel = settings.limits[origin.channel];
  return [
    ...(account === undefined ? [] : [{ scope: 'account', ...account }]),
    ...(channel === undefined ? [] : [{ scope: `channel:${origin.channel}`, ...channel }]),
    { scope: originScope(origin.id), ...origin.limit },
    ...(campaign.limit === undefined ? [] : [{ scope: `campaign:${campaign.id}`, ...campaign.limit }]),
  ];
}

export function originScope(originId: string): string {
  return `origin:${originId}`;
}

/** What a channel may send in a second, all its origins together; what is shown as its limit. */
export function channelLimit(settings: WorkspaceSettings, channel: Channel): number {
  const origins = settings.origins.filter((origin) => origin.channel === channel);
  const sum = origins.reduce((total, origin) => total + origin.limit.partsPerSecond, 0);
  const own = settings.limits[channel]?.partsPerSecond ?? Number.POSITIVE_INFINITY;
  return Math.min(sum, own, settings.limits.account?.partsPerSecond ?? Number.POSITIVE_INFINITY);
}
