import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AnsweringServer } from '../../../test/support/answering-server.ts';
import { localAccess } from '../../../test/support/aws-access.ts';
import { makeOrigin, makeRequest } from '../../../test/support/make.ts';
import { systemClock } from '../../kernel/clock.ts';
import { remedyOf } from '../aws/remedies.ts';
import type { Outcome } from '../outcome.ts';
import type { ConnectedProvider } from '../provider.ts';
import { endUserMessagingSms, SMS_RULINGS } from './end-user-messaging.ts';

let server: AnsweringServer;
let provider: ConnectedProvider;
let reported: string[] = [];
/** Answers 'none' as the reason leaves it out. */
type Row = readonly [exception: string, reason: string, outcome: Outcome];

beforeAll(async () => {
  server = await AnsweringServer.open();
  const report = (code: string) => reported.push(code);
  provider = endUserMessagingSms(localAccess(server.url), { clock: systemClock, report });
});
beforeEach(() => {
  reported = [];
});
afterAll(async () => {
  provider.close();
  await server.close();
});

function refuse(exception: string, more: Record<string, unknown>, status = 400): void {
  const body = JSON.stringify({ __type: `com.amazonaws.pinpointsmsvoicev2#${exception}`, ...more });
  server.behave({ kind: 'answer', status, body });
}

const origin = (reason: string): Outcome => ({ kind: 'not_sent', reason, hold: 'origin' });
const refused = (reason: string): Outcome => ({ kind: 'refused', reason });

const ROWS: readonly Row[] = [
  ['ThrottlingException', '', { kind: 'throttled', reason: 'too_fast' }],
  ['InternalServerException', '', { kind: 'unknown', reason: 'server_error' }],
  ['ResourceNotFoundException', '', origin('resource_not_found')],
  ['AccessDeniedException', '', origin('access_denied')],
  ['AccessDeniedException', 'ACCOUNT_DISABLED', origin('account_disabled')],
  ['AccessDeniedException', 'INSUFFICIENT_ACCOUNT_REPUTATION', origin('account_reputation')],
  ['ServiceQuotaExceededException', 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT', origin('spend_limit')],
  ['ServiceQuotaExceededException', 'MONTHLY_SPEND_LIMIT_REACHED_FOR_MEDIA', origin('spend_limit')],
  ['ServiceQuotaExceededException', 'MONTHLY_SPEND_LIMIT_REACHED_FOR_NOTIFY', origin('spend_limit')],
  ['ServiceQuotaExceededException', 'MONTHLY_SPEND_LIMIT_REACHED_FOR_RCS', origin('spend_limit')],
  ['ServiceQuotaExceededException', 'MONTHLY_SPEND_LIMIT_REACHED_FOR_VOICE', origin('spend_limit')],
  ['ServiceQuotaExceededException', 'DAILY_DESTINATION_CALL_LIMIT', origin('daily_quota')],
  ['ServiceQuotaExceededException', 'DAILY_NOTIFY_TIER_MESSAGE_LIMIT', origin('daily_quota')],
  [
    'ConflictException',
    'DESTINATION_PHONE_NUMBER_OPTED_OUT',
    { kind: 'refused', reason: 'opted_out', suppress: 'opted_out' },
  ],
  [
    'ConflictException',
    'DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE',
    refused('number_blocked'),
  ],
  ['ConflictException', 'DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION', refused('country_blocked')],
  [
    'ConflictException',
    'DESTINATION_PHONE_NUMBER_NOT_VERIFIED',
    { kind: 'not_sent', reason: 'sandbox_destination', hold: 'message' },
  ],
  ['ConflictException', 'NO_ORIGINATION_IDENTITIES_FOUND', origin('origin_not_found')],
  ['ConflictException', 'RESOURCE_NOT_ACTIVE', origin('number_not_active')],
  ['ConflictException', 'REGISTRATION_NOT_COMPLETE', origin('number_not_active')],
  ['ConflictException', 'NOTIFY_CONFIGURATION_NOT_ACTIVE', origin('number_not_active')],
  ['ConflictException', 'MESSAGE_TYPE_MISMATCH', origin('message_type_mismatch')],
  ['ConflictException', 'NUMBER_CAPABILITIES_MISMATCH', origin('number_without_sms')],
  ['ConflictException', 'KEYWORD_MISMATCH', origin('settings_refused')],
  [
    'ConflictException',
    'PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET',
    origin('settings_refused'),
  ],
  [
    'ValidationException',
    'CANNOT_PARSE',
    { kind: 'refused', reason: 'invalid_number', suppress: 'invalid_address' },
  ],
  ['ValidationException', 'FIELD_VALIDATION_FAILED', refused('invalid_request')],
  ['ValidationException', 'INVALID_PARAMETER', refused('invalid_request')],
  ['ValidationException', 'INVALID_REQUEST', refused('invalid_request')],
  ['ValidationException', 'MAXIMUM_SIZE_EXCEEDED', refused('too_long')],
  ['ValidationException', 'PRICE_OVER_THRESHOLD', refused('price_over_max')],
  ['ValidationException', 'COUNTRY_NOT_ENABLED', refused('country_blocked')],
  ['ValidationException', 'DESTINATION_COUNTRY_BLOCKED', refused('country_blocked')],
  ['ValidationException', 'COUNTRY_CODE_MISMATCH', refused('origin_not_for_country')],
  ['ValidationException', 'INVALID_IDENTITY_FOR_DESTINATION_COUNTRY', refused('origin_not_for_country')],
  ['ValidationException', 'INTERNATIONAL_SENDING_NOT_SUPPORTED', refused('origin_not_for_country')],
  ['ValidationException', 'SENDER_ID_NOT_REGISTERED', origin('sender_id_unregistered')],
  ['ValidationException', 'SENDER_ID_REQUIRES_REGISTRATION', origin('sender_id_unregistered')],
  ['ValidationException', 'SENDER_ID_NOT_SUPPORTED', origin('sender_id_not_supported')],
  ['ValidationException', 'CHANNEL_NOT_ENABLED', origin('channel_not_enabled')],
  ['ValidationException', 'INVALID_ARN', origin('origin_not_found')],
  ['ValidationException', 'RESOURCE_NOT_ACCESSIBLE', origin('origin_not_found')],
  ['ValidationException', 'MISSING_PARAMETER', origin('settings_refused')],
  ['ValidationException', 'PARAMETERS_CANNOT_BE_USED_TOGETHER', origin('settings_refused')],
  ['ValidationException', 'UNSPECIFIED_PARAMETER_NOT_SUPPORTED', origin('settings_refused')],
  ['ValidationException', 'OTHER', origin('settings_refused')],
  ['ValidationException', 'UNKNOWN_OPERATION', origin('endpoint_not_found')],
];

describe('every code, as the SDK reads it from the wire', () => {
  test.each(ROWS)('%s %s', async (exception, reason, outcome) => {
    refuse(exception, reason === '' ? {} : { Reason: reason }, exception.startsWith('Internal') ? 500 : 400);
    expect(await provider.send(makeRequest())).toEqual(outcome);
    expect(reported).toEqual([]);
    if (outcome.kind === 'not_sent') expect(remedyOf(outcome.reason)).toBeDefined();
  });

  test('has a row above', () => {
    const codes = Object.entries(SMS_RULINGS).flatMap(([exception, reasons]) =>
      Object.keys(reasons).map((reason) => `${exception} ${reason}`),
    );
    expect(ROWS.map(([exception, reason]) => `${exception} ${reason}`).sort()).toEqual(codes.sort());
  });
});

test.each([
  ['ValidationException', 'BRAND_NEW', 'ValidationException BRAND_NEW'],
  ['ConflictException', '', 'ConflictException'],
  ['ServiceQuotaExceededException', 'POOLS_PER_ACCOUNT', 'ServiceQuotaExceededException POOLS_PER_ACCOUNT'],
  ['ConflictException', '+14255550101', 'an unreadable code'],
])('%s %s is not known: unknown, and reported', async (exception, Reason, code) => {
  refuse(exception, { Reason });
  expect(await provider.send(makeRequest())).toEqual({ kind: 'unknown', reason: 'unrecognised_code' });
  expect(reported).toEqual([code]);
});

test('an exception that is not known is reported too', async () => {
  refuse('BrandNewException', {});
  expect(await provider.send(makeRequest())).toEqual({ kind: 'unknown', reason: 'unrecognised_error' });
  expect(reported).toEqual(['BrandNewException']);
});

test('a name proves nothing where the server failed', async () => {
  refuse('ConflictException', { Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT' }, 500);
  expect(await provider.send(makeRequest())).toEqual({ kind: 'unknown', reason: 'server_error' });
});

test.each<[string, Outcome]>([
  ['DestinationPhoneNumber', { kind: 'refused', reason: 'invalid_number', suppress: 'invalid_address' }],
  ['destinationPhoneNumber', { kind: 'refused', reason: 'invalid_number', suppress: 'invalid_address' }],
  ['MessageBody', refused('invalid_text')],
  ['ConfigurationSetName', origin('settings_refused')],
])('a field that is not valid: %s', async (Name, outcome) => {
  refuse('ValidationException', { Reason: 'FIELD_VALIDATION_FAILED', Fields: [{ Name, Message: 'bad' }] });
  expect(await provider.send(makeRequest())).toEqual(outcome);
});

async function sent(request: Parameters<typeof makeRequest>[0]): Promise<unknown> {
  server.behave({ kind: 'answer', status: 200, body: '{"MessageId":"id-1"}' });
  expect(await provider.send(makeRequest(request))).toEqual({ kind: 'accepted', providerId: 'id-1' });
  return JSON.parse(server.requests.at(-1)?.body ?? '');
}

describe('the request', () => {
  test('has what every message has', async () => {
    expect(await sent({})).toEqual({
      DestinationPhoneNumber: '+14255550101',
      OriginationIdentity: makeOrigin().identity,
      MessageBody: 'hi',
      MessageType: 'PROMOTIONAL',
      Context: { attempt: 'abcdefgh.1-1-1s.1' },
    });
    expect(server.requests.at(-1)?.headers['x-amz-target']).toBe('PinpointSMSVoiceV2.SendTextMessage');
  });

  test('has what the origin adds', async () => {
    const from = { configurationSet: 'campaigns', protectConfiguration: 'protect-1', maxPrice: 0.05 };
    expect(await sent({ origin: makeOrigin(from), messageType: 'transactional' })).toMatchObject({
      MessageType: 'TRANSACTIONAL',
      ConfigurationSetName: 'campaigns',
      ProtectConfigurationId: 'protect-1',
      MaxPrice: '0.05000',
    });
  });

  test.each([99, 0.00001, 1 / 3])('a price of %d has the form that AWS takes', async (maxPrice) => {
    const request = await sent({ origin: makeOrigin({ maxPrice }) });
    expect(request).toMatchObject({ MaxPrice: expect.stringMatching(/^[0-9]{0,2}\.[0-9]{1,5}$/) });
  });

  test('says what India asks for, there and nowhere else', async () => {
    const content = { kind: 'sms', text: 'hi', dltTemplateId: '1107' } as const;
    const from = makeOrigin({ dltEntityId: '1101' });
    const registered = { IN_ENTITY_ID: '1101', IN_TEMPLATE_ID: '1107' };
    const toIndia = { content, origin: from, address: '+919876543210' };
    expect(await sent({ ...toIndia, country: 'IN' })).toMatchObject({
      DestinationCountryParameters: registered,
    });
    expect(await sent(toIndia)).toMatchObject({ DestinationCountryParameters: registered });
    expect(await sent({ content, origin: from, country: 'US' })).not.toHaveProperty(
      'DestinationCountryParameters',
    );
    expect(await sent({ ...toIndia, origin: makeOrigin(), country: 'IN' })).toMatchObject({
      DestinationCountryParameters: { IN_TEMPLATE_ID: '1107' },
    });
  });

  test.each([
    [5_000, 5],
    [61_999, 61],
    [400_000_000, 259_200],
  ])('lives as long as the message: %d ms are %d s', async (leftMs, seconds) => {
    const at = 1_800_000_000_000;
    const clock = { ...systemClock, now: () => at };
    const timed = endUserMessagingSms(localAccess(server.url), { clock, report: () => undefined });
    server.behave({ kind: 'answer', status: 200, body: '{"MessageId":"id-1"}' });
    await timed.send(makeRequest({ expiresAt: at + leftMs }));
    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toMatchObject({ TimeToLive: seconds });
    const before = server.requests.length;
    expect(await timed.send(makeRequest({ expiresAt: at + 4_999 }))).toEqual({
      kind: 'not_sent',
      reason: 'expires_too_soon',
      hold: 'message',
    });
    expect(server.requests).toHaveLength(before);
    timed.close();
  });
});
