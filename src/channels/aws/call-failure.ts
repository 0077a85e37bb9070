import type { Outcome } from '../outcome.ts';
import type { HoldReason } from './remedies.ts';

/** Why nobody can tell what became of a call. */
type UnknownReason =
  | 'timeout'
  | 'connection_lost'
  | 'server_error'
  | 'unreadable_answer'
  | 'unrecognised_error';

/**
 * What an error is that the vendor's own table does not list: the way to the service, the credentials, or an answer that nobody
 * understands. `not_sent` where it is proved that nothing left or that the service turned the caller away; everything else is `unknown`.
 */
export function callFailure(error: unknown): Outcome {
  const facts = factsOf(error);
  if (neverConnected(facts)) return notSent(connectionReason(facts));
  const credentials = credentialReason(facts);
  if (credentials !== undefined) return notSent(credentials);
  if (facts.status === undefined) {
    if (facts.name === 'EndpointError') return notSent('endpoint_not_found');
    return unknown(lostReason(facts));
  }
  if (facts.status >= 500) return unknown('server_error');
  // An answer that is no error of the service, or none that its name tells, says nothing about what the service did.
  if (facts.status < 400) return unknown('unreadable_answer');
  if (facts.status === 429 || THROTTLED.has(facts.name)) return { kind: 'throttled', reason: 'too_fast' };
  const turnedAway = turnedAwayReason(facts);
  if (turnedAway !== undefined) return notSent(turnedAway);
  return unknown(facts.name === 'SyntaxError' ? 'unreadable_answer' : 'unrecognised_error');
}

/** What the classification looks at; no message of these goes into an outcome. */
interface Facts {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly syscall: string;
  /** HTTP status; absent: no answer came. */
  readonly status: number | undefined;
  /** Of a connection that was tried to several addresses at once. */
  readonly parts: readonly Facts[];
}

function factsOf(error: unknown): Facts {
  const status = field(field(error, '$metadata'), 'httpStatusCode');
  const parts = field(error, 'errors');
  return {
    name: text(field(error, 'name')),
    code: text(field(error, 'code')),
    message: text(field(error, 'message')),
    syscall: text(field(error, 'syscall')),
    status: typeof status === 'number' ? status : undefined,
    parts: Array.isArray(parts) ? parts.map(factsOf) : [],
  };
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Certificates that Node refuses while the connection is made: the request waits until it trusts the other side (seen: 0 bytes in 200 calls). */
const CERTIFICATE =
  /^(CERT_|SELF_SIGNED_CERT|DEPTH_ZERO_SELF_SIGNED_CERT$|UNABLE_TO_(VERIFY|GET)_|ERR_TLS_CERT_|HOSTNAME_MISMATCH$|INVALID_CA$)/;
/** Node's and the SDK's only word for a connection that never was: they have no code of its own. */
const BEFORE_CONNECTED =
  /^Client network socket disconnected before secure TLS connection|did not establish a connection with the server within/;

function neverConnected(facts: Facts): boolean {
  const { name, code, syscall, message, parts } = facts;
  if (name === 'AggregateError') return parts.length > 0 && parts.every(neverConnected);
  return (
    syscall === 'connect' ||
    syscall === 'getaddrinfo' ||
    code === 'ERR_INVALID_URL' ||
    CERTIFICATE.test(code) ||
    BEFORE_CONNECTED.test(message)
  );
}

function connectionReason({ code }: Facts): HoldReason {
  // A region that AWS does not have is a host that nobody knows.
  if (code === 'ENOTFOUND' || code === 'ERR_INVALID_URL') return 'endpoint_not_found';
  return CERTIFICATE.test(code) ? 'certificate_untrusted' : 'no_connection';
}

/** Raised by the SDK before it signs, so before anything leaves. Credentials are looked for in many places; most name no cause. */
function credentialReason({ name, message, status }: Facts): HoldReason | undefined {
  if (status !== undefined && status < 400) return undefined;
  if (EXPIRED.has(name)) return 'credentials_expired';
  if (name !== 'CredentialsProviderError' && name !== 'TokenProviderError' && name !== 'ProviderError')
    return undefined;
  return /expired|sso login|reauthenticate/i.test(message) ? 'credentials_expired' : 'credentials_missing';
}

/** Names that every AWS service may answer with ("Common errors" of each API reference); none of them reached the operation. */
const EXPIRED: ReadonlySet<string> = new Set([
  'ExpiredTokenException',
  'ExpiredToken',
  'TokenRefreshRequired',
]);
const SKEWED: ReadonlySet<string> = new Set(['RequestExpired', 'RequestTimeTooSkewed', 'RequestInTheFuture']);
const SIGNATURE: ReadonlySet<string> = new Set(['InvalidSignatureException', 'SignatureDoesNotMatch']);
const INVALID: ReadonlySet<string> = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'IncompleteSignature',
  'IncompleteSignatureException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'AuthFailure',
]);
const DENIED: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'NotAuthorized',
  'UnauthorizedOperation',
  'OptInRequired',
]);
const NO_SUCH_OPERATION: ReadonlySet<string> = new Set([
  'UnknownOperationException',
  'InvalidAction',
  'UnknownEndpoint',
]);
/** As the SDK knows them (aws-facts, intro), but for LimitExceededException, which SES may mean as a daily quota. */
const THROTTLED: ReadonlySet<string> = new Set([
  'ThrottlingException',
  'Throttling',
  'ThrottledException',
  'RequestThrottled',
  'RequestThrottledException',
  'RequestLimitExceeded',
  'TooManyRequestsException',
  'SlowDown',
]);

function turnedAwayReason({ name, message }: Facts): HoldReason | undefined {
  if (SKEWED.has(name)) return 'clock_skewed';
  // The same name for a wrong key and for a request that is too old or too new.
  if (SIGNATURE.has(name))
    return /signature expired|not yet current/i.test(message) ? 'clock_skewed' : 'credentials_invalid';
  if (INVALID.has(name)) return 'credentials_invalid';
  if (DENIED.has(name)) return 'access_denied';
  return NO_SUCH_OPERATION.has(name) ? 'endpoint_not_found' : undefined;
}

function lostReason({ name, code }: Facts): UnknownReason {
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'EPROTO') return 'connection_lost';
  if (name === 'TimeoutError' || name === 'AbortError' || code === 'ETIMEDOUT') return 'timeout';
  return 'unrecognised_error';
}

function notSent(reason: HoldReason): Outcome {
  return { kind: 'not_sent', reason, hold: 'origin' };
}

function unknown(reason: UnknownReason): Outcome {
  return { kind: 'unknown', reason };
}
