import { systemClock } from '../../src/kernel/clock.ts';
import { CHANNELS } from '../../src/kernel/channel.ts';
import { SimulatedCarriers } from '../../src/simulator/carrier.ts';
import { PRESETS } from '../../src/simulator/presets.ts';
import { parseScript } from '../../src/simulator/script.ts';
import { makeRequest } from '../support/make.ts';
import { type Manner, MANNERS, providerSuite } from './provider.ts';

const FATES: Readonly<Record<Manner, object>> = {
  accept: { answer: 'accepted' },
  throttle: { answer: 'throttled' },
  refuse: { answer: 'refused', reason: 'invalid_number' },
  hang: { answer: 'timed_out' },
  'accept and say nothing': { answer: 'answer_lost', by: 'silence' },
  'break off': { answer: 'answer_lost', by: 'reset' },
};
const SCRIPT = parseScript(
  MANNERS.map((manner, i) => ({ match: { addressEndsWith: String(i) }, fate: FATES[manner] })),
  'this test',
);

for (const channel of CHANNELS) {
  providerSuite({
    name: `simulated ${channel}`,
    channel,
    manners: MANNERS,
    open: async () => {
      const received: string[] = [];
      const carriers = new SimulatedCarriers({
        clock: systemClock,
        seed: 1,
        behaviour: PRESETS.unlimited,
        script: SCRIPT,
        deliver: () => undefined,
        callTimeoutMs: 50,
      });
      const receive = carriers.receive.bind(carriers);
      carriers.receive = (to, request) => {
        received.push(request.attemptId);
        return receive(to, request);
      };
      let made = 0;
      return {
        provider: carriers.provider(channel),
        request: (manner) => {
          const nth = ++made;
          const address = `+1425555${String(nth).padStart(3, '0')}${MANNERS.indexOf(manner)}`;
          return makeRequest({ attemptId: `abcdefgh.1-${nth}-1s.1`, address });
        },
        received: () => received,
        close: () => carriers.stop(),
      };
    },
  });
}
