import type { FrequencyCap } from '../../src/consent/frequency-cap.ts';
import type { CampaignDefinition } from '../../src/campaign/definition.ts';
import type { Message, MessageId } from '../../src/delivery/message.ts';
import type { Change } from '../../src/delivery/transition.ts';
import type { EngineStores } from '../conformance/engine-harness.ts';
import { makeDefinition, makeMessage, NO_TOTALS } from '../support/make.ts';

export const START = 1_700_000_000_000;
/** No message gets so far. An event of an attempt that is made only later would be a lie: its intent comes first. */
const NEVER_MADE = 99;
/** Few, so that things meet. */
const CUSTOMERS = 2;
const CAMPAIGNS = 2;
/** First steps: one for each campaign and customer. The fallback of each has its place `FIRST_STEPS` further on. */
export const FIRST_STEPS = CAMPAIGNS * CUSTOMERS;
export const MESSAGES = 2 * FIRST_STEPS;
/** Dollars: a first step costs 0.01002 or twice that. */
const BUDGET = 0.028;

/** What a store whose counters and indexes follow is not asked; each says why. Reading it all takes seconds, so it is done once a run. */
export interface Lags {
  /** A first attempt under way is in no index of customers: that would be a write more for every message. */
  readonly firstAttempts: 'not in ofCustomer, nor under the caps of others where it has none itself';
  /** A second's first and last intent stay when the message that made them leaves: the counters keep sums, not messages. */
  readonly firstAndLastAt: 'not taken back';
}

/**
 * The memory stores and other ones with the same two campaigns in them, one of which has a budget. Each run has campaigns and customers of
 * its own, so that many can share one database.
 */
export interface LedgerPair {
  readonly model: EngineStores;
  readonly real: EngineStores;
  /** What `real` may know later than the model; `undefined`: nothing. */
  readonly lags: Lags | undefined;
  /** Where a command names none. */
  readonly caps: readonly FrequencyCap[];
  readonly campaigns: readonly string[];
  campaign(place: number): string;
  /** Their keys. */
  customers(): readonly string[];
  message(place: number): Message;
  /** Those that the store has: a fallback is there once it was taken. */
  stored(stores: EngineStores, places: readonly number[]): Promise<readonly Message[]>;
  plannedOf(campaign: number): readonly Message[];
  /** The ids of all messages that may have a state. */
  ids(): readonly MessageId[];
  /** What was met on the way: statuses, verdicts and reasons. */
  readonly seen: Set<string>;
  /** The number of the attempt that is so many before the newest; where there is none, one that is never made. */
  attemptNumber(stores: EngineStores, place: number, back: number): Promise<number>;
  /** The id that the carrier gives this attempt. */
  providerId(place: number, number: number): string;
  /** A change whose `number` counts back from the newest attempt, as one that names the attempt. */
  ofAttempt(stores: EngineStores, place: number, change: Change): Promise<Change>;
}

export async function makePair(
  model: EngineStores,
  real: EngineStores,
  run: number,
  seen: Set<string>,
  lags?: Lags,
): Promise<LedgerPair> {
  const definitions = [
    makeDefinition({ id: `free-${run}` }),
    makeDefinition({ id: `poor-${run}`, budget: BUDGET }),
  ];
  const keys: string[] = [];
  for (const definition of definitions) keys.push(await create([model, real], definition));
  const campaigns = definitions.map(({ id }) => id);
  const customer = (n: number) => run * CUSTOMERS + n + 1;
  const messages = keys.flatMap((key, c) =>
    Array.from({ length: CUSTOMERS }, (_, n) =>
      makeMessage(key, customer(n), {
        campaignId: campaigns[c] ?? '',
        // Both campaigns write to the same addresses.
        addressKey: `address-${customer(n)}`,
        parts: 1 + (n % 2),
        price: 10_020 * (1 + (n % 2)),
        expiresAt: n === 1 ? START + 80_000 : 0,
        receiptWaitMs: n === 1 ? 0 : 5_000,
      }),
    ),
  );
  for (const stores of [model, real]) {
    for (const [c, id] of campaigns.entries()) {
      await stores.plan.append(id, messages.slice(c * CUSTOMERS, (c + 1) * CUSTOMERS), []);
      // The second is still a draft.
      if (c > 0) continue;
      await stores.campaigns.setPlanned(id, NO_TOTALS);
      await stores.campaigns.move(id, ['planned'], 'running', '', START);
    }
  }
  const content = { kind: 'email', subject: 'Hi', text: 'Hello' } as const;
  const fallbacks = messages.map(({ campaignId }, place) =>
    makeMessage(keys[Math.floor(place / CUSTOMERS)] ?? '', customer(place % CUSTOMERS), {
      step: 2,
      channel: 'email',
      originId: 'email',
      content,
      campaignId,
      price: 160,
      addressKey: `mailbox-${customer(place % CUSTOMERS)}`,
    }),
  );
  const all = [...messages, ...fallbacks];
  const message = (place: number): Message => {
    const found = all[place];
    if (found === undefined) throw new RangeError(`There is no message ${place}.`);
    return found;
  };
  const attemptNumber = async (stores: EngineStores, place: number, back: number): Promise<number> => {
    const { id } = message(place);
    const number = ((await stores.ledger.states([id])).get(id)?.attempts ?? 0) - back;
    return number < 1 || back < 0 ? NEVER_MADE : number;
  };
  const providerId = (place: number, number: number) => `${message(place).id} ${number}`;
  return {
    model,
    real,
    lags,
    // So wide that it stops nothing.
    caps: lags === undefined ? [] : [{ max: 1_000, withinMs: 100_000 }],
    campaigns,
    attemptNumber,
    providerId,
    seen,
    campaign: (place) => campaigns[place] ?? '',
    customers: () => Array.from({ length: CUSTOMERS }, (_, n) => customer(n).toString(36)),
    message,
    async stored(stores, places) {
      const wanted = places.map(message);
      const there = new Set((await stores.plan.load(wanted.map(({ id }) => id))).map(({ id }) => id));
      return wanted.filter(({ id }) => there.has(id));
    },
    plannedOf: (c) => messages.slice(c * CUSTOMERS, (c + 1) * CUSTOMERS),
    ids: () => all.map(({ id }) => id),
    async ofAttempt(stores, place, change) {
      if (change.kind !== 'outcome') return change;
      const number = await attemptNumber(stores, place, change.number);
      const { outcome } = change;
      return {
        ...change,
        number,
        outcome:
          outcome.kind === 'accepted' ? { ...outcome, providerId: providerId(place, number) } : outcome,
      };
    },
  };
}

/** The key, which is the same in both. */
async function create(all: readonly EngineStores[], definition: CampaignDefinition): Promise<string> {
  const made = await Promise.all(all.map((stores) => stores.campaigns.create(definition, START)));
  const [first, ...others] = made.map((campaign) => campaign.key);
  if (first === undefined || others.some((key) => key !== first))
    throw new Error('The stores give different keys.');
  return first;
}
