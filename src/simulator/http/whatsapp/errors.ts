import type { AwsError, Issue } from '../protocol.ts';

function error(name: string, status: number, message: string): AwsError {
  return { name, status, message };
}

/** Exceptions of socialmessaging with their HTTP status (aws-facts 3.1). */
export const socialErrors = {
  throttled: () =>
    error('ThrottledRequestException', 429, 'The request was denied due to request throttling.'),
  internal: () => error('InternalServiceException', 500, 'The request could not be processed.'),
  dependency: () => error('DependencyException', 502, 'A dependency of the service failed.'),
  validation: (message: string) => error('ValidationException', 400, message),
  invalidParameters: (message: string) => error('InvalidParametersException', 400, message),
  notFound: (what: string) => error('ResourceNotFoundException', 404, `The ${what} does not exist.`),
  accessDenied: () => error('AccessDeniedException', 403, 'The request is not allowed.'),
  accessDeniedByMeta: () => error('AccessDeniedByMetaException', 403, 'Meta denied the request.'),
  limitExceeded: () => error('LimitExceededException', 400, 'A quota is reached.'),
} as const;

/** What does not fit the model. */
export function invalidInput({ member, message, missing }: Issue): AwsError {
  return socialErrors.validation(missing ? `${member} is required.` : `${member}: ${message}.`);
}

const BY_NAME: Readonly<Record<string, () => AwsError>> = {
  ThrottledRequestException: socialErrors.throttled,
  InternalServiceException: socialErrors.internal,
  DependencyException: socialErrors.dependency,
  ValidationException: () => socialErrors.validation('The request is not valid.'),
  InvalidParametersException: () => socialErrors.invalidParameters('A parameter is not valid.'),
  ResourceNotFoundException: () => socialErrors.notFound('resource'),
  AccessDeniedException: socialErrors.accessDenied,
  AccessDeniedByMetaException: socialErrors.accessDeniedByMeta,
  LimitExceededException: socialErrors.limitExceeded,
  no_credentials: () => error('UnrecognizedClientException', 403, 'The security token is invalid.'),
  credentials_expired: () => error('ExpiredTokenException', 403, 'The security token is expired.'),
  origin_disabled: socialErrors.accessDenied,
  carrier_out_of_order: socialErrors.internal,
};

/** The exception of a script's or behaviour's reason: its name, or one of our own words for it. */
export function errorFor(reason: string): AwsError | undefined {
  return BY_NAME[reason]?.();
}
