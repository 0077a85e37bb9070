import fc from 'fast-check';
import { expect } from 'vitest';
import type { CampaignState } from '../../src/campaign/campaign-store.ts';
import type { FrequencyCap } from '../../src/consent/frequency-cap.ts';
import type { EventType } from '../../src/delivery/event.ts';
import { attemptId } from '../../src/delivery/message.ts';
import type { Change } from '../../src/delivery/transition.ts';
import { AT_ONCE } from '../../src/delivery/transition.ts';
import { makeEvent, NO_TOTALS } from '../support/make.ts';
import type { EngineStores } from '../conformance/engine-harness.ts';
import { compareStores } from './compare-stores.ts';
import { type LedgerPair, MESSAGES, START } from './ledger-pair.ts';

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
    await compareStores(pair);
  }

  toString(): string {
    return this.#name;
  }
}

const message = fc.nat({ max: MESSAGES - 1 });
const someMessages = fc.uniqueArray(message, { minLength: 1, maxLength: 6 });
const campaign = fc.nat({ max: 1 });
/** When, after the start: times come in any order, as clocks do. */
const time = fc.integer({ min: 0, max: 100_000 }).map((ms) => START + ms);
const due = fc.oneof(fc.constant(0), fc.constant(AT_ONCE), time);
/** Mostly the newest attempt of a message, now and then one before it or one that was never made. */
const back = fc.constantFrom(0, 0, 0, 0, 0, 1, 2, -1);

const STATES: readonly CampaignState[] = ['draft', 'planned', 'running', 'paused', 'finished', 'cancelled'];

const caps: fc.Arbitrary<readonly FrequencyCap[]> = fc.oneof(
  fc.constant([]),
  fc.record({ max: fc.integer({ min: 1, max: 2 }), withinMs: fc.integer({ min: 1, max: 100_000 }) }).map((cap) => [cap]),
);

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({
    kind: fc.constant('outcome' as const),
    number: back,
    outcome: fc.oneof(
      { weight: 3, arbitrary: fc.constant({ kind: 'accepted' as const, providerId: '' }) },
      fc.constant({ kind: 'refused' as const, reason: 'invalid_number' }),
      fc.constant({ kind: 'throttled' as const, reason: 'rate' }),
      fc.constant({ kind: 'not_sent' as const, reason: 'refused', hold: 'message' as const }),
      fc.constant({ kind: 'unknown' as const, reason: 'timeout' }),
    ),
    dueAt: due,
  }),
  fc.record({ kind: fc.constant('defer' as const), dueAt: due, reason: fc.constantFrom('scheduled', 'quiet_hours') }),
  fc.record({ kind: fc.constant('again' as const), from: fc.constantFrom('unknown' as const, 'failed' as const), dueAt: due }),
  fc.record({ kind: fc.constant('close' as const), status: fc.constantFrom('expired' as const, 'cancelled' as const), reason: fc.constant('because') }),
  fc.constantFrom<Change>({ kind: 'release' }, { kind: 'fall_back' }, { kind: 'rest' }),
);

const eventTypes: readonly EventType[] = ['sent', 'delivered', 'read', 'failed', 'complained', 'opened', 'clicked'];

const event = fc.record({
  of: message,
  back,
  type: fc.constantFrom(...eventTypes),
  by: fc.constantFrom('echo', 'provider', 'both'),
  price: fc.option(fc.integer({ min: 0, max: 10_020 }), { nil: undefined }),
  reason: fc.constantFrom('unreachable', 'blocked'),
});

/** Everything that is ever done to a ledger, its plan, its campaigns and its suppressions. */
export function ledgerCommands(): fc.Arbitrary<Iterable<fc.AsyncCommand<object, LedgerPair>>> {
  return fc.commands(
    [
      fc.tuple(someMessages, time, caps).map(
        ([places, now, limits]) =>
          new LedgerCommand(`intend ${places.join()} at ${now - START} ${JSON.stringify(limits)}`, async (stores, pair) => {
            const verdicts = await stores.ledger.intend(pair.messages(places), now, limits);
            for (const { kind } of verdicts) pair.seen.add(kind);
            return verdicts;
          }),
      ),
      fc.tuple(fc.array(fc.tuple(message, change), { minLength: 1, maxLength: 4 }), time).map(
        ([changes, now]) =>
          new LedgerCommand(`apply ${JSON.stringify(changes)} at ${now - START}`, async (stores, pair) => {
            const requests = changes.map(async ([place, each]) => ({ id: pair.message(place).id, change: await pair.ofAttempt(stores, place, each) }));
            return stores.ledger.apply(await Promise.all(requests), now);
          }),
      ),
      fc.tuple(fc.array(event, { minLength: 1, maxLength: 4 }), time).map(
        ([events, now]) =>
          new LedgerCommand(`fold ${JSON.stringify(events)}`, async (stores, pair) =>
            stores.ledger.fold(await Promise.all(events.map((each) => eventOf(stores, pair, each))), now),
          ),
      ),
      fc.tuple(message, time).map(
        ([place, now]) =>
          new LedgerCommand(`fall back from ${place}`, (stores, pair) => stores.ledger.fallBack(pair.message(place).id, pair.fallbackOf(place), now)),
      ),
      fc.tuple(campaign, fc.constantFrom(...STATES), fc.constantFrom(...STATES), time).map(
        ([place, from, to, now]) =>
          new LedgerCommand(`move campaign ${place} ${from}>${to}`, (stores, pair) => stores.campaigns.move(pair.campaign(place), [from], to, 'why', now)),
      ),
      fc.tuple(campaign, time).map(
        ([place, now]) =>
          new LedgerCommand(`run campaign ${place}`, (stores, pair) => stores.campaigns.move(pair.campaign(place), STATES, 'running', '', now)),
      ),
      campaign.map((place) => new LedgerCommand(`cancel what is queued of ${place}`, (stores, pair) => stores.ledger.cancelQueued(pair.campaign(place)))),
      campaign.map((place) => new LedgerCommand(`plan campaign ${place} again`, (stores, pair) => replan(stores, pair, place))),
      message.map(
        (place) =>
          new LedgerCommand(`opt out ${place}`, (stores, pair) =>
            stores.suppressions.add([{ key: pair.message(place).addressKey, channel: 'sms', reason: 'opted_out', source: 'test', at: START }]),
          ),
      ),
      message.map((place) => new LedgerCommand(`opt in ${place}`, (stores, pair) => stores.suppressions.lift([pair.message(place).addressKey]))),
    ],
    { maxCommands: 40 },
  );
}

async function eventOf(stores: EngineStores, pair: LedgerPair, { of, back: before, type, by, price, reason }: typeof event extends fc.Arbitrary<infer E> ? E : never) {
  const { id } = pair.message(of);
  const n = await pair.attemptNumber(stores, of, before);
  return makeEvent({
    // Said twice it is the same event.
    eventId: `${id} ${n} ${type} ${by} ${price} ${reason}`,
    type,
    ...(by === 'provider' ? {} : { attemptId: attemptId(stores.workspaceId, id, n) }),
    ...(by === 'echo' ? {} : { providerId: pair.providerId(of, n) }),
    ...(price === undefined ? {} : { price }),
    ...(type === 'failed' ? { reason, bounced: reason === 'blocked' } : {}),
  });
}

/** As a launch does: a round, its decisions, and the totals. */
async function replan(stores: EngineStores, pair: LedgerPair, place: number): Promise<unknown> {
  const id = pair.campaign(place);
  const round = await stores.plan.clear(id);
  const skips = [{ customerKey: pair.customerKey(0), reason: 'no_consent' }];
  const added = await stores.plan.append(id, pair.plannedOf(place), skips, round);
  const late = await stores.plan.append(id, [], [], (round ?? 0) - 1);
  return [round, added, late, await stores.campaigns.setPlanned(id, NO_TOTALS, round)];
}
