import type { AwsError, Issue } from '../protocol.ts';

interface Resource {
  readonly type: string;
  readonly id: string;
}

/** Exceptions of pinpoint-sms-voice-v2 (aws-facts 1.2): `Message` and `Reason` with capitals, status 400 but for server faults. */
function error(name: string, message: string, members: Record<string, unknown> = {}, status = 400): AwsError {
  return { name, status, message, members };
}

export function throttling(): AwsError {
  return error('ThrottlingException', 'Rate exceeded');
}

export function internalServer(): AwsError {
  const members = { RequestId: '00000000-0000-4000-8000-000000000000' };
  return error('InternalServerException', 'An internal error occurred.', members, 500);
}

export function accessDenied(reason?: string): AwsError {
  const members = reason === undefined ? {} : { Reason: reason };
  return error('AccessDeniedException', 'The request is not allowed.', members);
}

export function quotaExceeded(reason: string): AwsError {
  return error('ServiceQuotaExceededException', 'A service quota is reached.', { Reason: reason });
}

export function conflict(reason: string, resource?: Resource): AwsError {
  return error('ConflictException', `The request conflicts with the state of the account: ${reason}.`, {
    Reason: reason,
    ...(resource !== undefined && { ResourceType: resource.type, ResourceId: resource.id }),
  });
}

export function notFound(type: string, id: string): AwsError {
  return error('ResourceNotFoundException', 'The resource does not exist.', {
    ResourceType: type,
    ResourceId: id,
  });
}

export function validation(reason: string, field?: { name: string; message: string }): AwsError {
  return error('ValidationException', `The request is not valid: ${reason}.`, {
    Reason: reason,
    ...(field !== undefined && { Fields: [{ Name: field.name, Message: field.message }] }),
  });
}

/** What does not fit the model. */
export function invalidInput({ member, message, missing }: Issue): AwsError {
  const [name = ''] = member.split('.');
  return validation(missing ? 'MISSING_PARAMETER' : 'FIELD_VALIDATION_FAILED', { name, message });
}

/** Unknown operations and bodies that are no JSON. */
export function malformed(message: string): AwsError {
  return error('SerializationException', message);
}

const BY_NAME: Readonly<Record<string, (reason: string | undefined) => AwsError>> = {
  ThrottlingException: throttling,
  InternalServerException: internalServer,
  AccessDeniedException: accessDenied,
  ServiceQuotaExceededException: (reason) => quotaExceeded(reason ?? 'MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'),
  ConflictException: (reason) => conflict(reason ?? 'RESOURCE_NOT_ACTIVE'),
  ValidationException: (reason) => validation(reason ?? 'OTHER'),
  ResourceNotFoundException: () => notFound('pool', 'unknown'),
};

/** Reasons of behaviours and scripts, as AWS says them. Which reason AWS gives when is not tabulated (aws-facts 1.2). */
const BY_REASON: Readonly<Record<string, () => AwsError>> = {
  invalid_number: () =>
    validation('INVALID_PARAMETER', {
      name: 'DestinationPhoneNumber',
      message: 'The phone number is not valid.',
    }),
  opted_out: () => conflict('DESTINATION_PHONE_NUMBER_OPTED_OUT'),
  country_blocked: () => conflict('DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION'),
  content_rejected: () => validation('INVALID_PARAMETER', { name: 'MessageBody', message: 'Not allowed.' }),
  price_too_high: () => validation('PRICE_OVER_THRESHOLD'),
  spend_limit: () => quotaExceeded('MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT'),
  origin_disabled: () => conflict('RESOURCE_NOT_ACTIVE'),
  account_disabled: () => accessDenied('ACCOUNT_DISABLED'),
  no_credentials: () => error('UnrecognizedClientException', 'The security token is invalid.'),
  credentials_expired: () => error('ExpiredTokenException', 'The security token is expired.'),
  carrier_out_of_order: internalServer,
};

/**
 * The exception for a reason: a behaviour's (`opted_out`), or an exception by its name with the reason behind a colon
 * (`ConflictException:RESOURCE_NOT_ACTIVE`). `undefined`: a reason that has none.
 */
export function errorFor(reason: string): AwsError | undefined {
  const [name = '', detail] = reason.split(':');
  return BY_NAME[name]?.(detail) ?? BY_REASON[reason]?.();
}
