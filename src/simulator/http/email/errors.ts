import type { AwsError, Issue } from '../protocol.ts';

function error(name: string, status: number, message: string): AwsError {
  return { name, status, message };
}

/** Exceptions of sesv2 with their HTTP status (aws-facts 4.1). */
export const sesErrors = {
  tooManyRequests: (message = 'Maximum sending rate exceeded.') =>
    error('TooManyRequestsException', 429, message),
  /** The name for the daily quota is UNVERIFIED (aws-facts 4.1). */
  dailyQuota: () => error('LimitExceededException', 400, 'Daily message quota exceeded.'),
  accountSuspended: () => error('AccountSuspendedException', 400, 'The account is suspended.'),
  sendingPaused: (what: string) =>
    error('SendingPausedException', 400, `Sending is paused for this ${what}.`),
  rejected: (message: string) => error('MessageRejected', 400, message),
  mailFromNotVerified: () =>
    error('MailFromDomainNotVerifiedException', 400, 'The MAIL FROM domain is not verified.'),
  notFound: (what: string) => error('NotFoundException', 404, `The ${what} does not exist.`),
  badRequest: (message: string) => error('BadRequestException', 400, message),
  invalidNextToken: () => error('InvalidNextTokenException', 400, 'The token is not valid.'),
  /** Not in the model of SendEmail; AWS fails like this all the same. */
  internal: () => error('InternalServiceErrorException', 500, 'An internal error occurred.'),
} as const;

/** What does not fit the model. */
export function invalidInput({ member, message, missing }: Issue): AwsError {
  return sesErrors.badRequest(missing ? `${member} is required.` : `${member}: ${message}.`);
}

const BY_NAME: Readonly<Record<string, () => AwsError>> = {
  TooManyRequestsException: sesErrors.tooManyRequests,
  LimitExceededException: sesErrors.dailyQuota,
  AccountSuspendedException: sesErrors.accountSuspended,
  SendingPausedException: () => sesErrors.sendingPaused('account'),
  MessageRejected: () => sesErrors.rejected('Email content is rejected.'),
  MailFromDomainNotVerifiedException: sesErrors.mailFromNotVerified,
  NotFoundException: () => sesErrors.notFound('resource'),
  BadRequestException: () => sesErrors.badRequest('The request is not valid.'),
  InternalServiceErrorException: sesErrors.internal,
  content_rejected: () => sesErrors.rejected('Email content is rejected.'),
  daily_quota: sesErrors.dailyQuota,
  no_credentials: () => error('UnrecognizedClientException', 403, 'The security token is invalid.'),
  credentials_expired: () => error('ExpiredTokenException', 403, 'The security token is expired.'),
  origin_disabled: () => sesErrors.sendingPaused('account'),
  carrier_out_of_order: sesErrors.internal,
};

/** The exception of a script's or behaviour's reason: its name, or one of our own words for it. */
export function errorFor(reason: string): AwsError | undefined {
  return BY_NAME[reason]?.();
}
