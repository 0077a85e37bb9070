import type { CampaignDefinition } from '../../src/campaign/definition.ts';
import type { Message, MessageId } from '../../src/delivery/message.ts';
import type { Change } from '../../src/delivery/transition.ts';
import type { EngineStores } from '../conformance/engine-harness.ts';
import { makeDefinition, makeMessage, NO_TOTALS } from '../support/make.ts';

export const START = 1_700_000_000_000;
const CUSTOMERS = 4;
const CAMPAIGNS = 2;
/** First steps: one for each campaign and customer. */
export const MESSAGES = CAMPAIGNS * CUSTOMERS;
/** Each message costs 10,020 micros or twice that, so the second campaign pays for four or fewer. */
const BUDGET = 0.045;

/**
 * The memory stores and the embedded ones with the same two campaigns in them, one of which has a budget. Each run has campaigns and customers of
 * its own, so that many can share one database.
 */
export interface LedgerPair {
  readonly model: EngineStores;
  readonly real: EngineStores;
  readonly campaigns: readonly string[];
  campaign(place: number): string;
  customerKey(customer: number): string;
  message(place: number): Message;
  messages(places: readonly number[]): readonly Message[];
  plannedOf(campaign: number): readonly Message[];
  fallbackOf(place: number): Message;
  /** The ids of all messages that may have a state. */
  ids(): readonly MessageId[];
  /** What was met on the way: statuses, verdicts and reasons. */
  readonly seen: Set<string>;
  /** The number of the attempt that is so many before the newest, at least 1. */
  attemptNumber(stores: EngineStores, place: number, back: number): Promise<number>;
  /** The id that the carrier gives this attempt. */
  providerId(place: number, number: number): string;
  /** A change whose `number` counts back from the newest attempt, as one that names the attempt. */
  ofAttempt(stores: EngineStores, place: number, change: Change): Promise<Change>;
}

export async function makePair(model: EngineStores, real: EngineStores, run: number, seen: Set<string>): Promise<LedgerPair> {
  const definitions = [makeDefinition({ id: `free-${run}` }), makeDefinition({ id: `poor-${run}`, budget: BUDGET })];
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
        expiresAt: n === 3 ? START + 50_000 : 0,
        receiptWaitMs: n === 2 ? 0 : 5_000,
      }),
    ),
  );
  for (const stores of [model, real]) {
    for (const [c, id] of campaigns.entries()) {
      await stores.plan.append(id, messages.slice(c * CUSTOMERS, (c + 1) * CUSTOMERS), []);
      await stores.campaigns.setPlanned(id, NO_TOTALS);
      await stores.campaigns.move(id, ['planned'], 'running', '', START);
    }
  }
  const message = (place: number): Message => {
    const found = messages[place];
    if (found === undefined) throw new RangeError(`There is no message ${place}.`);
    return found;
  };
  const fallbackOf = (place: number): Message => {
    const key = keys[Math.floor(place / CUSTOMERS)] ?? '';
    const content = { kind: 'email', subject: 'Hi', text: 'Hello' } as const;
    const { campaignId } = message(place);
    return makeMessage(key, customer(place % CUSTOMERS), { step: 2, channel: 'email', originId: 'email', content, campaignId, price: 160 });
  };
  const attemptNumber = async (stores: EngineStores, place: number, back: number): Promise<number> => {
    const { id } = message(place);
    return Math.max(1, ((await stores.ledger.states([id])).get(id)?.attempts ?? 0) - back);
  };
  const providerId = (place: number, number: number) => `${message(place).id} ${number}`;
  return {
    model,
    real,
    campaigns,
    attemptNumber,
    providerId,
    seen,
    campaign: (place) => campaigns[place] ?? '',
    customerKey: (n) => customer(n).toString(36),
    message,
    messages: (places) => places.map(message),
    plannedOf: (c) => messages.slice(c * CUSTOMERS, (c + 1) * CUSTOMERS),
    fallbackOf,
    ids: () => messages.flatMap(({ id }, place) => [id, fallbackOf(place).id]),
    async ofAttempt(stores, place, change) {
      if (change.kind !== 'outcome') return change;
      const number = await attemptNumber(stores, place, change.number);
      const { outcome } = change;
      return { ...change, number, outcome: outcome.kind === 'accepted' ? { ...outcome, providerId: providerId(place, number) } : outcome };
    },
  };
}

/** The key, which is the same in both. */
async function create(all: readonly EngineStores[], definition: CampaignDefinition): Promise<string> {
  const made = await Promise.all(all.map((stores) => stores.campaigns.create(definition, START)));
  const [first, ...others] = made.map((campaign) => campaign.key);
  if (first === undefined || others.some((key) => key !== first)) throw new Error('The stores give different keys.');
  return first;
}
