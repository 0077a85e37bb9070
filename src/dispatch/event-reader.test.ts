import { expect, test } from 'vitest';
import { VirtualClock } from '../../test/support/virtual-clock.ts';
import type { Letter, Mailbox } from './mailbox.ts';
import { type ArrivedText, NOTHING_TAKEN, type TakenIn } from '../delivery/take-in.ts';
import { Failure } from '../kernel/failure.ts';
import { seededRandom } from '../kernel/random.ts';
import { EventReader } from './event-reader.ts';

/** A queue in memory: letters that were received come again when nobody removed them. */
class FakeMailbox implements Mailbox {
  readonly letters: Letter[];
  readonly log: string[] = [];
  receiveFails = 0;
  stuck = 0;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock, texts: readonly string[]) {
    this.#clock = clock;
    this.letters = texts.map((text) => ({ text, receipt: `r-${text}`, sentAt: 5 }));
  }

  async receive(stop: AbortSignal): Promise<readonly Letter[]> {
    if (this.receiveFails-- > 0) throw new Failure('unsupported', 'SQS is away.');
    const found = this.letters.splice(0, 3);
    if (found.length === 0) await this.#clock.sleep(20_000, stop);
    return found;
  }

  async remove(receipts: readonly string[]): Promise<number> {
    this.log.push(`remove ${receipts.join(' ')}`);
    return this.stuck;
  }
}

function reading(texts: readonly string[], takeIn: (texts: readonly ArrivedText[]) => TakenIn) {
  const clock = new VirtualClock();
  const mailbox = new FakeMailbox(clock, texts);
  const troubles: string[] = [];
  const reader = new EventReader({
    mailbox,
    clock,
    random: seededRandom(1),
    takeIn: async (arrived) => {
      mailbox.log.push(`store ${arrived.map(({ text }) => text).join(' ')}`);
      return takeIn(arrived);
    },
    trouble: ({ message }) => troubles.push(message),
  });
  const run = async (seconds: number) => {
    const stop = new AbortController();
    const done = reader.run(stop.signal);
    await clock.advance(seconds * 1000);
    stop.abort();
    await clock.runUntilIdle();
    await done;
  };
  return { mailbox, troubles, reader, run };
}

const took = (arrived: readonly ArrivedText[]): TakenIn => ({ ...NOTHING_TAKEN, events: arrived.length });

test('letters are removed after they are stored', async () => {
  const { mailbox, reader, run } = reading(['a', 'b', 'c', 'd'], took);
  await run(60);
  for (const letter of ['a', 'b', 'c', 'd']) {
    const stored = mailbox.log.findIndex((line) => line.startsWith('store') && line.includes(letter));
    const removed = mailbox.log.findIndex((line) => line.includes(`r-${letter}`));
    expect(stored).toBeGreaterThanOrEqual(0);
    expect(removed).toBeGreaterThan(stored);
  }
  expect(reader.taken.events).toBe(4);
});

test('what the store refuses stays in the queue', async () => {
  const { mailbox, troubles, run } = reading(['a'], () => {
    throw new Failure('storage_full', 'The disk is full.');
  });
  await run(5);
  expect(mailbox.log).toEqual(['store a']);
  expect(troubles).toEqual(['The disk is full.']);
});

test('one letter that breaks something does not hold up the others', async () => {
  const { mailbox, troubles, reader, run } = reading(['a', 'poison', 'c'], (arrived) => {
    if (arrived.some(({ text }) => text === 'poison')) throw new TypeError('broken');
    return took(arrived);
  });
  await run(5);
  expect(mailbox.log.at(-1)).toBe('remove r-a r-c');
  expect(troubles).toEqual(['broken']);
  expect(reader.taken.events).toBe(2);
});

test('a queue that cannot be read is tried again, and told about', async () => {
  const { mailbox, troubles, reader, run } = reading(['a'], took);
  mailbox.receiveFails = 9;
  await run(300);
  expect(troubles).toEqual(Array(9).fill('SQS is away.'));
  expect(reader.taken.events).toBe(1);
});

test('what could not be removed is told about', async () => {
  const { mailbox, troubles, run } = reading(['a'], took);
  mailbox.stuck = 1;
  await run(5);
  expect(troubles).toEqual(['Some events could not be removed from the queue; they come again.']);
});
