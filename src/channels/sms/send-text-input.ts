import type { SendTextMessageCommandInput } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import type { Outcome } from '../outcome.ts';
import type { SendRequest } from '../provider.ts';
import { ECHO_CONTEXT } from './echo-context.ts';

/** Seconds that AWS takes for `TimeToLive` (aws-facts 1.1). */
const SHORTEST_LIFE = 5;
const LONGEST_LIFE = 259_200;

export type SendTextInput =
  | { readonly kind: 'input'; readonly input: SendTextMessageCommandInput }
  | { readonly kind: 'settled'; readonly outcome: Outcome };

/** The request for a message, or why there is none. `now`: epoch ms. */
export function sendTextInput(request: SendRequest, now: number): SendTextInput {
  const { content, origin, expiresAt } = request;
  if (content.kind !== 'sms')
    return settled({ kind: 'not_sent', reason: 'channel_not_supported', hold: 'origin' });
  const life = Math.floor((expiresAt - now) / 1000);
  // AWS cannot be told to give up sooner: it comes back, and the ledger ends it when its time is over.
  if (expiresAt > 0 && life < SHORTEST_LIFE)
    return settled({ kind: 'not_sent', reason: 'expires_too_soon', hold: 'message' });
  return {
    kind: 'input',
    input: {
      DestinationPhoneNumber: request.address,
      OriginationIdentity: origin.identity,
      MessageBody: content.text,
      // Named, since what AWS takes it for otherwise is not documented.
      MessageType: request.messageType === 'promotional' ? 'PROMOTIONAL' : 'TRANSACTIONAL',
      Context: { [ECHO_CONTEXT]: request.attemptId },
      ...(expiresAt > 0 && { TimeToLive: Math.min(life, LONGEST_LIFE) }),
      ...(origin.configurationSet !== undefined && { ConfigurationSetName: origin.configurationSet }),
      ...(origin.protectConfiguration !== undefined && {
        ProtectConfigurationId: origin.protectConfiguration,
      }),
      ...(origin.maxPrice !== undefined && { MaxPrice: priceText(origin.maxPrice) }),
      ...registeredInIndia(request, content.dltTemplateId),
    },
  };
}

/** `[0-9]{0,2}\.[0-9]{1,5}` (aws-facts 1.1). */
function priceText(dollars: number): string {
  return dollars.toFixed(5);
}

/** What carriers in India ask for, and what AWS takes for no other country. */
function registeredInIndia(
  { origin, country, address }: SendRequest,
  template: string | undefined,
): Pick<SendTextMessageCommandInput, 'DestinationCountryParameters'> {
  const isIndia = country === undefined ? address.startsWith('+91') : country === 'IN';
  if (!isIndia || (origin.dltEntityId === undefined && template === undefined)) return {};
  return {
    DestinationCountryParameters: {
      ...(origin.dltEntityId !== undefined && { IN_ENTITY_ID: origin.dltEntityId }),
      ...(template !== undefined && { IN_TEMPLATE_ID: template }),
    },
  };
}

function settled(outcome: Outcome): SendTextInput {
  return { kind: 'settled', outcome };
}
