import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Outcome } from '../../src/channels/outcome.ts';
import type { Provider, SendRequest } from '../../src/channels/provider.ts';
import type { Channel } from '../../src/kernel/channel.ts';

/** What a carrier can be made to do with a request. */
export const MANNERS = [
  'accept',
  'throttle',
  'refuse',
  'hang',
  'accept and say nothing',
  'break off',
] as const;
export type Manner = (typeof MANNERS)[number];

/** How a provider is opened for the suite, with a carrier behind it: in this process, on the wire, or a real account. */
export interface ProviderHarness {
  readonly name: string;
  readonly channel: Channel;
  /** What its carrier can be made to do; a real account does not break off to order. */
  readonly manners: readonly Manner[];
  /** How many calls beside each other it is asked for; a real account has a rate. Absent: 10. */
  readonly atOnce?: number;
  open(): Promise<OpenProvider>;
}

export interface OpenProvider {
  readonly provider: Provider;
  /** A request with an attempt id of its own, with which the carrier will do this. */
  request(manner: Manner): SendRequest;
  /** The attempt id of every request that reached the carrier, in order; `undefined` where nobody can look. */
  received(): readonly string[] | undefined;
  close(): Promise<void>;
}

/** A call ends on its own: this is only so long that a slow machine is not taken for a hanging call. */
const ENDS_WITHIN_MS = 60_000;

/** What every provider has to keep (src/channels/provider.ts). */
export function providerSuite(harness: ProviderHarness): void {
  const { atOnce = 10 } = harness;
  const can = (manner: Manner) => (harness.manners.includes(manner) ? test : test.skip);

  describe(`provider: ${harness.name}`, () => {
    let open: OpenProvider;
    beforeEach(async () => {
      open = await harness.open();
    });
    afterEach(() => open.close());

    async function send(manner: Manner): Promise<Outcome> {
      const request = open.request(manner);
      const outcome = await open.provider.send(request);
      // Whatever became of it: one request, with the echo.
      expect(open.received() ?? [request.attemptId]).toEqual([request.attemptId]);
      return outcome;
    }

    test('is for its channel', () => expect(open.provider.channel).toBe(harness.channel));

    can('accept')('an acceptance has the name that events will use', async () => {
      expect(await send('accept')).toEqual({ kind: 'accepted', providerId: expect.stringMatching(/\S/) });
    });

    can('accept')(
      'calls beside each other are one request each, and each accepted message has its own name',
      async () => {
        const requests = Array.from({ length: atOnce }, () => open.request('accept'));
        const outcomes = await Promise.all(requests.map((request) => open.provider.send(request)));
        const names = outcomes.map((outcome) => (outcome.kind === 'accepted' ? outcome.providerId : ''));
        expect(new Set(names).size).toBe(atOnce);
        expect(names).not.toContain('');
        const echoes = requests.map(({ attemptId }) => attemptId).sort();
        expect([...(open.received() ?? echoes)].sort()).toEqual(echoes);
      },
    );

    can('throttle')('too fast is no attempt', async () => {
      expect(await send('throttle')).toEqual({
        kind: 'throttled',
        reason: expect.stringMatching(/^[a-z_]+$/),
      });
    });

    can('refuse')('a refusal has a reason', async () => {
      expect(await send('refuse')).toMatchObject({
        kind: 'refused',
        reason: expect.stringMatching(/^[a-z_]+$/),
      });
    });

    describe.each(['hang', 'accept and say nothing', 'break off'] as const)('%s', (manner) => {
      can(manner)(
        'nobody can tell what became of it: unknown, after one request, and the next call works',
        async () => {
          expect(await send(manner)).toEqual({ kind: 'unknown', reason: expect.stringMatching(/^[a-z_]+$/) });
          if (!harness.manners.includes('accept')) return;
          expect(await open.provider.send(open.request('accept'))).toMatchObject({ kind: 'accepted' });
        },
        ENDS_WITHIN_MS,
      );
    });

    test('never throws: content of another channel is no message', async () => {
      const content = { kind: harness.channel === 'sms' ? 'email' : 'sms', subject: '', text: '' } as const;
      const { kind } = await open.provider.send({ ...open.request('refuse'), content });
      expect(['refused', 'not_sent']).toContain(kind);
    });
  });
}
