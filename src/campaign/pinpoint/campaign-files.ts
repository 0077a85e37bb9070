import { z } from 'zod';
import type { Query } from '../../audience/query/query.ts';
import { NOBODY } from '../../audience/query/query.ts';
import { emailPart, type MadePart, type Part, smsPart, type TemplatePart } from './template-parts.ts';
import { campaignDefinition } from '../definition.ts';

const optional = <T extends z.ZodType>(schema: T) =>
  schema.nullish().transform((value) => value ?? undefined);
const text = optional(z.string());
const templateName = optional(z.looseObject({ Name: text }));

const campaignSchema = z.looseObject({
  Id: text,
  Name: text,
  SegmentId: text,
  Schedule: optional(
    z.looseObject({
      Frequency: text,
      StartTime: text,
      IsLocalTime: optional(z.boolean()),
      Timezone: text,
      QuietTime: optional(z.looseObject({ Start: text, End: text })),
    }),
  ),
  MessageConfiguration: optional(
    z.looseObject({
      SMSMessage: optional(z.looseObject({ Body: text, MessageType: text, TemplateId: text })),
      EmailMessage: optional(z.looseObject({ Title: text, Body: text, HtmlBody: text })),
    }),
  ),
  TemplateConfiguration: optional(z.looseObject({ SMSTemplate: templateName, EmailTemplate: templateName })),
  Limits: optional(
    z.looseObject({
      Daily: optional(z.number()),
      MessagesPerSecond: optional(z.number()),
      MaximumDuration: optional(z.number()),
    }),
  ),
  HoldoutPercent: optional(z.number()),
});

type Campaign = z.infer<typeof campaignSchema>;

/** Where each path goes; `Schedule.EndTime` and others that are not here have no home. */
const USED: ReadonlySet<string> = new Set([
  'Id',
  'Name',
  'SegmentId',
  'Schedule.Frequency',
  'Schedule.StartTime',
  'Schedule.IsLocalTime',
  'Schedule.Timezone',
  'Schedule.QuietTime.Start',
  'Schedule.QuietTime.End',
  'MessageConfiguration.SMSMessage.Body',
  'MessageConfiguration.SMSMessage.MessageType',
  'MessageConfiguration.SMSMessage.TemplateId',
  'MessageConfiguration.EmailMessage.Title',
  'MessageConfiguration.EmailMessage.Body',
  'MessageConfiguration.EmailMessage.HtmlBody',
  'TemplateConfiguration.SMSTemplate.Name',
  'TemplateConfiguration.EmailTemplate.Name',
  'Limits.Daily',
  'Limits.MessagesPerSecond',
  'Limits.MaximumDuration',
  'HoldoutPercent',
]);

export interface CampaignFile {
  /** Also the name of the file. */
  readonly id: string;
  /** A campaign as the file says it: `campaignDefinition` accepts it. */
  readonly definition: Readonly<Record<string, unknown>>;
}

export interface ReadCampaign {
  readonly name: string;
  /** One for each channel: Pinpoint wrote to each endpoint, a campaign here reaches each customer once. */
  readonly files: readonly CampaignFile[];
  readonly notes: readonly string[];
  readonly unused: readonly string[];
}

export interface CampaignSurroundings {
  /** What segments became, by their ids; those that could not be said are not there. */
  readonly audiences: ReadonlyMap<string, Query>;
  /** By name, `sms NAME` and `email NAME`. */
  readonly templates: ReadonlyMap<string, TemplatePart>;
  /** Epoch ms. */
  readonly now: number;
}

/** A saved campaign as campaign files. What cannot be said stands in the notes; an audience that is not there is nobody, not everybody. */
export function readCampaign(value: object, around: CampaignSurroundings): ReadCampaign {
  const unused = leafPaths(value, '').filter((path) => !USED.has(path));
  const parsed = campaignSchema.safeParse(value);
  if (!parsed.success)
    return { name: 'campaign', files: [], notes: ['it is not as Pinpoint saves campaigns'], unused };
  const campaign = parsed.data;
  const name = campaign.Name ?? campaign.Id ?? 'campaign';
  const notes: string[] = [];
  const parts = partsOf(campaign, around.templates, notes);
  if (parts.length === 0) notes.push('no text for SMS or email could be made, so there is no file');
  if (parts.length > 1)
    notes.push('it has texts for SMS and for email: a file for each, as Pinpoint sent both');
  const common = {
    audience: audienceOf(campaign, around, notes),
    ...scheduleOf(campaign, around.now, notes),
    ...limitsOf(campaign, notes),
  };
  const files = parts.map((part) => {
    const id = parts.length > 1 ? `${slug(name).slice(0, 57)}-${part.channel}` : slug(name);
    const type = campaign.MessageConfiguration?.SMSMessage?.MessageType?.toLowerCase();
    const definition = {
      id,
      name,
      messageType: part.channel === 'sms' && type === 'transactional' ? type : 'promotional',
      channels: [part.channel],
      preferredFirst: false,
      ...common,
      templates: { [part.channel]: part.texts },
    };
    return { id, definition };
  });
  return { name, files: files.filter((file) => isAccepted(file, notes)), notes, unused };
}

function isAccepted({ definition }: CampaignFile, notes: string[]): boolean {
  const { error } = campaignDefinition.safeParse(definition);
  const issue = error?.issues[0];
  if (issue !== undefined)
    notes.push(`a campaign file cannot say it: ${issue.path.join('.')} ${issue.message}`);
  return issue === undefined;
}

function partsOf(
  { MessageConfiguration: messages, TemplateConfiguration: named }: Campaign,
  templates: CampaignSurroundings['templates'],
  notes: string[],
): readonly Part[] {
  const parts: Part[] = [];
  const take = (channel: string, made: MadePart) => {
    notes.push(...made.notes.map((note) => `${channel}: ${note}`));
    if (made.part !== undefined) parts.push(made.part);
  };
  const takeNamed = (channel: 'sms' | 'email', name: string) => {
    const template = templates.get(`${channel} ${name}`);
    take(channel, template ?? { notes: [`its template ${name} was not given`] });
  };
  const none = new Map<string, string>();
  const sms = messages?.SMSMessage;
  const smsTemplate = named?.SMSTemplate?.Name;
  if (sms?.Body !== undefined) take('sms', smsPart(sms.Body, none, sms.TemplateId));
  else if (smsTemplate !== undefined) takeNamed('sms', smsTemplate);
  const email = messages?.EmailMessage;
  const emailTemplate = named?.EmailTemplate?.Name;
  if (email?.HtmlBody !== undefined || email?.Body !== undefined) {
    take('email', emailPart({ subject: email.Title, html: email.HtmlBody, text: email.Body }, none));
  } else if (emailTemplate !== undefined) takeNamed('email', emailTemplate);
  return parts;
}

function audienceOf(
  { SegmentId, HoldoutPercent = 0, Id }: Campaign,
  { audiences }: CampaignSurroundings,
  notes: string[],
): Query {
  const audience = SegmentId === undefined ? undefined : audiences.get(SegmentId);
  if (audience === undefined) {
    notes.push(
      `its segment ${SegmentId ?? ''} was not given or cannot be said: the file is for nobody until you write its audience`,
    );
    return NOBODY;
  }
  if (HoldoutPercent <= 0 || HoldoutPercent >= 100) return audience;
  notes.push(`${HoldoutPercent}% are held out as before, but others: they are drawn anew`);
  const share: Query = { share: 100 - HoldoutPercent, ...(Id === undefined ? {} : { seed: Id }) };
  if ('all' in audience) return share;
  return { and: [...('and' in audience ? audience.and : [audience]), share] };
}

function scheduleOf({ Schedule }: Campaign, now: number, notes: string[]): Record<string, unknown> {
  if (Schedule === undefined) return {};
  const made: Record<string, unknown> = {};
  const { Frequency = 'ONCE', StartTime, IsLocalTime, Timezone, QuietTime } = Schedule;
  if (Frequency !== 'ONCE')
    notes.push(`it came again (${Frequency}): a campaign file is sent once, so launch a copy each time`);
  const zone = zoneOffset(Timezone);
  if (StartTime !== undefined && StartTime !== 'IMMEDIATE') {
    const hasZone = /(Z|[+-]\d\d:?\d\d)$/i.test(StartTime);
    const start = hasZone ? StartTime : `${StartTime}${zone}`;
    const at = Date.parse(start);
    if (Number.isNaN(at)) notes.push('its start is no time');
    else if (at <= now) notes.push('its start lies in the past and was left out');
    else made['startAt'] = new Date(at).toISOString();
    if (IsLocalTime === true)
      notes.push('it started at the local time of each recipient: here it starts for all at once');
  }
  const { Start, End } = QuietTime ?? {};
  if (Start !== undefined && End !== undefined && Start !== End)
    made['quietHours'] = { start: Start, end: End };
  return made;
}

/** `UTC+05:30` as ISO 8601 has it. */
function zoneOffset(zone: string | undefined): string {
  const match = /^UTC([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(zone ?? '');
  return match === null ? 'Z' : `${match[1] ?? '+'}${(match[2] ?? '0').padStart(2, '0')}:${match[3] ?? '00'}`;
}

function limitsOf({ Limits }: Campaign, notes: string[]): Record<string, unknown> {
  const made: Record<string, unknown> = {};
  const { Daily = 0, MessagesPerSecond = 0, MaximumDuration = 0 } = Limits ?? {};
  if (Daily > 0) {
    made['frequencyCap'] = { messages: Daily, within: '24h' };
    notes.push('Limits.Daily counts messages to a customer here, not to an endpoint');
  }
  if (MessagesPerSecond > 0) made['limit'] = { partsPerSecond: MessagesPerSecond };
  if (MaximumDuration > 0) made['expiresAfter'] = `${Math.round(MaximumDuration)}s`;
  return made;
}

/** Lower-case letters, digits and dashes: what ids of campaigns and names of files are made of. */
export function slug(name: string): string {
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 63)
    .replace(/-+$/, '');
  return plain === '' ? 'unnamed' : plain;
}

/** Every value in it that says something. */
function leafPaths(value: object, path: string): readonly string[] {
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  return entries.flatMap(([name, inner]) => {
    const at = path === '' ? name : `${path}.${name}`;
    if (inner === null || inner === '' || inner === false || inner === 0) return [];
    if (typeof inner !== 'object') return [at];
    if (Array.isArray(inner)) return inner.length === 0 ? [] : [at];
    return leafPaths(inner, at);
  });
}
