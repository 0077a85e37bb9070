import type { Origin } from '../../../channels/origin.ts';
import type { SendRequest } from '../../../channels/provider.ts';
import { countSmsParts, type SmsParts } from '../../../content/sms-parts.ts';
import type { Fate } from '../../fate.ts';
import { failed, type Operation, ok, operation, type Reply } from '../protocol.ts';
import { RecentRecipients } from '../recent-recipients.ts';
import { replyOf } from '../reply-of.ts';
import { errorFor, invalidInput, throttling, validation } from './errors.ts';
import { e164, prepareTextMessage, type SmsSending } from './prepare-text-message.ts';
import { type TextMessageInput, textMessageSchema } from './text-message-input.ts';

/** Longest texts that arrive: 10 parts of GSM-7, or 630 characters of anything else (aws-facts 1.1). */
const LONGEST_GSM = 1530;
const LONGEST_UNICODE = 630;
const DRY_RUNS_PER_SECOND = 5;

/** The operation that sends. */
export function sendTextMessage(sending: SmsSending): Operation {
  const recent = new RecentRecipients(1000 / sending.state.account.perRecipientPerSecond);
  return operation('SendTextMessage', textMessageSchema, invalidInput, (input) =>
    input.DryRun === true ? dryRun(sending, input) : send(sending, recent, input),
  );
}

function dryRun(sending: SmsSending, input: TextMessageInput): Reply {
  const prepared = prepareTextMessage(sending, input);
  if ('error' in prepared) return failed(prepared.error);
  const limit = { scope: 'sms dry-run', perSecond: DRY_RUNS_PER_SECOND, takes: prepared.parts.parts };
  if (!sending.carriers.takeFrom([limit])) return failed(throttling());
  return ok({ MessageId: '00000000-0000-4000-8000-000000000000' });
}

function send(sending: SmsSending, recent: RecentRecipients, input: TextMessageInput): Reply {
  const { carriers, clock, state, strangers } = sending;
  const attemptId = input.Context?.['attempt'] ?? strangers.next();
  const prepared = prepareTextMessage(sending, input);
  const refused = 'error' in prepared;
  const to = e164(input.DestinationPhoneNumber);
  const parts = refused ? countSmsParts(input.MessageBody) : prepared.parts;
  const originId = refused ? (input.OriginationIdentity ?? 'account') : prepared.originId;
  const now = clock.monotonic();
  const tooSoon =
    !sending.unlimited && state.account.perRecipientPerSecond !== Infinity && recent.has(to, now);
  const ruling: Fate | undefined = refused
    ? { kind: 'refused', reason: prepared.error.name, suppress: false }
    : tooSoon
      ? { kind: 'throttled', reason: 'recipient_rate_exceeded' }
      : undefined;
  const carrierReply = carriers.receive(
    'sms',
    requestOf(input, { attemptId, to, originId, parts: parts.parts }),
    refused
      ? { ruling }
      : {
          ruling,
          limits: prepared.limits,
          wire: prepared.record,
          ...(isTooLong(input.MessageBody, parts) && { events: TOO_LONG }),
        },
  );
  if (!refused && carrierReply.taken) {
    recent.add(to, now);
    state.spend(prepared.record.messagePrice + prepared.record.carrierFee, clock.now());
  }
  return {
    attemptId,
    ...replyOf(carrierReply, {
      accepted: (providerId) => ({ MessageId: providerId }),
      throttled: throttling,
      refused: (reason) =>
        refused && carrierReply.answer === ruling
          ? prepared.error
          : (errorFor(reason) ?? validation('OTHER')),
      notSent: (reason) => errorFor(reason),
    }),
  };
}

/** AWS takes the call and tells the failure later: "Invalid Message Exception" (aws-facts 1.1). */
const TOO_LONG = [{ type: 'failed', reason: 'invalid_message' }] as const;

function isTooLong(text: string, { encoding }: SmsParts): boolean {
  return text.length > (encoding === 'GSM-7' ? LONGEST_GSM : LONGEST_UNICODE);
}

function requestOf(
  input: TextMessageInput,
  { attemptId, to, originId, parts }: { attemptId: string; to: string; originId: string; parts: number },
): SendRequest {
  const origin: Origin = {
    id: originId,
    channel: 'sms',
    kind: 'pool',
    identity: originId,
    limit: { partsPerSecond: 1 },
  };
  return {
    attemptId,
    origin,
    messageType: input.MessageType === 'PROMOTIONAL' ? 'promotional' : 'transactional',
    address: to,
    content: { kind: 'sms', text: input.MessageBody },
    parts,
    expiresAt: 0,
  };
}
