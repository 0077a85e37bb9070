import { z } from 'zod';
import { pageOf } from '../pages.ts';
import { failed, type Operation, ok, operation } from '../protocol.ts';
import type { EmailIdentity } from './account-schema.ts';
import { invalidInput, sesErrors } from './errors.ts';
import type { EmailState } from './state.ts';

/** GetAccount. */
export function getAccount(state: EmailState): Operation {
  return operation('GetAccount', z.object({}), invalidInput, () => {
    const { account } = state;
    return ok({
      DedicatedIpAutoWarmupEnabled: false,
      EnforcementStatus: account.enforcement,
      ProductionAccessEnabled: account.production,
      SendQuota: {
        Max24HourSend: account.perDay,
        MaxSendRate: rateInJson(state.rate()),
        SentLast24Hours: state.sentLast24Hours,
      },
      SendingEnabled: account.sendingEnabled && account.enforcement !== 'SHUTDOWN',
      SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      VdmAttributes: { VdmEnabled: 'DISABLED' },
      PricingAttributes: { CurrentPlan: account.plan },
    });
  });
}

/** JSON has no number for "no limit". */
function rateInJson(rate: number): number {
  return rate === Infinity ? 1_000_000 : rate;
}

export const pageMembers = {
  NextToken: z.string().optional(),
  PageSize: z.number().int().min(1).max(1000).optional(),
};

function typeOf({ name }: EmailIdentity): string {
  return name.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN';
}

/** ListEmailIdentities. */
export function listIdentities(state: EmailState): Operation {
  const schema = z.object({
    Filter: z
      .partialRecord(z.enum(['IDENTITY_NAME_CONTAINS', 'IDENTITY_TYPE', 'VERIFICATION_STATUS']), z.string())
      .optional(),
    ...pageMembers,
  });
  return operation('ListEmailIdentities', schema, invalidInput, ({ Filter = {}, NextToken, PageSize }) => {
    const wanted = state.account.identities.filter(
      (identity) =>
        identity.name.includes(Filter.IDENTITY_NAME_CONTAINS ?? '') &&
        (Filter.IDENTITY_TYPE ?? typeOf(identity)) === typeOf(identity) &&
        (Filter.VERIFICATION_STATUS ?? identity.verification) === identity.verification,
    );
    const page = pageOf(wanted, PageSize ?? 100, NextToken);
    if (page === undefined) return failed(sesErrors.badRequest('NextToken is not valid.'));
    return ok({
      EmailIdentities: page.items.map((identity) => ({
        IdentityType: typeOf(identity),
        IdentityName: identity.name,
        SendingEnabled: identity.sendingEnabled,
        VerificationStatus: identity.verification,
      })),
      ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
    });
  });
}

/** GetEmailIdentity. */
export function getIdentity(state: EmailState): Operation {
  const schema = z.object({ EmailIdentity: z.string().min(1) });
  return operation('GetEmailIdentity', schema, invalidInput, ({ EmailIdentity: name }) => {
    const identity = state.account.identities.find((each) => each.name === name);
    if (identity === undefined) return failed(sesErrors.notFound('email identity'));
    const verified = identity.verification === 'SUCCESS';
    return ok({
      IdentityType: typeOf(identity),
      FeedbackForwardingStatus: true,
      VerifiedForSendingStatus: verified,
      DkimAttributes: {
        SigningEnabled: verified,
        Status: identity.name.includes('@') ? 'NOT_STARTED' : identity.verification,
        SigningAttributesOrigin: 'AWS_SES',
      },
      Policies: {},
      Tags: [],
      ...(identity.configurationSet !== undefined && { ConfigurationSetName: identity.configurationSet }),
      VerificationStatus: identity.verification,
    });
  });
}

/** ListConfigurationSets. */
export function listConfigurationSets(state: EmailState): Operation {
  const schema = z.object(pageMembers);
  return operation('ListConfigurationSets', schema, invalidInput, ({ NextToken, PageSize }) => {
    const page = pageOf(state.account.configurationSets, PageSize ?? 100, NextToken);
    if (page === undefined) return failed(sesErrors.badRequest('NextToken is not valid.'));
    return ok({
      ConfigurationSets: page.items.map(({ name }) => name),
      ...(page.nextToken !== undefined && { NextToken: page.nextToken }),
    });
  });
}

const setName = z.object({ ConfigurationSetName: z.string().min(1) });

/** GetConfigurationSet. */
export function getConfigurationSet(state: EmailState): Operation {
  return operation('GetConfigurationSet', setName, invalidInput, ({ ConfigurationSetName: name }) => {
    const set = state.configurationSet(name);
    if (set === undefined) return failed(sesErrors.notFound('configuration set'));
    return ok({
      ConfigurationSetName: set.name,
      DeliveryOptions: { TlsPolicy: 'OPTIONAL' },
      ReputationOptions: { ReputationMetricsEnabled: true },
      SendingOptions: { SendingEnabled: set.sendingEnabled },
      Tags: [],
      SuppressionOptions: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
    });
  });
}

/** GetConfigurationSetEventDestinations. */
export function getEventDestinations(state: EmailState): Operation {
  const name = 'GetConfigurationSetEventDestinations';
  return operation(name, setName, invalidInput, (input) => {
    const set = state.configurationSet(input.ConfigurationSetName);
    if (set === undefined) return failed(sesErrors.notFound('configuration set'));
    return ok({
      EventDestinations: set.destinations.map((destination) => ({
        Name: destination.name,
        Enabled: destination.enabled,
        MatchingEventTypes: destination.eventTypes,
        ...(destination.topic === undefined
          ? { EventBridgeDestination: { EventBusArn: state.eventBusArn } }
          : { SnsDestination: { TopicArn: destination.topic } }),
      })),
    });
  });
}
