import type { TextFile } from '../import/text-file.ts';

export type DocumentKind = 'segment' | 'campaign' | 'sms template' | 'email template' | 'endpoint' | 'other';

/** One thing that `get-segment`, `get-campaign`, `get-email-template` and the like saved. */
export interface PinpointDocument {
  readonly kind: DocumentKind;
  /** The key it was wrapped in, or what it looks like. */
  readonly what: string;
  readonly value: object;
}

/** Saved answers are some kilobytes; an email template has at most 600,000 characters (aws-facts 9.2). */
const MAX_DOCUMENT = 32_000_000;

/** By the key that the CLI wraps an answer in. */
const WRAPPED: Readonly<Record<string, DocumentKind>> = {
  SegmentResponse: 'segment',
  SegmentsResponse: 'segment',
  CampaignResponse: 'campaign',
  CampaignsResponse: 'campaign',
  SMSTemplateResponse: 'sms template',
  EmailTemplateResponse: 'email template',
  EndpointResponse: 'endpoint',
  EndpointsResponse: 'endpoint',
  JourneyResponse: 'other',
  JourneysResponse: 'other',
  PushNotificationTemplateResponse: 'other',
  VoiceTemplateResponse: 'other',
  InAppTemplateResponse: 'other',
  TemplatesResponse: 'other',
  ApplicationSettingsResource: 'other',
  ApplicationResponse: 'other',
  ExportJobResponse: 'other',
  ImportJobResponse: 'other',
};

/**
 * What a file holds: saved definitions, or `undefined` for anything that is read as a list of endpoints. A file of endpoints is
 * recognised by its first line, and not read any further.
 */
export async function readDocuments(file: TextFile): Promise<readonly PinpointDocument[] | undefined> {
  let text = '';
  let isOneLine = true;
  for await (const piece of file) {
    const isFirst = text === '';
    const more = isFirst ? piece.trimStart() : piece;
    if (isFirst && more !== '' && !/^[{[]/.test(more)) return undefined;
    text += more;
    if (isOneLine && more.includes('\n')) {
      isOneLine = false;
      const first = parsed(text.slice(0, text.indexOf('\n')));
      if (first !== undefined && documentsIn(first).length === 0) return undefined;
    }
    if (text.length > MAX_DOCUMENT) return undefined;
  }
  const whole = parsed(text);
  const values = whole === undefined ? text.split('\n').flatMap((line) => parsed(line) ?? []) : [whole];
  const documents = values.flatMap(documentsIn);
  return documents.length === 0 ? undefined : documents;
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function documentsIn(value: object): readonly PinpointDocument[] {
  if (Array.isArray(value)) return objectsIn(value).flatMap(documentsIn);
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  for (const [what, inner] of entries) {
    const kind = Object.hasOwn(WRAPPED, what) ? WRAPPED[what] : undefined;
    if (kind === undefined || typeof inner !== 'object' || inner === null) continue;
    const items = 'Item' in inner && Array.isArray(inner.Item) ? objectsIn(inner.Item) : [inner];
    return items.map((item) => ({ kind, what, value: item }));
  }
  const bare = bareKind(value);
  return bare === undefined ? [] : [{ kind: bare, what: bare, value }];
}

function objectsIn(items: readonly unknown[]): readonly object[] {
  return items.filter((item) => typeof item === 'object' && item !== null);
}

/** Of what somebody unwrapped. An endpoint is no document: files of them are lists. */
function bareKind(value: object): DocumentKind | undefined {
  if ('ChannelType' in value || 'Address' in value || 'EndpointStatus' in value) return undefined;
  if ('SegmentType' in value || 'SegmentGroups' in value) return 'segment';
  if ('MessageConfiguration' in value || 'SegmentId' in value) return 'campaign';
  if ('TemplateType' in value || 'TemplateName' in value) {
    if ('HtmlPart' in value || 'TextPart' in value || 'Subject' in value) return 'email template';
    return 'Body' in value && (!('TemplateType' in value) || value.TemplateType === 'SMS')
      ? 'sms template'
      : 'other';
  }
  return 'Activities' in value && 'StartActivity' in value ? 'other' : undefined;
}
