import { describe, expect, test } from 'vitest';
import { callFailure } from './call-failure.ts';
import { remedyOf } from './remedies.ts';

/** An error as the SDK makes it: its name, and what Node or the answer added. */
function failed(name: string, facts: Record<string, unknown> = {}, message = ''): Error {
  return Object.assign(new Error(message), { name, ...facts });
}

function answered(name: string, status: number, message = ''): Error {
  return failed(name, { $metadata: { httpStatusCode: status } }, message);
}

const refusedBy = (code: string) => failed('Error', { code, syscall: 'connect' });

describe('what is proved not to have left holds its origin', () => {
  test.each([
    ['connection refused', refusedBy('ECONNREFUSED'), 'no_connection'],
    ['no route', refusedBy('EHOSTUNREACH'), 'no_connection'],
    ['no such host', failed('Error', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }), 'endpoint_not_found'],
    ['no name server', failed('Error', { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }), 'no_connection'],
    [
      'refused on every address of the host',
      failed('AggregateError', { errors: [refusedBy('ECONNREFUSED'), refusedBy('ENETUNREACH')] }),
      'no_connection',
    ],
    [
      'no connection in time',
      failed(
        'TimeoutError',
        {},
        '@smithy/node-http-handler - the request socket did not establish a connection with the server within the configured timeout of 3000 ms.',
      ),
      'no_connection',
    ],
    [
      'reset while TLS was agreed',
      failed(
        'TimeoutError',
        { code: 'ECONNRESET' },
        'Client network socket disconnected before secure TLS connection was established',
      ),
      'no_connection',
    ],
    ['AWS_ENDPOINT_URL is no URL', failed('TypeError', { code: 'ERR_INVALID_URL' }), 'endpoint_not_found'],
    ['own certificate', failed('Error', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'certificate_untrusted'],
    ['old certificate', failed('Error', { code: 'CERT_HAS_EXPIRED' }), 'certificate_untrusted'],
    ['other host', failed('Error', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }), 'certificate_untrusted'],
    [
      'no credentials',
      failed('CredentialsProviderError', {}, 'Could not load credentials from any providers'),
      'credentials_missing',
    ],
    [
      'SSO expired',
      failed('CredentialsProviderError', {}, 'The SSO session associated with this profile has expired.'),
      'credentials_expired',
    ],
    ['SSO token expired', failed('TokenProviderError', {}, 'Token is expired.'), 'credentials_expired'],
    ['no such region', failed('EndpointError', {}, 'Invalid Configuration'), 'endpoint_not_found'],
    ['expired token', answered('ExpiredTokenException', 400), 'credentials_expired'],
    ['expired token, 403', answered('ExpiredToken', 403), 'credentials_expired'],
    ['unknown key', answered('UnrecognizedClientException', 400), 'credentials_invalid'],
    ['unknown key id', answered('InvalidClientTokenId', 403), 'credentials_invalid'],
    ['wrong secret', answered('InvalidSignatureException', 400, 'does not match'), 'credentials_invalid'],
    ['wrong secret', answered('SignatureDoesNotMatch', 403), 'credentials_invalid'],
    [
      'slow clock',
      answered('InvalidSignatureException', 400, 'Signature expired: 20261122T100000Z is now earlier than'),
      'clock_skewed',
    ],
    ['fast clock', answered('SignatureDoesNotMatch', 403, 'Signature not yet current: 2026'), 'clock_skewed'],
    ['clock', answered('RequestTimeTooSkewed', 403), 'clock_skewed'],
    ['no permission', answered('AccessDeniedException', 403), 'access_denied'],
    ['no such operation here', answered('UnknownOperationException', 404), 'endpoint_not_found'],
  ])('%s', (_what, error, reason) => {
    expect(callFailure(error)).toEqual({ kind: 'not_sent', reason, hold: 'origin' });
    expect(remedyOf(reason)).toMatch(/\.$/);
  });
});

describe('what may have left is unknown', () => {
  test.each([
    [
      'no answer',
      failed('TimeoutError', { code: 'ETIMEDOUT' }, 'exceeded the configured 10000 ms'),
      'timeout',
    ],
    ['given up', failed('AbortError', {}, 'Request aborted'), 'timeout'],
    ['reset', failed('TimeoutError', { code: 'ECONNRESET' }, 'socket hang up'), 'connection_lost'],
    ['broken pipe', failed('TimeoutError', { code: 'EPIPE', syscall: 'write' }), 'connection_lost'],
    ['TLS broke', failed('Error', { code: 'EPROTO', syscall: 'write' }), 'connection_lost'],
    [
      'one of its connections had begun',
      failed('AggregateError', {
        errors: [refusedBy('ECONNREFUSED'), failed('Error', { code: 'ECONNRESET' })],
      }),
      'unrecognised_error',
    ],
    ['an aggregate of nothing', failed('AggregateError', { errors: [] }), 'unrecognised_error'],
    ['500', answered('Unknown', 500), 'server_error'],
    ['502 page of a proxy', answered('SyntaxError', 502), 'server_error'],
    ['503 that says it is throttling', answered('ThrottlingException', 503), 'server_error'],
    ['200 that is no JSON', answered('SyntaxError', 200), 'unreadable_answer'],
    ['404 page', answered('SyntaxError', 404), 'unreadable_answer'],
    ['a new code', answered('BrandNewException', 400), 'unrecognised_error'],
    ['any error', new Error('?'), 'unrecognised_error'],
    ['no error at all', undefined, 'unrecognised_error'],
    ['a text', 'ECONNREFUSED', 'unrecognised_error'],
  ])('%s', (_what, error, reason) => {
    expect(callFailure(error)).toEqual({ kind: 'unknown', reason });
  });
});

test.each([
  answered('ThrottlingException', 400),
  answered('TooManyRequestsException', 429),
  answered('Unknown', 429),
])('too fast: %s', (error) => {
  expect(callFailure(error)).toEqual({ kind: 'throttled', reason: 'too_fast' });
});

test('a reason that only waiting helps has no sentence', () => {
  expect(remedyOf('process_stopped')).toBeUndefined();
  expect(remedyOf('constructor')).toBeUndefined();
});
