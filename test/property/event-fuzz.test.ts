import { expect, test } from 'vitest';
import { readEvents } from '../../src/delivery/formats/read-events.ts';
import type { Reading } from '../../src/delivery/formats/reading.ts';
import { fold, intend } from '../../src/delivery/transition.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { type GoldenEvent, goldenEvents } from '../support/golden-events.ts';
import { mutate, replaceFields, treeOf, type Tree, written } from './mutate-json.ts';

const RUNS = 100_000;
const SEED = 20_261_122;
const AT = 1_795_168_900_000;

/** Without the field that makes it weaker they say more: `isFinal: false`. */
const WEAKENED: Readonly<Record<string, string>> = {
  'sms-successful-not-final': 'delivered',
  'sms-unreachable-not-final': 'failed',
};
/** Without the field that makes it harmless, or without the topic that was not left, the rest is a complaint or an opt-out. */
const MAY_SUPPRESS = new Set(['ses-complaint-not-spam', 'ses-left-one-topic']);

/** What says what an event is. */
const TYPE_FIELDS = new Set([
  'eventType',
  'notificationType',
  'messageStatus',
  'status',
  'field',
  'detail-type',
  'Type',
]);

const cases = goldenEvents();
const documents = cases.filter(({ input }) => typeof input === 'object' && input !== null);

function statusAfter({ events }: Reading): string {
  const sending = intend(undefined, 10_000, 1, AT);
  if (sending === undefined) throw new Error('no state');
  return events.reduce((state, event) => fold(state, 1, event, () => 0) ?? state, sending).status;
}

/** A broken promise, or `undefined`. */
function complaint(golden: GoldenEvent, text: string): string | undefined {
  const reading = readEvents(text, { at: AT });
  if (reading.events.length + reading.kept.length === 0) return 'it was dropped';
  for (const { raw, reason } of reading.kept) if (raw === '' || reason === '') return 'what is kept is empty';
  for (const event of reading.events) {
    const { eventId, at, price, type, suppress } = event;
    if (eventId === '' || typeof eventId !== 'string') return 'an event has no id';
    if (!Number.isSafeInteger(at) || at < 0) return `a time is ${at}`;
    if (price !== undefined && !(Number.isSafeInteger(price) && price >= 0 && price <= 1e8))
      return `a price is ${price}`;
    const texts = [event.attemptId, event.providerId, event.reason, event.from, event.userId];
    if (texts.some((each) => each !== undefined && (typeof each !== 'string' || each === '')))
      return 'a name is no text';
    if (event.text !== undefined && typeof event.text !== 'string') return 'a text is no text';
    const mayPass = MAY_SUPPRESS.has(golden.name) || golden.events.some((each) => 'suppress' in each);
    if (suppress !== undefined && !mayPass) return `it suppresses: ${type}`;
  }
  const allowed = ['sending', 'sent', golden.status, WEAKENED[golden.name], ...statusesIn(golden)];
  const status = statusAfter(reading);
  return allowed.includes(status) ? undefined : `it makes the message ${status}`;
}

/** The statuses that its own events can make, one without the other. */
function statusesIn({ events }: GoldenEvent): readonly unknown[] {
  return events.map(({ type }) => type);
}

function parsed(golden: GoldenEvent): Tree {
  return treeOf(JSON.parse(golden.text));
}

test(`${RUNS} mutated events throw nothing, drop nothing and change no status wrongly`, {
  timeout: 120_000,
}, () => {
  const random = seededRandom(SEED);
  const broken: string[] = [];
  for (let run = 0; run < RUNS && broken.length < 5; run++) {
    const golden = documents[run % documents.length];
    if (golden === undefined) break;
    const tree = parsed(golden);
    for (let more = 1 + Math.floor(random.next() * 3); more > 0; more--) mutate(tree, random);
    const whole = written(tree);
    // One in eight breaks off.
    const text = random.next() < 0.125 ? whole.slice(0, 1 + Math.floor(random.next() * whole.length)) : whole;
    const wrong = complaint(golden, text);
    if (wrong !== undefined) broken.push(`${golden.name}, run ${run}: ${wrong}: ${text.slice(0, 2_000)}`);
  }
  expect(broken).toEqual([]);
});

test.each(documents)('$name with an unknown type changes no status', (golden) => {
  for (const json of ['"teleported"', '""', 'null', '7', '["DELIVERED"]', '{}', '"constructor"']) {
    const tree = parsed(golden);
    if (!replaceFields(tree, TYPE_FIELDS, { kind: 'leaf', json })) return;
    const reading = readEvents(written(tree), { at: AT });
    expect(statusAfter(reading)).toBe('sending');
    expect(reading.events.length + reading.kept.length).toBeGreaterThan(0);
  }
});

test('texts that are no JSON are kept', () => {
  const random = seededRandom(SEED);
  for (let run = 0; run < 2_000; run++) {
    const length = Math.floor(random.next() * 60);
    const text = Array.from({ length }, () => '{}[]"\\,:\n é\ud800x1'.charAt(random.next() * 16)).join('');
    const { events, kept } = readEvents(text, { at: AT });
    expect(events.length + kept.length, JSON.stringify(text)).toBeGreaterThan(0);
  }
});
