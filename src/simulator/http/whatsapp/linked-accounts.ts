import { z } from 'zod';
import { pageOf } from '../pages.ts';
import { failed, type Operation, ok, operation } from '../protocol.ts';
import type { BusinessAccount, WhatsAppNumber } from './account-schema.ts';
import { invalidInput, socialErrors } from './errors.ts';
import { pagingMembers, phoneNumberName, wabaName } from './members.ts';
import type { WhatsAppState } from './state.ts';

/** Epoch seconds: the first day of 2026. */
const LINKED_AT = 1_767_225_600;

/** ListLinkedWhatsAppBusinessAccounts. */
export function listAccounts(state: WhatsAppState): Operation {
  const schema = z.object(pagingMembers);
  return operation(
    'ListLinkedWhatsAppBusinessAccounts',
    schema,
    invalidInput,
    ({ maxResults, nextToken }) => {
      const page = pageOf(state.account.accounts, maxResults ?? 100, nextToken);
      if (page === undefined) return failed(socialErrors.validation('nextToken is not valid.'));
      return ok({
        linkedAccounts: page.items.map((account) => summary(state, account)),
        ...(page.nextToken !== undefined && { nextToken: page.nextToken }),
      });
    },
  );
}

/** GetLinkedWhatsAppBusinessAccount. */
export function getAccount(state: WhatsAppState): Operation {
  const schema = z.object({ id: wabaName });
  return operation('GetLinkedWhatsAppBusinessAccount', schema, invalidInput, ({ id }) => {
    const account = state.businessAccount(id);
    if (account === undefined) return failed(socialErrors.notFound('WhatsApp Business Account'));
    const phoneNumbers = account.numbers.map((number) => numberDetails(state, number));
    return ok({ account: { ...summary(state, account), phoneNumbers } });
  });
}

/** GetLinkedWhatsAppBusinessAccountPhoneNumber. */
export function getNumber(state: WhatsAppState): Operation {
  const schema = z.object({ id: phoneNumberName });
  return operation('GetLinkedWhatsAppBusinessAccountPhoneNumber', schema, invalidInput, ({ id }) => {
    const found = state.number(id);
    if (found === undefined) return failed(socialErrors.notFound('phone number'));
    return ok({
      phoneNumber: numberDetails(state, found.number),
      linkedWhatsAppBusinessAccountId: found.owner.id,
    });
  });
}

function summary(state: WhatsAppState, account: BusinessAccount): Record<string, unknown> {
  return {
    arn: state.arnOf(account),
    id: account.id,
    wabaId: account.wabaId,
    registrationStatus: account.registration,
    linkDate: LINKED_AT,
    wabaName: account.name,
    eventDestinations: account.topic === undefined ? [] : [{ eventDestinationArn: account.topic }],
    ...(account.marketingMessages !== undefined && {
      marketingMessagesOnboardingStatus: account.marketingMessages,
    }),
  };
}

function numberDetails(state: WhatsAppState, number: WhatsAppNumber): Record<string, unknown> {
  return {
    arn: state.numberArn(number),
    phoneNumber: number.number,
    phoneNumberId: number.id,
    metaPhoneNumberId: number.metaId,
    displayPhoneNumberName: number.name,
    displayPhoneNumber: number.number,
    qualityRating: number.quality,
  };
}
