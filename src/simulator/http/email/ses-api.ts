import { limitedCalls } from '../limited-calls.ts';
import type { Operation, Service } from '../protocol.ts';
import { type RestRoute, restRouter } from '../rest-routes.ts';
import {
  getAccount,
  getConfigurationSet,
  getEventDestinations,
  getIdentity,
  listConfigurationSets,
  listIdentities,
} from './account-operations.ts';
import { sesErrors } from './errors.ts';
import { type EmailSending, sendEmail } from './send-email.ts';
import { deleteSuppressed, getSuppressed, listSuppressed, putSuppressed } from './suppression.ts';

const PAGING = {
  NextToken: { member: 'NextToken' },
  PageSize: { member: 'PageSize', as: 'number' },
} as const;
const SUPPRESSED = 'suppression/addresses';

/** sesv2: REST with JSON under `/v2/email`. */
export function emailService(sending: EmailSending): Service {
  const { state, carriers } = sending;
  const tooMany = () => sesErrors.tooManyRequests('Too many requests.');
  const limited = limitedCalls(carriers, 'email', () => state.account.readsPerSecond, tooMany);
  const route = (
    method: string,
    path: string,
    operation: Operation,
    query: RestRoute['query'] = {},
  ): RestRoute => ({ method, path: `/v2/email/${path}`, operation: limited(operation), query });
  return {
    protocol: 'rest',
    messageMember: 'message',
    malformed: sesErrors.badRequest,
    route: restRouter([
      { method: 'POST', path: '/v2/email/outbound-emails', operation: sendEmail(sending) },
      route('GET', 'account', getAccount(state)),
      route('GET', 'identities', listIdentities(state), PAGING),
      // The SDK's model of 2026-11 asks here; the CLI's of 2026-08 as above. So it is with the sets.
      route('POST', 'list-identities', listIdentities(state)),
      route('GET', 'identities/{EmailIdentity}', getIdentity(state)),
      route('GET', 'configuration-sets', listConfigurationSets(state), PAGING),
      route('POST', 'list-configuration-sets', listConfigurationSets(state)),
      route('GET', 'configuration-sets/{ConfigurationSetName}', getConfigurationSet(state)),
      route(
        'GET',
        'configuration-sets/{ConfigurationSetName}/event-destinations',
        getEventDestinations(state),
      ),
      route('PUT', SUPPRESSED, putSuppressed(state)),
      route('GET', SUPPRESSED, listSuppressed(state), {
        ...PAGING,
        Reason: { member: 'Reasons', as: 'list' },
        StartDate: { member: 'StartDate' },
        EndDate: { member: 'EndDate' },
      }),
      route('GET', `${SUPPRESSED}/{EmailAddress}`, getSuppressed(state)),
      route('DELETE', `${SUPPRESSED}/{EmailAddress}`, deleteSuppressed(state)),
    ]),
  };
}
