import { SendWhatsAppMessageCommand, SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
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
import type { ConnectedProvider, SendRequest } from '../provider.ts';
import { LARGEST_BODY_BYTES, messageBody } from './message-body.ts';

/**
 * What `SendWhatsAppMessage` answers, and what it means for us (aws-facts 3.1). Its errors are about the request and its caller alone:
 * whether the message may be sent and arrives, Meta says later, in `failed` events (meta-error.ts). They have no reasons.
 */
export const WHATSAPP_RULINGS = {
  ThrottledRequestException: { '': TOO_FAST },
  // Both may have handed the message on.
  InternalServiceException: { '': { kind: 'unknown', reason: 'server_error' } },
  DependencyException: { '': { kind: 'unknown', reason: 'server_error' } },
  ValidationException: { '': refused('invalid_request') },
  InvalidParametersException: { '': refused('invalid_request') },
  ResourceNotFoundException: { '': held('whatsapp_number_not_found') },
  AccessDeniedException: { '': held('access_denied') },
  // Documented for other operations of the service.
  AccessDeniedByMetaException: { '': held('meta_access_denied') },
  LimitExceededException: { '': held('quota_used_up') },
} as const satisfies Readonly<Record<string, Readonly<Record<'', Outcome>>>>;

/** "Any version from 20"; which strings are taken is not documented, this one stands in AWS's examples. */
const META_API_VERSION = 'v20.0';

/** The model's own rule for `originationPhoneNumberId`. What breaks it would be refused for every message. */
const PHONE_NUMBER_ID = /^(?=.{1,115}$)(phone-number-id-.+|arn:.+:phone-number-id\/[0-9a-zA-Z]+)$/;

/** WhatsApp by AWS End User Messaging Social, one `SendWhatsAppMessage` a message. */
export function socialMessagingWhatsApp(access: AwsAccess, options: AwsProviderOptions): ConnectedProvider {
  const { clock, report } = options;
  const client = new SocialMessagingClient(sendClientConfig(access));
  const limits = { clock, timeoutMs: access.sendTimeoutMs ?? SEND_TIMEOUT_MS };
  return {
    channel: 'whatsapp',
    async send(request: SendRequest): Promise<Outcome> {
      const wanted = commandFor(request);
      if ('kind' in wanted) return wanted;
      const { command } = wanted;
      const called = await callOnce(limits, client, (abortSignal) => client.send(command, { abortSignal }));
      switch (called.kind) {
        case 'settled':
          return called.outcome;
        case 'failed':
          return ruleOn(called.error, { codes: WHATSAPP_RULINGS, closer: () => undefined, report });
        case 'answered':
          return accepted(called.answer.messageId);
      }
    },
    async ready() {
      await client.config.credentials().catch(() => undefined);
    },
    close: () => client.destroy(),
  };
}

/** The request, or why none is made. */
function commandFor(request: SendRequest): Outcome | { readonly command: SendWhatsAppMessageCommand } {
  const { address, attemptId, content, origin } = request;
  if (content.kind !== 'whatsapp' && content.kind !== 'whatsapp_session')
    return held('channel_not_supported');
  if (!PHONE_NUMBER_ID.test(origin.identity)) return held('whatsapp_number_not_found');
  const message = messageBody(address, content, attemptId);
  if (message.length > LARGEST_BODY_BYTES) return refused('too_long');
  const input = {
    originationPhoneNumberId: origin.identity,
    message,
    metaApiVersion: META_API_VERSION,
  };
  return { command: new SendWhatsAppMessageCommand(input) };
}
