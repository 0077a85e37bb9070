import { z } from 'zod';
import type { Content } from '../channels/provider.ts';
import { Failure } from '../kernel/failure.ts';
import { countSmsParts } from './sms-parts.ts';
import { type CompiledTemplate, compileTemplate, type RenderResult, type TextLimit } from './template.ts';
import { compileUnsubscribe, renderUnsubscribe } from './unsubscribe.ts';
import { notBlank, type WhatsAppSession, type WhatsAppTemplate } from './whatsapp-schema.ts';
import {
  checkParameters,
  PARAMETER_LIMIT,
  type ParameterCheck,
  parseWhatsAppBody,
} from './whatsapp-template.ts';

/** Texts are Liquid, except the WhatsApp body (whatsapp-schema.ts), which is as Meta approved it. */
export const smsTemplateSchema = z.strictObject({
  text: notBlank,
  /** As registered in India, 1 to 64 characters (aws-facts 1.1). */
  dltTemplateId: z.string().trim().min(1).max(64).optional(),
});
export const emailTemplateSchema = z.strictObject({
  subject: notBlank,
  text: notBlank,
  html: notBlank.optional(),
  unsubscribe: notBlank.optional(),
});

export type Variables = Readonly<Record<string, unknown>>;

type Refusal<Result> = Extract<Result, { readonly ok: false }>;

/** Why one customer gets nothing on a channel. `detail` holds no personal data. */
export interface RenderFault {
  readonly ok: false;
  readonly reason: Refusal<RenderResult>['reason'] | Refusal<ParameterCheck>['reason'] | 'no_template';
  readonly detail: string;
}

export type Rendered = { readonly ok: true; readonly content: Content; readonly parts: number } | RenderFault;

/** The compiled texts of one channel. */
export interface ChannelRenderer {
  readonly texts: readonly CompiledTemplate[];
  /** Never throws. */
  render(variables: Variables): Rendered;
}

/** `SendTextMessage` takes 1,600 characters, but then fails what is over these (its guide, "SMS character limits"). */
const SMS_LIMIT: TextLimit = { max: 1600, unit: 'characters' };
const SMS_UNITS = { 'GSM-7': 1530, 'UCS-2': 630 } as const;
/** Longest body of a text message that the Cloud API takes. */
const SESSION_LIMIT: TextLimit = { max: 4096, unit: 'characters' };
const PARAMETER: TextLimit = { max: PARAMETER_LIMIT, unit: 'characters' };
const EMAIL_BODY: TextLimit = { max: 512 * 1024, unit: 'bytes' };
/** Longest line of a mail, RFC 5322 section 2.1.1. */
const EMAIL_SUBJECT: TextLimit = { max: 998, unit: 'characters' };

/** Blanks around an SMS are dropped: the line break that ends a YAML block would be paid for. */
export function compileSms(template: z.infer<typeof smsTemplateSchema>): ChannelRenderer {
  const body = compileTemplate(template.text.trim(), {
    where: 'templates.sms.text',
    limit: SMS_LIMIT,
    format: 'text',
  });
  const registered = template.dltTemplateId === undefined ? {} : { dltTemplateId: template.dltTemplateId };
  return {
    texts: [body],
    render(variables) {
      const rendered = body.render(variables);
      if (!rendered.ok) return rendered;
      const { text } = rendered;
      if (text.trim() === '') return blank('text');
      const { parts, units, encoding } = countSmsParts(text);
      const max = SMS_UNITS[encoding];
      if (units > max)
        return { ok: false, reason: 'too_long', detail: `more than ${max} ${encoding} characters` };
      return { ok: true, content: { kind: 'sms', text, ...registered }, parts };
    },
  };
}

/** Throws `Failure` `file_invalid` when there is not one parameter for each placeholder of the body. */
export function compileWhatsApp(whatsapp: WhatsAppTemplate | WhatsAppSession): ChannelRenderer {
  return 'text' in whatsapp ? compileSession(whatsapp) : compileApproved(whatsapp);
}

function compileSession(session: WhatsAppSession): ChannelRenderer {
  const body = compileTemplate(session.text.trim(), {
    where: 'templates.whatsapp.text',
    limit: SESSION_LIMIT,
    format: 'text',
  });
  return {
    texts: [body],
    render(variables) {
      const rendered = body.render(variables);
      if (!rendered.ok) return rendered;
      const { text } = rendered;
      return text.trim() === ''
        ? blank('text')
        : { ok: true, content: { kind: 'whatsapp_session', text }, parts: 1 };
    },
  };
}

function compileApproved(whatsapp: WhatsAppTemplate): ChannelRenderer {
  const { template, language, parameters: sources } = whatsapp;
  const body = parseWhatsAppBody(whatsapp.body.trim(), 'templates.whatsapp.body');
  if (body.parameterCount !== sources.length) {
    throw new Failure(
      'file_invalid',
      `templates.whatsapp has ${sources.length} parameters for the ${body.parameterCount} placeholders of its body: give one for each.`,
    );
  }
  const texts = sources.map((source, i) =>
    compileTemplate(source.trim(), {
      where: `templates.whatsapp.parameters[${i}]`,
      limit: PARAMETER,
      format: 'text',
    }),
  );
  return {
    texts,
    render(variables) {
      const parameters: string[] = [];
      for (const text of texts) {
        const rendered = text.render(variables);
        if (!rendered.ok) return rendered;
        parameters.push(rendered.text);
      }
      const checked = checkParameters(body, parameters);
      if (!checked.ok) return checked;
      const content: Content = { kind: 'whatsapp', template, language, parameters, text: checked.text };
      return { ok: true, content, parts: 1 };
    },
  };
}

/** Values are escaped in `html`, and nowhere else. */
export function compileEmail(email: z.infer<typeof emailTemplateSchema>): ChannelRenderer {
  const where = 'templates.email';
  const subject = compileTemplate(email.subject.trim(), {
    where: `${where}.subject`,
    limit: EMAIL_SUBJECT,
    format: 'text',
  });
  const plain = compileTemplate(email.text, { where: `${where}.text`, limit: EMAIL_BODY, format: 'text' });
  const html =
    email.html === undefined
      ? undefined
      : compileTemplate(email.html, { where: `${where}.html`, limit: EMAIL_BODY, format: 'html' });
  const stop = email.unsubscribe === undefined ? undefined : compileUnsubscribe(email.unsubscribe);
  return {
    texts: [subject, plain, html, stop].filter((text) => text !== undefined),
    render(variables) {
      const title = renderSubject(subject, variables);
      if (!title.ok) return title;
      const body = plain.render(variables);
      if (!body.ok) return body;
      if (body.text.trim() === '') return blank('text');
      const page = html?.render(variables);
      if (page !== undefined && !page.ok) return page;
      const way = stop === undefined ? undefined : renderUnsubscribe(stop, variables);
      if (way !== undefined && !way.ok) return way;
      const content: Content = {
        kind: 'email',
        subject: title.text,
        text: body.text,
        ...(page === undefined ? {} : { html: page.text }),
        ...(way === undefined ? {} : { unsubscribe: way.text }),
      };
      return { ok: true, content, parts: 1 };
    },
  };
}

/** A line break in a subject would begin a header of the customer's choice. */
function renderSubject(subject: CompiledTemplate, variables: Variables): RenderResult | RenderFault {
  const rendered = subject.render(variables);
  if (!rendered.ok) return rendered;
  if (/[\r\n]/.test(rendered.text)) {
    return { ok: false, reason: 'render_error', detail: 'the subject has a line break' };
  }
  return rendered.text.trim() === '' ? blank('subject') : rendered;
}

function blank(what: string): RenderFault {
  return { ok: false, reason: 'render_error', detail: `the ${what} is blank` };
}
