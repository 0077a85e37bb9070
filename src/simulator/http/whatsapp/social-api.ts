import { limitedCalls } from '../limited-calls.ts';
import type { Operation, Service } from '../protocol.ts';
import { type RestRoute, restRouter } from '../rest-routes.ts';
import { socialErrors } from './errors.ts';
import { getAccount, getNumber, listAccounts } from './linked-accounts.ts';
import { sendWhatsAppMessage, type WhatsAppSending } from './send-whatsapp-message.ts';
import { createTemplate, deleteTemplate, getTemplate, listTemplates } from './templates.ts';

const ID = { id: { member: 'id' } } as const;
const PAGING = {
  nextToken: { member: 'nextToken' },
  maxResults: { member: 'maxResults', as: 'number' },
} as const;
const TEMPLATE = {
  metaTemplateId: { member: 'metaTemplateId' },
  templateName: { member: 'templateName' },
} as const;

/** socialmessaging: REST with JSON under `/v1/whatsapp`. */
export function socialService(sending: WhatsAppSending): Service {
  const { state, carriers } = sending;
  const limited = limitedCalls(
    carriers,
    'whatsapp',
    () => state.account.readsPerSecond,
    socialErrors.throttled,
  );
  const route = (
    method: string,
    path: string,
    operation: Operation,
    query: RestRoute['query'] = {},
  ): RestRoute => ({ method, path: `/v1/whatsapp/${path}`, operation: limited(operation), query });
  const send = { method: 'POST', path: '/v1/whatsapp/send', operation: sendWhatsAppMessage(sending) };
  return {
    protocol: 'rest',
    messageMember: 'message',
    malformed: socialErrors.validation,
    route: restRouter([
      send,
      route('GET', 'waba/list', listAccounts(state), PAGING),
      route('GET', 'waba/details', getAccount(state), ID),
      route('GET', 'waba/phone/details', getNumber(state), ID),
      route('GET', 'template/list', listTemplates(state), { ...ID, ...PAGING }),
      route('GET', 'template', getTemplate(state), {
        ...ID,
        ...TEMPLATE,
        templateLanguageCode: { member: 'templateLanguageCode' },
      }),
      route('POST', 'template/put', createTemplate(state)),
      route('DELETE', 'template', deleteTemplate(state), {
        ...ID,
        ...TEMPLATE,
        // The query has another name than the member.
        deleteAllTemplates: { member: 'deleteAllLanguages', as: 'boolean' },
      }),
    ]),
  };
}
