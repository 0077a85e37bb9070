import { z } from 'zod';
import { pageOf } from '../pages.ts';
import { failed, type Operation, ok, operation } from '../protocol.ts';
import { pageMembers } from './account-operations.ts';
import { isAddress } from './addresses.ts';
import { invalidInput, sesErrors } from './errors.ts';
import type { EmailState, Suppressed } from './state.ts';

const address = z.string().refine(isAddress, 'must be an email address');
const reason = z.enum(['BOUNCE', 'COMPLAINT']);
const NOT_LISTED = () => failed(sesErrors.notFound('email address on the suppression list'));

function summary({ address, reason, at }: Suppressed): Record<string, unknown> {
  return { EmailAddress: address, Reason: reason, LastUpdateTime: at / 1000 };
}

/** PutSuppressedDestination. Addresses are told apart by case (aws-facts 4.5). */
export function putSuppressed(state: EmailState): Operation {
  const schema = z.object({
    EmailAddress: address,
    Reason: reason,
    TenantName: z.string().min(1).optional(),
  });
  return operation('PutSuppressedDestination', schema, invalidInput, ({ EmailAddress, Reason }) => {
    state.suppress(EmailAddress, Reason);
    return ok({});
  });
}

/** GetSuppressedDestination. */
export function getSuppressed(state: EmailState): Operation {
  const schema = z.object({ EmailAddress: address });
  return operation('GetSuppressedDestination', schema, invalidInput, ({ EmailAddress }) => {
    const entry = state.suppressed.get(EmailAddress);
    return entry === undefined ? NOT_LISTED() : ok({ SuppressedDestination: summary(entry) });
  });
}

/** DeleteSuppressedDestination. */
export function deleteSuppressed(state: EmailState): Operation {
  const schema = z.object({ EmailAddress: address });
  return operation('DeleteSuppressedDestination', schema, invalidInput, ({ EmailAddress }) =>
    state.suppressed.delete(EmailAddress) ? ok({}) : NOT_LISTED(),
  );
}

/** A time in a query, as the SDKs write it. */
const time = z
  .string()
  .transform((text) => Date.parse(text))
  .refine((at) => !Number.isNaN(at), 'must be a time');

/** ListSuppressedDestinations. */
export function listSuppressed(state: EmailState): Operation {
  const schema = z.object({
    Reasons: z.array(reason).optional(),
    StartDate: time.optional(),
    EndDate: time.optional(),
    ...pageMembers,
  });
  return operation('ListSuppressedDestinations', schema, invalidInput, (input) => {
    const { Reasons, StartDate = -Infinity, EndDate = Infinity, NextToken, PageSize } = input;
    const wanted = [...state.suppressed.values()].filter(
      ({ reason, at }) =>
        (Reasons === undefined || Reasons.includes(reason)) && at >= StartDate && at <= EndDate,
    );
    const page = pageOf(wanted, PageSize ?? 1000, NextToken);
    if (page === undefined) return failed(sesErrors.invalidNextToken());
    return ok({
      SuppressedDestinationSummaries: page.items.map(summary),
      ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
    });
  });
}
