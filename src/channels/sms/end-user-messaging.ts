import {
  type AccessDeniedExceptionReason,
  type ConflictExceptionReason,
  PinpointSMSVoiceV2Client,
  SendTextMessageCommand,
  type ServiceQuotaExceededExceptionReason,
  ValidationException,
  type ValidationExceptionReason,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
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
import { sendTextInput } from './send-text-input.ts';

/**
 * What `SendTextMessage` answers, and what it means for us (aws-facts 1.2; which reason AWS gives in which case is not documented). A
 * fault of the recipient or the text refuses the message; one of the account or of our settings holds the origin, so that nothing is
 * marked failed for it. Reasons that only calls of administration can have are not here: they would be `unknown`, and reported.
 */
export const SMS_RULINGS = {
  ThrottlingException: { '': TOO_FAST },
  InternalServerException: { '': { kind: 'unknown', reason: 'server_error' } },
  ResourceNotFoundException: { '': held('resource_not_found') },
  AccessDeniedException: {
    // Without a reason it is IAM that says no.
    '': held('access_denied'),
    ACCOUNT_DISABLED: held('account_disabled'),
    INSUFFICIENT_ACCOUNT_REPUTATION: held('account_reputation'),
  } satisfies Codes<AccessDeniedExceptionReason>,
  ServiceQuotaExceededException: {
    MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT: held('spend_limit'),
    MONTHLY_SPEND_LIMIT_REACHED_FOR_MEDIA: held('spend_limit'),
    MONTHLY_SPEND_LIMIT_REACHED_FOR_NOTIFY: held('spend_limit'),
    MONTHLY_SPEND_LIMIT_REACHED_FOR_RCS: held('spend_limit'),
    MONTHLY_SPEND_LIMIT_REACHED_FOR_VOICE: held('spend_limit'),
    DAILY_DESTINATION_CALL_LIMIT: held('daily_quota'),
    DAILY_NOTIFY_TIER_MESSAGE_LIMIT: held('daily_quota'),
  } satisfies Codes<ServiceQuotaExceededExceptionReason>,
  ConflictException: {
    DESTINATION_PHONE_NUMBER_OPTED_OUT: refused('opted_out', 'opted_out'),
    DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE: refused('number_blocked'),
    DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION: refused('country_blocked'),
    // The sandbox. The message waits for a person to verify the number or to leave the sandbox, and is not marked failed; its origin
    // goes on, for the numbers that are verified.
    DESTINATION_PHONE_NUMBER_NOT_VERIFIED: held('sandbox_destination', 'message'),
    NO_ORIGINATION_IDENTITIES_FOUND: held('origin_not_found'),
    RESOURCE_NOT_ACTIVE: held('number_not_active'),
    REGISTRATION_NOT_COMPLETE: held('number_not_active'),
    NOTIFY_CONFIGURATION_NOT_ACTIVE: held('number_not_active'),
    MESSAGE_TYPE_MISMATCH: held('message_type_mismatch'),
    NUMBER_CAPABILITIES_MISMATCH: held('number_without_sms'),
    KEYWORD_MISMATCH: held('settings_refused'),
    PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET: held('settings_refused'),
  } satisfies Codes<ConflictExceptionReason>,
  ValidationException: {
    CANNOT_PARSE: refused('invalid_number', 'invalid_address'),
    // Their `Fields` say more: see byField.
    FIELD_VALIDATION_FAILED: refused('invalid_request'),
    INVALID_PARAMETER: refused('invalid_request'),
    INVALID_REQUEST: refused('invalid_request'),
    MAXIMUM_SIZE_EXCEEDED: refused('too_long'),
    PRICE_OVER_THRESHOLD: refused('price_over_max'),
    COUNTRY_NOT_ENABLED: refused('country_blocked'),
    DESTINATION_COUNTRY_BLOCKED: refused('country_blocked'),
    COUNTRY_CODE_MISMATCH: refused('origin_not_for_country'),
    INVALID_IDENTITY_FOR_DESTINATION_COUNTRY: refused('origin_not_for_country'),
    INTERNATIONAL_SENDING_NOT_SUPPORTED: refused('origin_not_for_country'),
    SENDER_ID_NOT_REGISTERED: held('sender_id_unregistered'),
    SENDER_ID_REQUIRES_REGISTRATION: held('sender_id_unregistered'),
    SENDER_ID_NOT_SUPPORTED: held('sender_id_not_supported'),
    CHANNEL_NOT_ENABLED: held('channel_not_enabled'),
    INVALID_ARN: held('origin_not_found'),
    RESOURCE_NOT_ACCESSIBLE: held('origin_not_found'),
    MISSING_PARAMETER: held('settings_refused'),
    PARAMETERS_CANNOT_BE_USED_TOGETHER: held('settings_refused'),
    UNSPECIFIED_PARAMETER_NOT_SUPPORTED: held('settings_refused'),
    OTHER: held('settings_refused'),
    UNKNOWN_OPERATION: held('endpoint_not_found'),
  } satisfies Codes<ValidationExceptionReason>,
} as const;

type Codes<Reason extends string> = Readonly<Partial<Record<Reason | '', Outcome>>>;

/** Reasons that are about whatever field the answer names. */
const OF_A_FIELD: ReadonlySet<string> = new Set<ValidationExceptionReason>([
  'FIELD_VALIDATION_FAILED',
  'INVALID_PARAMETER',
  'INVALID_REQUEST',
]);

/** SMS by AWS End User Messaging, one `SendTextMessage` a message. */
export function endUserMessagingSms(access: AwsAccess, options: AwsProviderOptions): ConnectedProvider {
  const { clock, report } = options;
  const client = new PinpointSMSVoiceV2Client(sendClientConfig(access));
  const limits = { clock, timeoutMs: access.sendTimeoutMs ?? SEND_TIMEOUT_MS };
  return {
    channel: 'sms',
    async send(request: SendRequest): Promise<Outcome> {
      const input = sendTextInput(request, clock.now());
      if (input.kind !== 'input') return input.outcome;
      const command = new SendTextMessageCommand(input.input);
      const called = await callOnce(limits, client, (abortSignal) => client.send(command, { abortSignal }));
      switch (called.kind) {
        case 'settled':
          return called.outcome;
        case 'failed':
          return ruleOn(called.error, { codes: SMS_RULINGS, closer: byField, report });
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

/** Whether the number, the text or our settings are at fault, where the answer names the field. How it spells it is not documented. */
function byField(error: unknown): Outcome | undefined {
  if (!(error instanceof ValidationException) || !OF_A_FIELD.has(error.Reason ?? '')) return undefined;
  const names = (error.Fields ?? []).map((field) => String(field.Name).toLowerCase());
  if (names.some((name) => name.endsWith('destinationphonenumber')))
    return refused('invalid_number', 'invalid_address');
  if (names.some((name) => name.endsWith('messagebody'))) return refused('invalid_text');
  return names.length === 0 ? undefined : held('settings_refused');
}
