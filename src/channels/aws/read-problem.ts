import { toError } from '../../kernel/failure.ts';
import type { ReadProblem } from '../account.ts';

/** Names of errors, of the SDK and of the services, that say why nothing could be read. What is not here is `failed`. */
const PROBLEMS: Readonly<Record<string, ReadProblem>> = {
  CredentialsProviderError: 'no_credentials',
  TokenProviderError: 'no_credentials',
  ExpiredTokenException: 'expired_credentials',
  ExpiredToken: 'expired_credentials',
  RequestExpired: 'expired_credentials',
  UnrecognizedClientException: 'wrong_credentials',
  InvalidClientTokenId: 'wrong_credentials',
  InvalidSignatureException: 'wrong_credentials',
  SignatureDoesNotMatch: 'wrong_credentials',
  IncompleteSignature: 'wrong_credentials',
  MissingAuthenticationTokenException: 'wrong_credentials',
  RequestTimeTooSkewed: 'clock_off',
  AccessDeniedException: 'no_permission',
  AccessDenied: 'no_permission',
  NotAuthorized: 'no_permission',
  ThrottlingException: 'throttled',
  Throttling: 'throttled',
  ThrottledRequestException: 'throttled',
  TooManyRequestsException: 'throttled',
  RequestLimitExceeded: 'throttled',
  ResourceNotFoundException: 'missing',
  NotFoundException: 'missing',
  TimeoutError: 'unreachable',
  // Codes of Node's connections: the name of the endpoint does not exist, or nobody answers there.
  ENOTFOUND: 'endpoint_unknown',
  EAI_AGAIN: 'unreachable',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
};

/** What went wrong with a read of AWS, and the code that said so. */
export function readProblem(thrown: unknown): { readonly problem: ReadProblem; readonly code: string } {
  const error = toError(thrown);
  const code = PROBLEMS[error.name] === undefined && 'code' in error ? String(error.code) : error.name;
  const problem = PROBLEMS[code] ?? 'failed';
  // A session that has ended, and a clock that is off, have no name of their own.
  if (problem === 'no_credentials' && /expired/i.test(error.message))
    return { problem: 'expired_credentials', code };
  if (problem === 'wrong_credentials' && /signature (expired|not yet current)/i.test(error.message))
    return { problem: 'clock_off', code };
  return { problem, code };
}
