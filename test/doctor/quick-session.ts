import type { Session } from '../../src/cli/command.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { seededRandom } from '../../src/kernel/random.ts';

/** A clock whose waits are over at once, and count. */
export class QuickClock implements Clock {
  #ms = 0;
  readonly #start = Date.now();

  now(): number {
    return this.#start + this.#ms;
  }

  monotonic(): number {
    return this.#ms;
  }

  async sleep(ms: number): Promise<void> {
    this.#ms += ms;
  }
}

/** A session without a process: what a command prints is in `printed`, what it says beside that in `notes`. */
export function quickSession(
  folder: string,
  more: Partial<Session> = {},
): { readonly session: Session; readonly printed: string[]; readonly notes: string[] } {
  const printed: string[] = [];
  const notes: string[] = [];
  const session: Session = {
    clock: new QuickClock(),
    random: seededRandom(1),
    output: {
      print: (text) => printed.push(text),
      drained: async () => undefined,
      note: (line) => notes.push(line),
      draw: () => undefined,
      terminal: undefined,
    },
    deployment: undefined,
    folder,
    again: (command) => `cpaas ${command}`,
    json: true,
    asOf: undefined,
    catchInterrupts: () => new AbortController().signal,
    ...more,
  };
  return { session, printed, notes };
}
