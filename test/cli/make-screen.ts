import type { Session } from '../../src/cli/command.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import { VirtualClock } from '../support/virtual-clock.ts';

export interface ScreenOptions {
  /** Of a terminal; absent: a log. */
  readonly columns?: number | undefined;
  readonly json?: boolean;
}

/** A session whose time a test moves, with all that was written to it. */
export function makeScreen({ columns, json = false }: ScreenOptions) {
  const clock = new VirtualClock();
  const written: string[] = [];
  const session: Session = {
    clock,
    random: systemRandom,
    output: {
      print: () => undefined,
      drained: async () => undefined,
      note: (line) => written.push(line),
      draw: (text) => written.push(text),
      terminal: columns === undefined ? undefined : { columns },
    },
    deployment: undefined,
    folder: 'w',
    json,
    again: (command) => `cpaas ${command}`,
    asOf: undefined,
    catchInterrupts: () => new AbortController().signal,
  };
  return { clock, written, session };
}
