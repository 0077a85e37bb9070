import { SendEmailCommand, type SendEmailCommandInput, SESv2Client } from '@aws-sdk/client-sesv2';
import { toError } from '../../kernel/failure.ts';
import { accepted } from '../aws/accepted.ts';
import { callOnce } from '../aws/call-once.ts';
import {
  type AwsAccess,
  type AwsProviderOptions,
  SEND_TIMEOUT_MS,
  sendClientConfig,
} from '../aws/client-config.ts';
import { held, refused, ruleOn, TOO_FAST } from '../aws/rulings.ts';
import type { Outcome } from '../outcome.ts';
import type { ConnectedProvider, Content, SendRequest } from '../provider.ts';
import { ECHO_TAG, echoToTag } from './echo-tag.ts';
import { bareAddress, senderText } from './mail-address.ts';

/**
 * What `SendEmail` answers, and what it means for us (aws-facts 4.1). Permissions are no exception of SES: `callFailure` knows them.
 * Before the name counts what the message says: see BY_TEXT.
 */
export const SES_RULINGS = {
  // One of these two is the rate and the other the day; the guide has a third name for both (UNVERIFIED).
  TooManyRequestsException: { '': TOO_FAST },
  ThrottlingException: { '': TOO_FAST },
  LimitExceededException: { '': held('daily_quota') },
  MessageRejected: { '': refused('content_rejected') },
  MailFromDomainNotVerifiedException: { '': held('sender_not_verified') },
  AccountSuspendedException: { '': held('account_disabled') },
  SendingPausedException: { '': held('sending_paused') },
  NotFoundException: { '': held('resource_not_found') },
  BadRequestException: { '': refused('invalid_request') },
  InternalServiceErrorException: { '': { kind: 'unknown', reason: 'server_error' } },
} as const satisfies Readonly<Record<string, Readonly<Record<'', Outcome>>>>;

/** What the text says goes before the name: limits have the guide's words (aws-facts 4.1), a missing configuration set no certain name. */
const BY_TEXT: readonly { readonly text: RegExp; readonly outcome: Outcome }[] = [
  { text: /daily message quota exceeded/i, outcome: held('daily_quota') },
  { text: /maximum sending rate exceeded/i, outcome: TOO_FAST },
  { text: /configuration set/i, outcome: held('resource_not_found') },
];
const NOT_VERIFIED = /address is not verified/i;

/** Email by SES, one `SendEmail` and one recipient a message, so that opens and clicks are of one person. */
export function sesEmail(access: AwsAccess, options: AwsProviderOptions): ConnectedProvider {
  const client = new SESv2Client(sendClientConfig(access));
  const limits = { clock: options.clock, timeoutMs: access.sendTimeoutMs ?? SEND_TIMEOUT_MS };
  return {
    channel: 'email',
    async send(request: SendRequest): Promise<Outcome> {
      const { content } = request;
      if (content.kind !== 'email') return held('channel_not_supported');
      const command = new SendEmailCommand(sendEmailInput(request, content));
      const called = await callOnce(limits, client, (abortSignal) => client.send(command, { abortSignal }));
      switch (called.kind) {
        case 'settled':
          return called.outcome;
        case 'failed':
          return ruleOn(called.error, {
            codes: SES_RULINGS,
            closer: (error) => byText(error, request),
            report: options.report,
          });
        case 'answered':
          return accepted(called.answer.MessageId);
      }
    },
    async ready() {
      await client.config.credentials().catch(() => undefined);
    },
    close: () => client.destroy(),
  };
}

function byText(error: unknown, request: SendRequest): Outcome | undefined {
  const { message } = toError(error);
  const limit = BY_TEXT.find(({ text }) => text.test(message));
  if (limit !== undefined) return limit.outcome;
  return NOT_VERIFIED.test(message) ? notVerified(message, request) : undefined;
}

/**
 * Sender and sandbox recipient have the same exception; the addresses that failed stand in its text. A recipient's message waits, and is
 * not marked failed, until a person verifies the address or leaves the sandbox; the origin goes on for those that are verified. In every
 * other reading it is the sender, without whom nothing goes.
 */
function notVerified(message: string, { address, origin }: SendRequest): Outcome {
  // The dot may end the sentence.
  const said = new Set(message.toLowerCase().split(/[\s,;:<>]+|\.(?=\s|$)/));
  const sender = bareAddress(origin.identity).toLowerCase();
  return said.has(address.toLowerCase()) && !said.has(sender)
    ? held('sandbox_destination', 'message')
    : held('sender_not_verified');
}

type EmailContent = Extract<Content, { readonly kind: 'email' }>;

function sendEmailInput(
  { origin, attemptId, address }: SendRequest,
  content: EmailContent,
): SendEmailCommandInput {
  const { subject, text, html, unsubscribe } = content;
  return {
    FromEmailAddress: senderText(origin.identity),
    Destination: { ToAddresses: [address] },
    ...(origin.replyTo !== undefined && { ReplyToAddresses: [senderText(origin.replyTo)] }),
    Content: {
      Simple: {
        Subject: utf8(subject),
        Body: { Text: utf8(text), ...(html !== undefined && { Html: utf8(html) }) },
        ...(unsubscribe !== undefined && { Headers: unsubscribeHeaders(unsubscribe) }),
      },
    },
    EmailTags: [{ Name: ECHO_TAG, Value: echoToTag(attemptId) }],
    ...(origin.configurationSet !== undefined && { ConfigurationSetName: origin.configurationSet }),
  };
}

function utf8(text: string) {
  return { Data: text, Charset: 'UTF-8' };
}

/** One click ends the subscription where the address is a web page (RFC 8058); a mail address has no click. */
function unsubscribeHeaders(address: string) {
  const list = { Name: 'List-Unsubscribe', Value: `<${address}>` };
  return address.startsWith('https:')
    ? [list, { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' }]
    : [list];
}
