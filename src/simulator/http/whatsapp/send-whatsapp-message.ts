import { z } from 'zod';
import type { SendRequest } from '../../../channels/provider.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { FixedEvent } from '../../accepted.ts';
import type { CarrierLimit, SimulatedCarriers } from '../../carrier.ts';
import type { WhatsAppRecord } from '../../wire-record.ts';
import type { StrangerIds } from '../attempt-of.ts';
import { failed, type Operation, ok, operation, type Reply } from '../protocol.ts';
import { replyOf } from '../reply-of.ts';
import { countryOf } from '../sms/country-of.ts';
import type { BusinessAccount, WhatsAppNumber } from './account-schema.ts';
import { errorFor, invalidInput, socialErrors } from './errors.ts';
import { phoneNumberName } from './members.ts';
import { type MetaMessage, parseMetaMessage } from './meta-message.ts';
import type { KeptTemplate, WhatsAppState } from './state.ts';

export interface WhatsAppSending {
  readonly state: WhatsAppState;
  readonly carriers: SimulatedCarriers;
  readonly clock: Clock;
  readonly strangers: StrangerIds;
  readonly unlimited: boolean;
}

const schema = z.object({
  originationPhoneNumberId: phoneNumberName,
  message: z.base64().min(1),
  metaApiVersion: z.string(),
});

const LONGEST = 2_048_000;

type Message = Exclude<MetaMessage, { kind: 'read_mark' }>;
type Input = z.infer<typeof schema>;

/** SendWhatsAppMessage: whatever WhatsApp itself would object to is accepted, and fails later (aws-facts 3.1). */
export function sendWhatsAppMessage(sending: WhatsAppSending): Operation {
  const run = (input: Input) => send(sending, input);
  return operation('SendWhatsAppMessage', schema, invalidInput, run);
}

function send(sending: WhatsAppSending, input: Input): Reply {
  const { state, carriers, strangers } = sending;
  const blob = Buffer.from(input.message, 'base64');
  if (blob.length > LONGEST) return failed(socialErrors.validation('message is too long.'));
  // "Version 20 and later"; which strings AWS takes is UNVERIFIED (aws-facts 3.1).
  if (!/^v?([2-9]\d|[1-9]\d{2,})(\.\d+)?$/.test(input.metaApiVersion))
    return failed(socialErrors.invalidParameters('metaApiVersion is not supported.'));
  const message = parseMetaMessage(blob);
  if (message === undefined) return failed(socialErrors.invalidParameters('message is no message of Meta.'));
  const from = state.number(input.originationPhoneNumberId);
  if (message.kind === 'read_mark') {
    if (from === undefined) return failed(socialErrors.notFound('phone number'));
    return ok({ messageId: '00000000-0000-4000-8000-000000000000' });
  }
  const attemptId = message.callbackData ?? strangers.next();
  const originId = from?.number.id ?? input.originationPhoneNumberId;
  const request = requestOf(message, attemptId, originId);
  const reply =
    from === undefined
      ? carriers.receive('whatsapp', request, { ruling: NOT_FOUND })
      : carriers.receive('whatsapp', request, termsOf(sending, message, from));
  return {
    attemptId,
    ...replyOf(reply, {
      accepted: (providerId) => ({ messageId: providerId }),
      throttled: socialErrors.throttled,
      refused: (reason) =>
        reply.answer === NOT_FOUND
          ? socialErrors.notFound('phone number')
          : (errorFor(reason) ?? socialErrors.invalidParameters(`The message is refused: ${reason}.`)),
      notSent: errorFor,
    }),
  };
}

const NOT_FOUND = { kind: 'refused', reason: 'ResourceNotFoundException', suppress: false } as const;

function requestOf(message: Message, attemptId: string, originId: string): SendRequest {
  return {
    attemptId,
    origin: {
      id: originId,
      channel: 'whatsapp',
      kind: 'whatsapp_number',
      identity: originId,
      limit: { partsPerSecond: 1 },
    },
    messageType: 'transactional',
    address: message.to.startsWith('+') ? message.to : `+${message.to}`,
    content: { kind: 'whatsapp', template: '', language: '', parameters: [], text: '' },
    parts: 1,
    expiresAt: 0,
  };
}

function termsOf(
  sending: WhatsAppSending,
  message: Message,
  { number, owner }: { number: WhatsAppNumber; owner: BusinessAccount },
) {
  const { state, unlimited } = sending;
  const template =
    message.kind === 'template'
      ? state
          .templatesOf(owner)
          .find(({ name, language }) => name === message.name && language === message.language)
      : undefined;
  const events = failureOf(sending, message, template, number);
  const limits: CarrierLimit[] = unlimited
    ? []
    : [
        { scope: `whatsapp ${number.id}`, perSecond: state.numberRate(number), takes: 1 },
        { scope: 'whatsapp calls', perSecond: state.account.sendsPerSecond, takes: 1 },
      ];
  const wire: WhatsAppRecord = {
    kind: 'whatsapp',
    wabaArn: state.arnOf(owner),
    wabaId: owner.wabaId,
    phoneArn: state.numberArn(number),
    metaPhoneId: number.metaId,
    displayNumber: number.number.slice(1),
    category: message.kind === 'free_form' ? 'service' : CATEGORIES[template?.category ?? 'MARKETING'],
    ...(message.callbackData !== undefined && { callbackData: message.callbackData }),
    ...(owner.topic !== undefined && { topic: owner.topic }),
  };
  return { limits, wire, events };
}

const CATEGORIES = { MARKETING: 'marketing', UTILITY: 'utility', AUTHENTICATION: 'authentication' } as const;

/** What WhatsApp fails a message for, by Meta's codes (aws-facts 3.3, 3.6); `undefined`: nothing. */
function failureOf(
  { state, clock, unlimited }: WhatsAppSending,
  message: Message,
  template: KeptTemplate | undefined,
  number: WhatsAppNumber,
): readonly FixedEvent[] | undefined {
  const fail = (code: string): readonly FixedEvent[] => [{ type: 'failed', reason: code }];
  const { pairLimit, serviceWindow, usMarketingStop } = state.account;
  if (message.kind === 'template') {
    if (template === undefined) return fail('132001');
    if (template.status !== 'APPROVED') return fail(STATUS_CODES[template.status] ?? '132001');
    if (message.parameterCount !== placeholders(template.body)) return fail('132000');
    if (usMarketingStop && template.category === 'MARKETING' && countryOf(plus(message.to)) === 'US')
      return fail('131049');
  } else if (serviceWindow && !state.hasOpenWindow(message.to)) return fail('131047');
  if (pairLimit && !unlimited && !state.pairs.take(`${number.id} ${plus(message.to)}`, clock.monotonic()))
    return fail('131056');
  return undefined;
}

const STATUS_CODES: Readonly<Record<string, string>> = { PAUSED: '132015', DISABLED: '132016' };

function plus(number: string): string {
  return number.startsWith('+') ? number : `+${number}`;
}

function placeholders(body: string): number {
  return new Set(body.match(/\{\{\s*\w+\s*\}\}/g)).size;
}
