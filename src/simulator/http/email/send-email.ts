import type { SendRequest } from '../../../channels/provider.ts';
import type { Clock } from '../../../kernel/clock.ts';
import type { FixedEvent } from '../../accepted.ts';
import type { CarrierLimit, SimulatedCarriers } from '../../carrier.ts';
import type { EmailRecord } from '../../wire-record.ts';
import { attemptOfTag, type StrangerIds } from '../attempt-of.ts';
import { type AwsError, failed, type Operation, operation, type Reply } from '../protocol.ts';
import { replyOf } from '../reply-of.ts';
import { bareAddress, isMailboxSimulator } from './addresses.ts';
import { errorFor, invalidInput, sesErrors } from './errors.ts';
import { type Envelope, envelopeOf } from './envelope.ts';
import { type SendEmailInput, sendEmailSchema } from './send-email-input.ts';
import type { EmailState } from './state.ts';

export interface EmailSending {
  readonly state: EmailState;
  readonly carriers: SimulatedCarriers;
  readonly clock: Clock;
  readonly region: string;
  readonly strangers: StrangerIds;
  readonly unlimited: boolean;
}

const RECIPIENTS = 50;

/** SendEmail: several recipients are one message, whose events are told of all of them together. */
export function sendEmail(sending: EmailSending): Operation {
  return operation('SendEmail', sendEmailSchema, invalidInput, (input) => send(sending, input));
}

function send(sending: EmailSending, input: SendEmailInput): Reply {
  const { state, carriers, clock, strangers } = sending;
  const envelope = envelopeOf(input);
  if (typeof envelope === 'string') return failed(sesErrors.badRequest(envelope));
  const { recipients } = envelope;
  const [address] = recipients;
  if (address === undefined || recipients.length > RECIPIENTS)
    return failed(sesErrors.badRequest(`A message has 1 to ${RECIPIENTS} recipients.`));
  const tags = Object.fromEntries((input.EmailTags ?? []).map(({ Name, Value }) => [Name, Value]));
  const tag = tags['attempt'];
  const attemptId = tag === undefined ? strangers.next() : attemptOfTag(tag);
  const identity = state.identityOf(envelope.from);
  const setName = input.ConfigurationSetName ?? identity?.configurationSet;
  const error = refusalOf(sending, envelope, setName);
  const ruling = error && ({ kind: 'refused', reason: error.name, suppress: false } as const);
  const counted = recipients.filter((each) => !isMailboxSimulator(each)).length;
  const wire: EmailRecord = {
    kind: 'email',
    from: envelope.fromHeader,
    identity: identity?.name ?? envelope.from,
    to: recipients,
    subject: envelope.subject,
    tags,
    ...(setName !== undefined && { configurationSet: setName }),
  };
  const reply = carriers.receive('email', requestOf(address, envelope, attemptId), {
    ruling,
    limits: limitsOf(sending, recipients.length),
    events: suppressedEvents(state, recipients),
    wire,
  });
  if (reply.taken) state.countSent(counted, clock.now());
  return {
    attemptId,
    ...replyOf(reply, {
      accepted: (providerId) => ({ MessageId: providerId }),
      throttled: (reason) =>
        reason === 'daily_quota' ? sesErrors.dailyQuota() : sesErrors.tooManyRequests(),
      refused: (reason) =>
        (reply.answer === ruling ? error : errorFor(reason)) ??
        sesErrors.rejected(`The message is rejected: ${reason}.`),
      notSent: errorFor,
    }),
  };
}

/** What SES checks before it takes a message (aws-facts 4.1, 4.3). */
function refusalOf(
  { state, region }: EmailSending,
  { from, recipients }: Envelope,
  setName: string | undefined,
): AwsError | undefined {
  const { account } = state;
  if (account.enforcement === 'SHUTDOWN') return sesErrors.accountSuspended();
  if (!account.sendingEnabled) return sesErrors.sendingPaused('account');
  const set = setName === undefined ? undefined : state.configurationSet(setName);
  if (setName !== undefined && set === undefined) return sesErrors.notFound('configuration set');
  if (set?.sendingEnabled === false) return sesErrors.sendingPaused('configuration set');
  const unverified = (who: string) =>
    sesErrors.rejected(
      `Email address is not verified. The following identities failed the check in region ${region.toUpperCase()}: ${who}`,
    );
  // AWS names them.
  if (!state.isVerified(from)) return unverified(from);
  if (state.identityOf(from)?.sendingEnabled === false) return sesErrors.sendingPaused('identity');
  const strangers = recipients.filter((each) => !isMailboxSimulator(each) && !state.isVerified(each));
  if (!account.production && strangers.length > 0) return unverified(strangers.join(', '));
  const counted = recipients.filter((each) => !isMailboxSimulator(each)).length;
  if (account.perDay >= 0 && counted > 0 && state.sentLast24Hours + counted > account.perDay)
    return sesErrors.dailyQuota();
  return undefined;
}

/** The rate counts recipients (aws-facts 4.3). */
function limitsOf({ state, unlimited }: EmailSending, recipients: number): readonly CarrierLimit[] {
  return unlimited ? [] : [{ scope: 'email account', perSecond: state.rate(), takes: recipients }];
}

/** A listed address is accepted, counted, told as sent, and bounces without having been tried (aws-facts 4.5). */
function suppressedEvents(
  state: EmailState,
  recipients: readonly string[],
): readonly FixedEvent[] | undefined {
  if (!recipients.some((each) => state.suppressed.has(each))) return undefined;
  return [
    { type: 'sent' },
    { type: 'failed', reason: 'Permanent/OnAccountSuppressionList', bounced: true, suppress: true },
  ];
}

function requestOf(address: string, { from, subject }: Envelope, attemptId: string): SendRequest {
  const id = bareAddress(from);
  return {
    attemptId,
    origin: {
      id,
      channel: 'email',
      kind: 'ses_identity',
      identity: id,
      limit: { partsPerSecond: 1 },
    },
    messageType: 'transactional',
    address,
    content: { kind: 'email', subject, text: '' },
    parts: 1,
    expiresAt: 0,
  };
}
