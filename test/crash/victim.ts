import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Order } from './child.ts';
import { type Point, type PointName, POINTS } from './points.ts';

/** How a process ends. */
export type Fall =
  /** By itself. */
  | { readonly kind: 'none' }
  /** By the trap in its order; when the phase of that point goes by without it, so long after. */
  | { readonly kind: 'trap'; readonly point: PointName; readonly orAfterMs: number }
  /** So long after it told of its first phase. */
  | { readonly kind: 'kill'; readonly afterMs: number }
  | { readonly kind: 'term'; readonly afterMs: number }
  /** Frozen for a while, then it goes on to its end. */
  | { readonly kind: 'stop'; readonly afterMs: number; readonly pauseMs: number };

/** What one process told before it ended. */
export interface Life {
  readonly signal: NodeJS.Signals | null;
  readonly code: number | null;
  /** The last phase it told of; absent: it was still opening the folder. */
  readonly phase: string | undefined;
  /** The named point it died at. */
  readonly point: string | undefined;
  /** It died while the call of that point was under way. */
  readonly inside: boolean;
  readonly done: boolean;
  readonly lines: readonly string[];
  readonly errors: string;
}

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));

/** Runs one process until it ends, and makes it fall. `cacheFolder`: compiled code, which halves the start-up to a quarter of a second. */
export async function live(order: Order, fall: Fall, cacheFolder: string): Promise<Life> {
  const child = spawn(process.execPath, [CHILD, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, NODE_COMPILE_CACHE: cacheFolder },
  });
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('The process has no pipes.');
  const lines: string[] = [];
  let errors = '';
  let phase: string | undefined;
  stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const reader = createInterface({ input: stdout });
  const fate = new FallingHand(fall, (signal) => child.kill(signal));
  reader.on('line', (line) => {
    lines.push(line);
    if (!line.startsWith('phase ')) return;
    phase = line.slice('phase '.length);
    fate.phase(phase);
  });
  await Promise.all([once(child, 'close'), once(reader, 'close')]);
  fate.withdraw();
  return {
    signal: child.signalCode,
    code: child.exitCode,
    phase,
    point: lines.find((line) => line.startsWith('point '))?.slice('point '.length),
    inside: lines.includes('inside'),
    done: lines.at(-1) === 'done',
    lines,
    errors,
  };
}

const PHASES = ['import', 'plan', 'send', 'receipts'];

/** Sends the signals of a fall when their time has come. */
class FallingHand {
  readonly #fall: Fall;
  readonly #kill: (signal: NodeJS.Signals) => void;
  readonly #timers: NodeJS.Timeout[] = [];
  #reached = false;

  constructor(fall: Fall, kill: (signal: NodeJS.Signals) => void) {
    this.#fall = fall;
    this.#kill = kill;
  }

  phase(phase: string): void {
    const fall = this.#fall;
    if (this.#timers.length > 0) return;
    switch (fall.kind) {
      case 'none':
        return;
      case 'trap':
        if (this.#wentBy(phase, POINTS[fall.point].phase)) this.#after(fall.orAfterMs, 'SIGKILL');
        return;
      case 'kill':
        return this.#after(fall.afterMs, 'SIGKILL');
      case 'term':
        return this.#after(fall.afterMs, 'SIGTERM');
      case 'stop':
        this.#after(fall.afterMs, 'SIGSTOP');
        return this.#after(fall.afterMs + fall.pauseMs, 'SIGCONT');
    }
  }

  withdraw(): void {
    for (const timer of this.#timers) clearTimeout(timer);
  }

  /** A campaign is being finished while it is being sent. */
  #wentBy(phase: string, wanted: Point['phase']): boolean {
    const name = wanted === 'finish' ? 'send' : wanted;
    if (phase === name) this.#reached = true;
    return phase !== name && (this.#reached || PHASES.indexOf(phase) > PHASES.indexOf(name));
  }

  #after(ms: number, signal: NodeJS.Signals): void {
    this.#timers.push(setTimeout(() => this.#kill(signal), ms));
  }
}
