import {
  SendWhatsAppMessageCommand,
  SocialMessagingClient,
  SocialMessagingServiceException,
} from '@aws-sdk/client-socialmessaging';
import type { Clock } from '../../kernel/clock.ts';
import { callFailure } from '../aws/call-failure.ts';
import { callOnce } from '../aws/call-once.ts';
import { type AwsAccess, SEND_TIMEOUT_MS, sendClientConfig } from '../aws/client-config.ts';
import type { HoldReason } from '../aws/remedies.ts';
import type { Outcome } from '../outcome.ts';
import type { Provider, SendRequest } from '../provider.ts';
import { LARGEST_BODY_BYTES, messageBody } from './message-body.ts';

/**
 * What each error of `SendWhatsAppMessage` says about the message (aws-facts 3.1, with what the SDK documents for the operation). They
 * are about the request and its caller alone: whether the message may be sent and arrives, Meta says later, in `failed` events
 * (meta-error.ts).
 *
 * | error | HTTP | outcome |
 * | --- | --- | --- |
 * | ThrottledRequestException | 429 | throttled |
 * | InternalServiceException, DependencyException, any 5xx | 500, 502 | unknown: the message may be on its way |
 * | ValidationException, InvalidParametersException | 400 | refused |
 * | ResourceNotFoundException | 404 | not sent, the number waits |
 * | AccessDeniedException, AccessDeniedByMetaException | 403 | not sent, the number waits |
 * | LimitExceededException (documented for other operations) | 400 | not sent, the number waits |
 */
const ERRORS: Readonly<Record<string, Outcome>> = {
  ThrottledRequestException: { kind: 'throttled', reason: 'too_fast' },
  ValidationException: { kind: 'refused', reason: 'invalid_request' },
  InvalidParametersException: { kind: 'refused', reason: 'invalid_request' },
  ResourceNotFoundException: held('whatsapp_number_not_found'),
  AccessDeniedException: held('access_denied'),
  AccessDeniedByMetaException: held('meta_access_denied'),
  LimitExceededException: held('quota_used_up'),
};

/** "Any version from 20"; which strings are taken is not documented, this one stands in AWS's examples. */
const META_API_VERSION = 'v20.0';

/** The model's own rule for `originationPhoneNumberId`. What breaks it would be refused for every message. */
const PHONE_NUMBER_ID = /^(?=.{1,115}$)(phone-number-id-.+|arn:.+:phone-number-id\/[0-9a-zA-Z]+)$/;

export interface SocialMessagingOptions {
  readonly clock: Clock;
  /** An error that no table knows: its message is `unknown`, and somebody should look. It holds no personal data. */
  readonly unrecognised: (sentence: string) => void;
}

/** WhatsApp through AWS End User Messaging Social. `close` ends its connections. */
export function socialMessagingWhatsApp(
  access: AwsAccess,
  options: SocialMessagingOptions,
): Provider & { close(): void } {
  const client = new SocialMessagingClient(sendClientConfig(access));
  const limits = { clock: options.clock, timeoutMs: access.sendTimeoutMs ?? SEND_TIMEOUT_MS };
  return {
    channel: 'whatsapp',
    async send(request) {
      const wanted = commandFor(request);
      if ('kind' in wanted) return wanted;
      const called = await callOnce(limits, client, (abortSignal) =>
        client.send(wanted.command, { abortSignal }),
      );
      switch (called.kind) {
        case 'answered':
          // Taken without an id it still is; our echo finds its events.
          return { kind: 'accepted', providerId: called.answer.messageId ?? '' };
        case 'failed':
          return outcomeOf(called.error, options);
        case 'settled':
          return called.outcome;
      }
    },
    close: () => client.destroy(),
  };
}

/** The request, or why none is made. */
function commandFor(request: SendRequest): Outcome | { readonly command: SendWhatsAppMessageCommand } {
  const { address, attemptId, content, origin } = request;
  if (content.kind !== 'whatsapp' && content.kind !== 'whatsapp_session')
    return { kind: 'refused', reason: 'invalid_request' };
  if (!PHONE_NUMBER_ID.test(origin.identity)) return held('whatsapp_number_not_found');
  const message = messageBody(address, content, attemptId);
  if (message.length > LARGEST_BODY_BYTES) return { kind: 'refused', reason: 'too_long' };
  const metaApiVersion = META_API_VERSION;
  return {
    command: new SendWhatsAppMessageCommand({
      originationPhoneNumberId: origin.identity,
      message,
      metaApiVersion,
    }),
  };
}

function outcomeOf(error: unknown, { unrecognised }: SocialMessagingOptions): Outcome {
  if (error instanceof SocialMessagingServiceException && (error.$metadata.httpStatusCode ?? 500) < 500) {
    const known = Object.hasOwn(ERRORS, error.name) ? ERRORS[error.name] : undefined;
    if (known !== undefined) return known;
  }
  const outcome = callFailure(error);
  if (outcome.kind === 'unknown' && outcome.reason === 'unrecognised_error') unrecognised(sentence(error));
  return outcome;
}

/** Names and numbers only: an error's message may repeat what was sent. */
function sentence(error: unknown): string {
  const name = error instanceof Error ? error.name : typeof error;
  const status =
    error instanceof SocialMessagingServiceException ? ` (HTTP ${error.$metadata.httpStatusCode})` : '';
  return `SendWhatsAppMessage failed with ${name}${status}, which is in no table: its message is unknown until an event settles it.`;
}

function held(reason: HoldReason): Outcome {
  return { kind: 'not_sent', reason, hold: 'origin' };
}
