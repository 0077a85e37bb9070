import { expect } from 'vitest';
import type { PlannedMessage } from '../../src/campaign/plan-store.ts';
import type { MessageRecord, SecondSent } from '../../src/delivery/ledger.ts';
import { hasMark, MARK, type MessageState } from '../../src/delivery/state.ts';
import { totalCost } from '../../src/delivery/tally.ts';
import { dollarsToMicros } from '../../src/kernel/money.ts';
import type { EngineStores } from '../conformance/engine-harness.ts';
import { type LedgerPair, START } from './ledger-pair.ts';

const LATE = START + 200_000;
const MANY = 1_000;

/** All that can be read: the same from both, and each number what the messages say. */
export async function compareStores(pair: LedgerPair): Promise<void> {
  const [expected, actual] = [await readAll(pair, pair.model), await readAll(pair, pair.real)];
  expect(actual).toEqual(expected);
  for (const campaign of expected.campaigns) expect(campaign.tally).toEqual(campaign.recount);
  for (const [, state] of expected.states) note(pair, state);
  if (expected.unmatched > 0) pair.seen.add('unmatched');
  await moneyAddsUp(pair);
}

function note({ seen }: LedgerPair, state: MessageState): void {
  seen.add(state.status).add(`${state.status} ${state.reason}`);
  for (const [name, mark] of Object.entries(MARK)) if (hasMark(state, mark)) seen.add(name);
  if (state.attempts > 1) seen.add('another attempt');
}

async function readAll(pair: LedgerPair, stores: EngineStores) {
  const { ledger, plan, campaigns } = stores;
  const own = new Set<string>(pair.ids());
  const inOrder = (ids: readonly string[]) => ids.filter((id) => own.has(id)).toSorted();
  await askAgain(pair, stores);
  const states = await ledger.states(pair.ids());
  // What is under way may be given again.
  const isWaiting = ({ id }: PlannedMessage) => states.get(id)?.status !== 'sending';
  return {
    states: [...states].toSorted(byKey),
    records: await Promise.all(
      pair.customers().map(async (key) => {
        const records = (await ledger.ofCustomer(key)).filter(({ state }) => !isMissing(pair, state));
        return records.map(plainRecord).toSorted(byId);
      }),
    ),
    stuck: inOrder((await ledger.stuck(LATE, MANY)).map(({ messageId }) => messageId)),
    unmatched: await ledger.unmatchedEvents(),
    suppressed: [
      ...(await stores.suppressions.find(pair.plannedOf(0).map((message) => message.addressKey))),
    ].toSorted(byKey),
    campaigns: await Promise.all(
      pair.campaigns.map(async (id) => ({
        campaign: await campaigns.find(id),
        tally: await ledger.tally(id),
        recount: await ledger.recount(id),
        due: inOrder(await ledger.due(id, START + 50_000, MANY)),
        nextDueAt: await ledger.nextDueAt(id),
        failed: inOrder(await ledger.failed(id, undefined, undefined, MANY)),
        failedAlike: inOrder(await ledger.failed(id, 'unreachable', undefined, MANY)),
        sentPerSecond: sumsOnly(pair, await ledger.sentPerSecond(id)),
        plan: (await plan.page(id, 'sms', undefined, MANY)).filter(isWaiting).toSorted(byId),
        fallbacks: (await plan.page(id, 'email', undefined, MANY)).filter(isWaiting).toSorted(byId),
      })),
    ),
  };
}

/** As a work queue does with what a worker left: some stores find what is stuck by it. */
async function askAgain(pair: LedgerPair, { ledger, plan }: EngineStores): Promise<void> {
  const sending = [...(await ledger.states(pair.ids()))].filter(([, { status }]) => status === 'sending');
  const messages = await plan.load(sending.map(([id]) => id));
  const verdicts = await ledger.intend(messages, LATE, pair.caps);
  expect(verdicts.map(({ kind }) => kind)).toEqual(messages.map(() => 'taken'));
}

function isMissing({ lags }: LedgerPair, state: MessageState): boolean {
  return lags !== undefined && state.status === 'sending' && state.attempts === 1;
}

function sumsOnly({ lags }: LedgerPair, sent: Readonly<Record<string, readonly SecondSent[]>>): unknown {
  if (lags === undefined) return sent;
  const plain = Object.entries(sent).map(
    ([channel, seconds]) => [channel, seconds.map(({ second, parts }) => [second, parts])] as const,
  );
  return Object.fromEntries(plain);
}

function plainRecord({ id, state, attempts, events }: MessageRecord) {
  const kept = events
    .map(
      ({ receivedAt, event }) => [inOrderOfNames({ ...event, receivedAt }), { receivedAt, event }] as const,
    )
    .toSorted(byKey);
  return { id, state, attempts, events: kept.map(([, each]) => each) };
}

/** Stores give the fields of an event in orders of their own. */
function inOrderOfNames(fields: object): string {
  return JSON.stringify(Object.entries(fields).toSorted(byKey));
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

/** What is counted is the sum over the messages, an idle message holds no money of its newest attempt, and no budget is passed. */
async function moneyAddsUp({ real, campaigns, ids }: LedgerPair): Promise<void> {
  const states = await real.ledger.states(ids());
  for (const id of campaigns) {
    const campaign = await real.campaigns.find(id);
    const prefix = `${campaign?.key}-`;
    const own = [...states].filter(([message]) => message.startsWith(prefix)).map(([, state]) => state);
    const sum = own.reduce((total, state) => total + state.cost + state.spent, 0);
    expect(totalCost(await real.ledger.tally(id))).toBe(sum);
    expect(own.filter(holdsForNothing)).toEqual([]);
    const budget = campaign?.definition.budget;
    if (budget !== undefined) expect(sum).toBeLessThanOrEqual(dollarsToMicros(budget));
  }
}

/** Never tried, and money is held. */
function holdsForNothing(state: MessageState): boolean {
  return state.attempts === 0 && (state.cost !== 0 || state.spent !== 0 || hasMark(state, MARK.priced));
}
