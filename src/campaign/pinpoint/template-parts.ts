import { z } from 'zod';
import type { PinpointDocument } from '../../audience/pinpoint/documents.ts';
import { compileChannelTemplates } from '../../content/message-template.ts';
import { Failure } from '../../kernel/failure.ts';
import { convertText, type Defaults, parseDefaults } from './placeholders.ts';

const text = z
  .string()
  .nullish()
  .transform((value) => (value === null || value?.trim() === '' ? undefined : value));

const templateSchema = z.looseObject({
  TemplateName: text,
  Body: text,
  Subject: text,
  HtmlPart: text,
  TextPart: text,
  DefaultSubstitutions: text,
});

export interface SmsTexts {
  readonly text: string;
  readonly dltTemplateId?: string;
}
export interface EmailTexts {
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
}

/** A text of one channel, in the form of a campaign file. */
export type Part =
  | { readonly channel: 'sms'; readonly texts: SmsTexts }
  | { readonly channel: 'email'; readonly texts: EmailTexts };

export interface TemplatePart {
  readonly name: string;
  /** Absent where it cannot be said here; `notes` tell why. */
  readonly part?: Part;
  readonly notes: readonly string[];
  /** Keys of the document that went into nothing. */
  readonly unused: readonly string[];
}

const USED: ReadonlySet<string> = new Set([...Object.keys(templateSchema.shape), 'TemplateType']);

/** A saved SMS or email template. */
export function readTemplate({ kind, value }: PinpointDocument): TemplatePart {
  const unused = Object.keys(value).filter((key) => !USED.has(key));
  const parsed = templateSchema.safeParse(value);
  if (!parsed.success) return { name: kind, notes: ['it is not as Pinpoint saves templates'], unused };
  const { TemplateName: name = kind, Body, Subject, HtmlPart, TextPart, DefaultSubstitutions } = parsed.data;
  const defaults = parseDefaults(DefaultSubstitutions);
  const made =
    kind === 'sms template'
      ? smsPart(Body, defaults)
      : emailPart({ subject: Subject, html: HtmlPart, text: TextPart }, defaults);
  return { name, unused, ...made };
}

export interface MadePart {
  readonly part?: Part;
  readonly notes: readonly string[];
}

export function smsPart(body: string | undefined, defaults: Defaults, dltTemplateId?: string): MadePart {
  if (body === undefined) return { notes: ['it has no text'] };
  const { text: converted, problems } = convertText(body, defaults);
  if (converted === undefined) return { notes: problems };
  return checked(
    { channel: 'sms', texts: { text: converted, ...(dltTemplateId === undefined ? {} : { dltTemplateId }) } },
    [],
  );
}

export function emailPart(
  given: {
    readonly subject: string | undefined;
    readonly html: string | undefined;
    readonly text: string | undefined;
  },
  defaults: Defaults,
): MadePart {
  if (given.subject === undefined || (given.html ?? given.text) === undefined)
    return { notes: ['it has no subject or no text'] };
  const notes: string[] = [];
  if (given.text === undefined) notes.push('it has HTML only: its plain text was made from that');
  const subject = convertText(given.subject, defaults);
  const plain = convertText(given.text ?? textOfHtml(given.html ?? ''), defaults);
  const html = given.html === undefined ? undefined : convertText(given.html, defaults);
  const problems = [...new Set([...subject.problems, ...plain.problems, ...(html?.problems ?? [])])];
  if (subject.text === undefined || plain.text === undefined || problems.length > 0)
    return { notes: problems };
  const texts = {
    subject: subject.text,
    text: plain.text,
    ...(html?.text === undefined ? {} : { html: html.text }),
  };
  return checked({ channel: 'email', texts }, notes);
}

/** What Liquid would refuse when the campaign is planned is told now. */
function checked(part: Part, notes: readonly string[]): MadePart {
  try {
    compileChannelTemplates(part.channel === 'sms' ? { sms: part.texts } : { email: part.texts });
    return { part, notes };
  } catch (thrown) {
    if (thrown instanceof Failure) return { notes: [...notes, thrown.message] };
    throw thrown;
  }
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
  nbsp: ' ',
};

/** For readers that show no HTML: the text between the tags, with the line ends that the tags make. */
function textOfHtml(html: string): string {
  return html
    .replaceAll(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<(br|\/p|\/div|\/h\d|\/tr|\/li)\b[^>]*>/gi, '\n')
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll(/&(#?\w+);/g, (entity, name: string) => ENTITIES[name] ?? entity)
    .replaceAll(/ *\n */g, '\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
