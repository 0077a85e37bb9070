import { z } from 'zod';
import { failed, type Operation, ok, operation } from '../protocol.ts';
import { describeOperation, named } from './describe.ts';
import { invalidInput, notFound, validation } from './errors.ts';
import { filters, identityName, namesOf, owner, paging, phoneNumber } from './members.ts';
import { e164 } from './prepare-text-message.ts';
import type { OptedOut, SmsState } from './state.ts';

/** Opt-out lists and the numbers in them. */
export function optOutOperations(state: SmsState): readonly Operation[] {
  return [describeLists(state), putNumber(state), deleteNumber(state), describeNumbers(state)];
}

function describeLists(state: SmsState): Operation {
  return describeOperation({
    name: 'DescribeOptOutLists',
    schema: z.object({ OptOutListNames: namesOf(identityName), ...paging, ...owner }),
    find: ({ OptOutListNames, Owner }) =>
      Owner === 'SHARED'
        ? []
        : named([...state.optOuts.keys()], OptOutListNames, 'opt-out-list', (name) =>
            state.optOutListName(name),
          ),
    result: (names) => ({
      OptOutLists: names.map((name) => ({
        OptOutListArn: state.arn('opt-out-list', name),
        OptOutListName: name,
        CreatedTimestamp: state.createdAt,
      })),
    }),
  });
}

const inList = z.object({ OptOutListName: identityName, OptedOutNumber: phoneNumber });

function information({ number, at, byEndUser }: OptedOut): Record<string, unknown> {
  return { OptedOutNumber: number, OptedOutTimestamp: at / 1000, EndUserOptedOut: byEndUser };
}

function listInformation(state: SmsState, list: string): Record<string, unknown> {
  return { OptOutListArn: state.arn('opt-out-list', list), OptOutListName: list };
}

function putNumber(state: SmsState): Operation {
  return operation('PutOptedOutNumber', inList, invalidInput, ({ OptOutListName, OptedOutNumber }) => {
    const list = state.optOutListName(OptOutListName);
    const entry = list === undefined ? undefined : state.optOut(list, e164(OptedOutNumber), false);
    if (list === undefined || entry === undefined)
      return failed(notFound('opt-out-list', state.bareName(OptOutListName)));
    return ok({ ...listInformation(state, list), ...information(entry) });
  });
}

function deleteNumber(state: SmsState): Operation {
  return operation('DeleteOptedOutNumber', inList, invalidInput, ({ OptOutListName, OptedOutNumber }) => {
    const list = state.optOutListName(OptOutListName);
    const numbers = list === undefined ? undefined : state.optOuts.get(list);
    if (list === undefined || numbers === undefined)
      return failed(notFound('opt-out-list', state.bareName(OptOutListName)));
    const number = e164(OptedOutNumber);
    const entry = numbers.get(number);
    if (entry === undefined) return failed(notFound('opted-out-number', 'unknown'));
    // Who opted out themselves cannot be opted in by somebody else (aws-facts 1.5).
    if (entry.byEndUser) return failed(validation('PHONE_NUMBER_CANNOT_BE_OPTED_IN'));
    numbers.delete(number);
    return ok({ ...listInformation(state, list), ...information(entry) });
  });
}

function describeNumbers(state: SmsState): Operation {
  return describeOperation({
    name: 'DescribeOptedOutNumbers',
    schema: z.object({
      OptOutListName: identityName,
      OptedOutNumbers: namesOf(phoneNumber),
      Filters: filters(['end-user-opted-out']),
      ...paging,
    }),
    find: ({ OptOutListName, OptedOutNumbers }) => {
      const list = state.optOutListName(OptOutListName);
      const numbers = list === undefined ? undefined : state.optOuts.get(list);
      if (numbers === undefined) return { missing: 'opt-out-list', id: state.bareName(OptOutListName) };
      const asked = OptedOutNumbers?.map(e164);
      // The number itself is not said again: an error holds no address.
      const found = named([...numbers.values()], asked, 'opted-out-number', (number) => numbers.get(number));
      return 'missing' in found ? { ...found, id: 'unknown' } : found;
    },
    facets: { 'end-user-opted-out': (entry: OptedOut) => [String(entry.byEndUser)] },
    result: (entries, { OptOutListName }) => ({
      ...listInformation(state, state.bareName(OptOutListName)),
      OptedOutNumbers: entries.map(information),
    }),
  });
}
