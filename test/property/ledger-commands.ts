import fc from 'fast-check';
import { expect } from 'vitest';
import type { CampaignState } from '../../src/campaign/campaign-store.ts';
import type { Outcome } from '../../src/channels/outcome.ts';
import type { FrequencyCap } from '../../src/consent/frequency-cap.ts';
import type { EventType, ProviderEvent } from '../../src/delivery/event.ts';
import { attemptId } from '../../src/delivery/message.ts';
import type { Change } from '../../src/delivery/transition.ts';
import { AT_ONCE } from '../../src/delivery/transition.ts';
import { makeEvent, NO_TOTALS } from '../support/make.ts';
import type { EngineStores } from '../conformance/engine-harness.ts';
import { compareStores } from './compare-stores.ts';
import { FIRST_STEPS, type LedgerPair, MESSAGES, START } from './ledger-pair.ts';

/** One thing done to both stores; their answers have to be the same, and so has everything that can be read from them afterwards. */
class LedgerCommand implements fc.AsyncCommand<object, LedgerPair> {
  readonly #name: string;
  readonly #run: (stores: EngineStores, pair: LedgerPair) => Promise<unknown>;

  constructor(name: string, run: (stores: EngineStores, pair: LedgerPair) => Promise<unknown>) {
    this.#name = name;
    this.#run = run;
  }

  check(): boolean {
    return true;
  }

  async run(_model: object, pair: LedgerPair): Promise<void> {
    const [expected, actual] = [await this.#run(pair.model, pair), await this.#run(pair.real, pair)];
    expect(actual).toEqual(expected);
    if (pair.lags === undefined) await compareStores(pair);
  }

  toString(): string {
    return this.#name;
  }
}

const message = fc.nat({ max: MESSAGES - 1 });
const someMessages = fc.uniqueArray(message, { minLength: 2, maxLength: MESSAGES });
const campaign = fc.nat({ max: 1 });
/** When, after the start: times come in any order, as clocks do. */
const time = fc.integer({ min: 0, max: 100_000 }).map((ms) => START + ms);
const due = fc.oneof(fc.constant(0), fc.constant(AT_ONCE), time);
/** Mostly the newest attempt of a message, now and then one before it or one that was never made. */
const back = fc.constantFrom(0, 0, 0, 0, 0, 1, 2, -1);

const CLOSES: readonly Change[] = [
  { kind: 'close', status: 'expired', reason: 'too_late' },
  { kind: 'close', status: 'cancelled', reason: 'because' },
];

const MOVES: readonly (readonly [CampaignState, CampaignState])[] = [
  ['planned', 'cancelled'],
  ['running', 'paused'],
  ['running', 'finished'],
  ['running', 'cancelled'],
  ['paused', 'running'],
  ['finished', 'running'],
];

const caps: fc.Arbitrary<readonly FrequencyCap[] | undefined> = fc.oneof(
  fc.constant(undefined),
  fc
    .record({ max: fc.integer({ min: 1, max: 2 }), withinMs: fc.integer({ min: 1, max: 100_000 }) })
    .map((cap) => [cap]),
);

const outcome: fc.Arbitrary<Change> = fc.record({
  kind: fc.constant('outcome' as const),
  number: back,
  outcome: fc.constantFrom<Outcome>(
    // Carriers give each attempt an id of its own, which is put in later.
    { kind: 'accepted', providerId: '' },
    { kind: 'accepted', providerId: '' },
    { kind: 'refused', reason: 'invalid_number' },
    { kind: 'throttled', reason: 'rate' },
    { kind: 'not_sent', reason: 'refused', hold: 'message' },
    { kind: 'unknown', reason: 'timeout' },
  ),
  dueAt: due,
});

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 6, arbitrary: outcome },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('defer' as const),
      dueAt: due,
      reason: fc.constantFrom('scheduled', 'quiet_hours'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('again' as const),
      from: fc.constantFrom('unknown' as const, 'failed' as const),
      dueAt: due,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Change>({ kind: 'release' }, { kind: 'fall_back' }, { kind: 'rest' }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Change>(...CLOSES) },
);

const eventTypes: readonly EventType[] = [
  'sent',
  'delivered',
  'read',
  'failed',
  'complained',
  'opened',
  'clicked',
];

const event = fc.record({
  of: message,
  back,
  type: fc.constantFrom(...eventTypes),
  by: fc.constantFrom('echo', 'provider', 'both'),
  priced: fc.boolean(),
  reason: fc.constantFrom('unreachable', 'blocked'),
});

/** Everything that is ever done to a ledger, its plan, its campaigns and its suppressions; sending most of the time. */
export function ledgerCommands(): fc.Arbitrary<Iterable<fc.AsyncCommand<object, LedgerPair>>> {
  const sending = [intends, applies, folds];
  return fc.commands(
    [
      ...sending,
      ...sending,
      ...sending,
      ...sending,
      fallsBack,
      fallsBack,
      reachesTwice,
      sendsAgain,
      ...steering,
    ],
    { maxCommands: 50, size: 'max' },
  );
}

const intends = fc.tuple(someMessages, time, caps).map(
  ([places, now, limits]) =>
    new LedgerCommand(
      `intend ${places.join()} at ${now - START} ${JSON.stringify(limits)}`,
      async (stores, pair) => {
        const stored = await pair.stored(stores, places);
        const verdicts = await stores.ledger.intend(stored, now, limits ?? pair.caps);
        for (const { kind } of verdicts) pair.seen.add(kind);
        return verdicts;
      },
    ),
);

/** One change a message: of two, a store may fold what waited for the first after the second. */
const changes = fc.uniqueArray(fc.tuple(message, change), {
  minLength: 1,
  maxLength: 4,
  selector: ([place]) => place,
});

const applies = fc.tuple(changes, time).map(
  ([changes, now]) =>
    new LedgerCommand(`apply ${JSON.stringify(changes)} at ${now - START}`, async (stores, pair) => {
      const stored = await pair.stored(
        stores,
        changes.map(([place]) => place),
      );
      const known = changes.filter(([place]) => stored.includes(pair.message(place)));
      const requests = known.map(async ([place, each]) => ({
        id: pair.message(place).id,
        change: await pair.ofAttempt(stores, place, each),
      }));
      return stores.ledger.apply(await Promise.all(requests), now);
    }),
);

const folds = fc
  .tuple(fc.array(event, { minLength: 1, maxLength: 6 }), time)
  .map(
    ([events, now]) =>
      new LedgerCommand(`fold ${JSON.stringify(events)}`, async (stores, pair) =>
        stores.ledger.fold(await Promise.all(events.map((each) => eventOf(stores, pair, each))), now),
      ),
  );

const fallsBack = fc
  .tuple(fc.nat({ max: FIRST_STEPS - 1 }), time)
  .map(
    ([place, now]) =>
      new LedgerCommand(`fall back from ${place} at ${now - START}`, (stores, pair) =>
        stores.ledger.fallBack(pair.message(place).id, pair.message(place + FIRST_STEPS), now),
      ),
  );

/** A whole way that chance seldom finds: sent, fallen back from, the next sent too, and receipts for both. */
const reachesTwice = fc.tuple(fc.nat({ max: FIRST_STEPS - 1 }), fc.boolean()).map(
  ([place, firstFirst]) =>
    new LedgerCommand(
      `reach ${place} twice, the first ${firstFirst ? 'first' : 'last'}`,
      async (stores, pair) => {
        const [first, next] = [pair.message(place), pair.message(place + FIRST_STEPS)];
        const accept = async (at: number) => {
          const change = await pair.ofAttempt(stores, at, {
            kind: 'outcome',
            number: 0,
            outcome: { kind: 'accepted', providerId: '' },
            dueAt: 0,
          });
          return stores.ledger.apply([{ id: pair.message(at).id, change }], START);
        };
        const receipt = (of: number) =>
          eventOf(stores, pair, {
            of,
            back: 0,
            type: 'delivered',
            by: 'echo',
            priced: false,
            reason: 'unreachable',
          });
        const taken = [
          await stores.ledger.intend([first], START, pair.caps),
          await accept(place),
          await stores.ledger.fallBack(first.id, next, START),
        ];
        if ((await pair.stored(stores, [place + FIRST_STEPS])).length > 0)
          taken.push(await stores.ledger.intend([next], START, pair.caps), await accept(place + FIRST_STEPS));
        const receipts = [await receipt(place), await receipt(place + FIRST_STEPS)];
        for (const one of firstFirst ? receipts : receipts.toReversed())
          await stores.ledger.fold([one], START);
        return taken;
      },
    ),
);

/** The answer is lost, and it is sent again. */
const sendsAgain = fc.tuple(fc.nat({ max: FIRST_STEPS - 1 }), time).map(
  ([place, now]) =>
    new LedgerCommand(`lose the answer of ${place} and send it again`, async (stores, pair) => {
      const { id } = pair.message(place);
      const lost = await pair.ofAttempt(stores, place, {
        kind: 'outcome',
        number: 0,
        outcome: { kind: 'unknown', reason: 'reset' },
        dueAt: 0,
      });
      const again: Change = { kind: 'again', from: 'unknown', dueAt: AT_ONCE };
      return [
        await stores.ledger.intend([pair.message(place)], now, pair.caps),
        await stores.ledger.apply([{ id, change: lost }], now),
        await stores.ledger.apply([{ id, change: again }], now),
        await stores.ledger.intend([pair.message(place)], now, pair.caps),
      ];
    }),
);

const steering = [
  fc
    .tuple(campaign, fc.constantFrom(...MOVES), time)
    .map(
      ([place, [from, to], now]) =>
        new LedgerCommand(`move campaign ${place} ${from}>${to}`, (stores, pair) =>
          stores.campaigns.move(pair.campaign(place), [from], to, 'why', now),
        ),
    ),
  fc.tuple(campaign, time).map(
    ([place, now]) =>
      new LedgerCommand(`run campaign ${place}`, async (stores, pair) => {
        const planned = await replan(stores, pair, place);
        return [
          planned,
          await stores.campaigns.move(
            pair.campaign(place),
            ['planned', 'paused', 'finished'],
            'running',
            '',
            now,
          ),
        ];
      }),
  ),
  campaign.map(
    (place) =>
      new LedgerCommand(`cancel what is queued of ${place}`, (stores, pair) =>
        stores.ledger.cancelQueued(pair.campaign(place)),
      ),
  ),
  campaign.map(
    (place) =>
      new LedgerCommand(`plan campaign ${place} again`, (stores, pair) => replan(stores, pair, place)),
  ),
  message.map(
    (place) =>
      new LedgerCommand(`opt out ${place}`, (stores, pair) =>
        stores.suppressions.add([
          {
            key: pair.message(place).addressKey,
            channel: 'sms',
            reason: 'opted_out',
            source: 'test',
            at: START,
          },
        ]),
      ),
  ),
  message.map(
    (place) =>
      new LedgerCommand(`opt in ${place}`, (stores, pair) =>
        stores.suppressions.lift([pair.message(place).addressKey]),
      ),
  ),
];

interface SomeEvent {
  readonly of: number;
  readonly back: number;
  readonly type: EventType;
  readonly by: string;
  readonly priced: boolean;
  readonly reason: string;
}

async function eventOf(
  stores: EngineStores,
  pair: LedgerPair,
  { of, back: before, type, by, priced, reason }: SomeEvent,
): Promise<ProviderEvent> {
  const { id, price } = pair.message(of);
  const n = await pair.attemptNumber(stores, of, before);
  return makeEvent({
    // Said twice it is the same event.
    eventId: `${id} ${n} ${type} ${by} ${priced} ${reason}`,
    type,
    ...(by === 'provider' ? {} : { attemptId: attemptId(stores.workspaceId, id, n) }),
    ...(by === 'echo' ? {} : { providerId: pair.providerId(of, n) }),
    // A carrier has one price for an attempt, and not more than its list says: nothing, half or all of it.
    ...(priced ? { price: price * (((of + n) % 3) / 2) } : {}),
    ...(type === 'failed' ? { reason, bounced: reason === 'blocked' } : {}),
  });
}

/** As a launch does: a round, its decisions, and the totals. */
async function replan(stores: EngineStores, pair: LedgerPair, place: number): Promise<unknown> {
  const id = pair.campaign(place);
  const round = await stores.plan.clear(id);
  const skips = pair.customers().map((customerKey) => ({ customerKey, reason: 'no_consent' }));
  const added = await stores.plan.append(id, pair.plannedOf(place), skips, round);
  const late = await stores.plan.append(id, [], [], (round ?? 0) - 1);
  return [round, added, late, await stores.campaigns.setPlanned(id, NO_TOTALS, round)];
}
