import { z } from 'zod';
import { failed, type Operation, ok, operation } from '../protocol.ts';
import { KEYWORD_ACTIONS } from './account-schema.ts';
import { describeOperation, named } from './describe.ts';
import { invalidInput, notFound } from './errors.ts';
import { filters, identityName, keyword, namesOf, paging } from './members.ts';
import type { SmsState } from './state.ts';

/** The keywords that every number has from the start: those whose answers the law wants. */
const BUILT_IN = [
  {
    keyword: 'HELP',
    message: 'Reply STOP to opt out. Msg&data rates may apply.',
    action: 'AUTOMATIC_RESPONSE',
  },
  { keyword: 'STOP', message: 'You are opted out and will get no more messages.', action: 'OPT_OUT' },
] as const;

/** DescribeKeywords and PutKeyword. */
export function keywordOperations(state: SmsState): readonly Operation[] {
  return [describeKeywords(state), putKeyword(state)];
}

/** Of a pool or a number; sender ids cannot receive. */
function originOf(state: SmsState, name: string): { id: string; arn: string } | undefined {
  const identity = state.identity(name);
  switch (identity?.kind) {
    case 'pool':
      return { id: identity.pool.id, arn: state.arn('pool', identity.pool.id) };
    case 'number':
      return { id: identity.number.id, arn: state.numberArn(identity.number) };
    case 'sender_id':
    case undefined:
      return undefined;
  }
}

function describeKeywords(state: SmsState): Operation {
  return describeOperation({
    name: 'DescribeKeywords',
    schema: z.object({
      OriginationIdentity: identityName,
      Keywords: namesOf(keyword),
      Filters: filters(['keyword-action']),
      ...paging,
    }),
    find: ({ OriginationIdentity, Keywords }) => {
      const origin = originOf(state, OriginationIdentity);
      if (origin === undefined) return { missing: 'phone-number', id: OriginationIdentity };
      const own = state.keywordsOf(origin.id);
      const all = [
        ...BUILT_IN.filter(({ keyword }) => !own.some((each) => each.keyword.toUpperCase() === keyword)),
        ...own,
      ];
      return named(all, Keywords, 'keyword', (name) =>
        all.find((each) => each.keyword.toUpperCase() === name.toUpperCase()),
      );
    },
    facets: { 'keyword-action': (each: { readonly action: string }) => [each.action] },
    result: (keywords, { OriginationIdentity }) => {
      const origin = originOf(state, OriginationIdentity);
      return {
        OriginationIdentityArn: origin?.arn,
        OriginationIdentity: origin?.id,
        Keywords: keywords.map(({ keyword, message, action }) => ({
          Keyword: keyword,
          KeywordMessage: message,
          KeywordAction: action,
        })),
      };
    },
  });
}

const putSchema = z.object({
  OriginationIdentity: identityName,
  Keyword: keyword,
  KeywordMessage: z.string().min(1).max(1600).regex(/\S/),
  KeywordAction: z.enum(KEYWORD_ACTIONS).optional(),
});

function putKeyword(state: SmsState): Operation {
  return operation('PutKeyword', putSchema, invalidInput, (input) => {
    const origin = originOf(state, input.OriginationIdentity);
    if (origin === undefined) return failed(notFound('phone-number', input.OriginationIdentity));
    const action = input.KeywordAction ?? 'AUTOMATIC_RESPONSE';
    const { Keyword, KeywordMessage } = input;
    state.putKeyword(origin.id, { keyword: Keyword, message: KeywordMessage, action });
    return ok({
      OriginationIdentityArn: origin.arn,
      OriginationIdentity: origin.id,
      Keyword,
      KeywordMessage,
      KeywordAction: action,
    });
  });
}
