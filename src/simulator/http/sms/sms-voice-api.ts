import { limitedCalls } from '../limited-calls.ts';
import { parseJson, type Service } from '../protocol.ts';
import { accountOperations } from './describe-account.ts';
import { originOperations } from './describe-origins.ts';
import { malformed, throttling } from './errors.ts';
import { keywordOperations } from './keywords.ts';
import { optOutOperations } from './opt-outs.ts';
import type { SmsSending } from './prepare-text-message.ts';
import { sendTextMessage } from './send-text-message.ts';

const TARGET = 'PinpointSMSVoiceV2.';

/** pinpoint-sms-voice-v2: awsJson1_0, every operation a POST to `/`. */
export function smsService(sending: SmsSending): Service {
  const { state, carriers } = sending;
  const limited = limitedCalls(carriers, 'sms', () => state.account.readsPerSecond, throttling);
  const reads = [
    ...originOperations(state),
    ...accountOperations(state),
    ...optOutOperations(state),
    ...keywordOperations(state),
  ].map(limited);
  const operations = new Map([sendTextMessage(sending), ...reads].map((each) => [each.name, each]));
  return {
    protocol: 'json',
    messageMember: 'Message',
    malformed,
    route({ target, body }) {
      if (target?.startsWith(TARGET) !== true) return undefined;
      const operation = operations.get(target.slice(TARGET.length));
      return operation === undefined ? undefined : { operation, input: parseJson(body) };
    },
  };
}
