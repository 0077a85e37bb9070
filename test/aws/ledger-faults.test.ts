import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { budgetKey } from '../../src/adapters/aws/budget.ts';
import { getAll } from '../../src/adapters/aws/dynamodb.ts';
import type { ChangeRequest, MessageLedger } from '../../src/delivery/ledger.ts';
import { attemptId, type Message, type MessageId } from '../../src/delivery/message.ts';
import { totalCost, totalOf } from '../../src/delivery/tally.ts';
import { type AwsLedger, openAwsLedger } from '../support/aws-ledger.ts';
import { beforeCalls, dieBefore } from '../support/dynamo-calls.ts';
import { loseReplies } from '../support/lost-replies.ts';
import { makeDefinition, makeEvent, makeMessage, NO_TOTALS } from '../support/make.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';

const NOW = 1_700_000_000_000;
const MINUTE = 60_000;
const EMAIL = { kind: 'email', subject: 'Hi', text: 'Hello' } as const;

let moto: Moto;

beforeAll(async () => {
  if (hasMoto) moto = await startMoto();
});

afterAll(() => {
  if (hasMoto) moto.stop();
});

async function openCampaign(): Promise<{ readonly stores: AwsLedger; readonly key: string }> {
  const stores = await openAwsLedger(moto);
  const { key } = await stores.campaigns.create(makeDefinition({ budget: 1 }), NOW);
  await stores.campaigns.setPlanned('spring', NO_TOTALS);
  await stores.campaigns.move('spring', ['planned'], 'running', '', NOW);
  return { stores, key };
}

/** What carriers, queues and event sources know: none of it is lost when a process dies. */
class World {
  readonly stores: AwsLedger;
  readonly plain: Message;
  readonly chained: Message;
  readonly fallback: Message;
  /** Echo -> the carrier's id: every call that was made. */
  readonly called = new Map<string, string>();
  /** Tasks that come again until they are done. */
  readonly tasks = new Set<MessageId>();
  /** Events that come again until they are taken in: by the carrier's id. */
  readonly told = new Set<string>();
  readonly #early: boolean;

  constructor(stores: AwsLedger, key: string, early: boolean) {
    this.stores = stores;
    this.#early = early;
    this.plain = makeMessage(key, 1);
    this.chained = makeMessage(key, 2, { receiptWaitMs: MINUTE });
    this.fallback = makeMessage(key, 2, { step: 2, channel: 'email', originId: 'email', content: EMAIL });
    this.tasks.add(this.plain.id).add(this.chained.id);
  }

  /** As workers, the event reader and the tick do, one after the other. */
  async pass(ledger: MessageLedger, now: number): Promise<void> {
    await this.#send(ledger, now);
    await this.#hear(ledger, now);
    for (const { messageId: id, number } of await ledger.stuck(now - MINUTE, 10)) {
      const outcome = { kind: 'unknown', reason: 'worker_lost' } as const;
      await ledger.apply([{ id, change: { kind: 'outcome', number, outcome, dueAt: 0 } }], now);
    }
    const due = await ledger.due('spring', now + MINUTE, 10);
    for (const [id, state] of await ledger.states(due)) {
      if (state.status === 'queued') {
        await ledger.apply([{ id, change: { kind: 'release' } }], now);
        this.tasks.add(id);
      } else if (!(await ledger.fallBack(id, this.fallback, now)))
        await ledger.apply([{ id, change: { kind: 'rest' } }], now);
    }
  }

  /** What is queued and waits for nothing is given again. */
  async feed(): Promise<void> {
    const { plan } = this.stores;
    for (const { originId } of [this.plain, this.fallback])
      for (const { id } of await plan.page('spring', originId, undefined, 10)) this.tasks.add(id);
  }

  async #send(ledger: MessageLedger, now: number): Promise<void> {
    const messages = [this.plain, this.chained, this.fallback].filter(({ id }) => this.tasks.has(id));
    const verdicts = await ledger.intend(messages, now);
    const answers: ChangeRequest[] = [];
    for (const [i, message] of messages.entries()) {
      const verdict = verdicts[i];
      if (verdict?.kind !== 'granted') continue;
      expect(this.called.has(verdict.attemptId)).toBe(false);
      const providerId = `carrier ${verdict.attemptId}`;
      this.called.set(verdict.attemptId, providerId);
      const dueAt = message.receiptWaitMs === 0 ? 0 : now + message.receiptWaitMs;
      const outcome = { kind: 'accepted', providerId } as const;
      answers.push({
        id: message.id,
        change: { kind: 'outcome', number: verdict.number, outcome, dueAt },
      });
    }
    if (this.#early) await this.#hear(ledger, now);
    await ledger.apply(answers, now + 1);
    for (const { id } of messages) this.tasks.delete(id);
  }

  /** The first channel of one fails, whatever else arrives. SMS events of EventBridge carry no echo. */
  async #hear(ledger: MessageLedger, now: number): Promise<void> {
    const fresh = [...this.called].filter(([, providerId]) => !this.told.has(providerId));
    const events = fresh.map(([echo, providerId]) =>
      echo.includes(`${this.chained.id}.`)
        ? makeEvent({ eventId: echo, providerId, type: 'failed', reason: 'unreachable' })
        : makeEvent({ eventId: echo, providerId, price: 5_000 }),
    );
    if (events.length > 0) await ledger.fold(events, now + 2);
    for (const [, providerId] of fresh) this.told.add(providerId);
  }
}

/** Nothing lost, nothing twice, and every number is a count of the messages. */
async function expectAllWell({ stores, called, plain, chained, fallback }: World): Promise<void> {
  const echoOf = ({ id }: Message) => attemptId(stores.workspaceId, id, 1);
  const states = await stores.ledger.states([plain.id, chained.id, fallback.id]);
  const tally = await stores.ledger.tally('spring');
  expect(tally).toEqual(await stores.ledger.recount('spring'));
  const fellBack = states.get(chained.id)?.status === 'failed';
  const own = fellBack ? [plain, chained, fallback] : [plain, chained];
  let unheard = 0;
  for (const message of own) {
    const state = states.get(message.id);
    expect([message.id, state?.attempts]).toEqual([message.id, 1]);
    // It died between the intent and the carrier's word: nobody can tell, and what the carrier says without our echo is kept.
    const silent = state?.status === 'unknown' && state.reason === 'worker_lost';
    if (silent && called.has(echoOf(message))) unheard++;
    if (!silent) expect(state?.status).toBe(message === chained ? 'failed' : 'delivered');
  }
  expect(own.length + totalOf(tally, 'unknown')).toBeGreaterThanOrEqual(3);
  expect(await stores.ledger.unmatchedEvents()).toBe(unheard);
  expect([...called.keys()].filter((echo) => !own.map(echoOf).includes(echo))).toEqual([]);
  const [budget] = await getAll(stores.tables, 'rate-limits', [{ limiter_key: budgetKey('spring') }], true);
  // A crash may leave room unused, and never gives too much.
  expect(Number(budget?.['held'])).toBeGreaterThanOrEqual(totalCost(tally));
}

describe.skipIf(!hasMoto)('a process that dies', () => {
  test.each([
    { name: 'events after the answer', early: false, first: 1 },
    { name: 'events before the answer', early: true, first: 2 },
  ])('before any of its calls, $name', { timeout: 400_000 }, async ({ early, first }) => {
    // Every second place, since a life takes a second; all of them were run once.
    let places = first - 2;
    for (let died = true; died; ) {
      const { stores, key } = await openCampaign();
      const world = new World(stores, key, early);
      await stores.plan.append('spring', [world.plain, world.chained], []);
      const victim = stores.another(2);
      const death = dieBefore(victim.tables, (places += 2));
      await lives(world, victim.ledger);
      died = death.died();
      for (let pass = 1; pass <= 4; pass++) {
        await world.pass(stores.ledger, NOW + pass * 3 * MINUTE);
        if (pass === 2) await world.feed();
      }
      await expectAllWell(world);
      stores.close();
    }
    expect(places).toBeGreaterThan(30);
  });

  async function lives(world: World, ledger: MessageLedger): Promise<void> {
    try {
      for (let pass = 0; pass < 3; pass++) await world.pass(ledger, NOW + pass * 1_000);
    } catch (error) {
      expect(String(error)).toContain('the process died');
    }
  }
});

describe.skipIf(!hasMoto)('an answer that is lost', () => {
  test('of every write: the SDK repeats it, and it is done once', async () => {
    const { stores, key } = await openCampaign();
    const world = new World(stores, key, true);
    await stores.plan.append('spring', [world.plain, world.chained], []);
    const hard = stores.another(2);
    const answers = loseReplies(hard.tables, Number.POSITIVE_INFINITY);
    for (let pass = 0; pass < 4; pass++) await world.pass(hard.ledger, NOW + pass * 2 * MINUTE);
    expect(answers.lost()).toBeGreaterThan(10);
    expect([...world.called.keys()]).toHaveLength(3);
    await expectAllWell(world);
    stores.close();
  });
});

describe.skipIf(!hasMoto)('an intent whose call broke off', () => {
  test('is granted to the next who asks in the same process, and room is not taken twice', async () => {
    const { stores, key } = await openCampaign();
    const message = makeMessage(key, 1);
    await stores.plan.append('spring', [message], []);
    const broken = stores.another(2);
    let find = 0;
    const campaigns = stores.campaigns.find.bind(stores.campaigns);
    stores.campaigns.find = async (id) => {
      if (++find === 2) throw new Error('no answer');
      return campaigns(id);
    };
    await expect(broken.ledger.intend([message], NOW)).rejects.toThrow('no answer');
    const verdicts = await Promise.all([
      broken.ledger.intend([message], NOW + 1),
      broken.ledger.intend([message], NOW + 1),
      stores.ledger.intend([message], NOW + 1),
    ]);
    expect(
      verdicts
        .flat()
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['granted', 'taken', 'taken']);
    const [budget] = await getAll(stores.tables, 'rate-limits', [{ limiter_key: budgetKey('spring') }], true);
    expect(budget?.['held']).toBe(message.price);
    stores.close();
  });
});

describe.skipIf(!hasMoto)('a receipt and the answer of its attempt at the same time', () => {
  const KINDS = ['provider', 'echo', 'both'] as const;

  test.each(KINDS)('meet wherever one of them is interrupted by the other: by %s', async (by) => {
    let places = 0;
    for (const first of ['answer', 'receipt'] as const) {
      for (let place = 1, interrupted = true; interrupted; place++) {
        const { stores, key } = await openCampaign();
        const message = makeMessage(key, 1);
        await stores.plan.append('spring', [message], []);
        const [worker, reader] = [stores.another(2), stores.another(3)];
        await worker.ledger.intend([message], NOW);
        const echo = attemptId(stores.workspaceId, message.id, 1);
        const answer = () =>
          worker.ledger.apply(
            [
              {
                id: message.id,
                change: {
                  kind: 'outcome',
                  number: 1,
                  outcome: { kind: 'accepted', providerId: 'p-1' },
                  dueAt: 0,
                },
              },
            ],
            NOW + 5,
          );
        const receipt = () =>
          reader.ledger.fold(
            [
              makeEvent({
                eventId: 'e',
                ...(by === 'echo' ? {} : { providerId: 'p-1' }),
                ...(by === 'provider' ? {} : { attemptId: echo }),
              }),
            ],
            NOW + 3,
          );
        const [runs, interrupts] = first === 'answer' ? [answer, receipt] : [receipt, answer];
        interrupted = false;
        let calls = 0;
        beforeCalls((first === 'answer' ? worker : reader).tables, async () => {
          if (++calls !== place) return;
          interrupted = true;
          await interrupts();
        });
        await runs();
        if (!interrupted) await interrupts();
        places++;
        await stores.ledger.stuck(NOW + 5 * MINUTE, 10);
        const state = (await stores.ledger.states([message.id])).get(message.id);
        expect([first, place, state?.status, state?.providerId]).toEqual([first, place, 'delivered', 'p-1']);
        const tally = await stores.ledger.tally('spring');
        expect(tally).toEqual(await stores.ledger.recount('spring'));
        expect([totalOf(tally, 'delivered'), totalOf(tally, 'sent'), totalOf(tally, 'sending')]).toEqual([
          1, 0, 0,
        ]);
        expect(await stores.ledger.unmatchedEvents()).toBe(0);
        stores.close();
      }
    }
    expect(places).toBeGreaterThan(5);
  });
});
