import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Order } from './child.ts';

/** How a process ends, beside the trap that its order may hold. */
export type Fall =
  /** By its trap, or not at all. */
  | { readonly kind: 'none' }
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
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: cacheFolder },
  });
  const lines: string[] = [];
  let errors = '';
  let phase: string | undefined;
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const reader = createInterface({ input: child.stdout });
  const timers: NodeJS.Timeout[] = [];
  reader.on('line', (line) => {
    lines.push(line);
    if (!line.startsWith('phase ')) return;
    if (phase === undefined) timers.push(...arm(child.kill.bind(child), fall));
    phase = line.slice('phase '.length);
  });
  await Promise.all([once(child, 'close'), once(reader, 'close')]);
  for (const timer of timers) clearTimeout(timer);
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

function arm(kill: (signal: NodeJS.Signals) => boolean, fall: Fall): NodeJS.Timeout[] {
  switch (fall.kind) {
    case 'none':
      return [];
    case 'kill':
      return [setTimeout(() => kill('SIGKILL'), fall.afterMs)];
    case 'term':
      return [setTimeout(() => kill('SIGTERM'), fall.afterMs)];
    case 'stop':
      return [
        setTimeout(() => kill('SIGSTOP'), fall.afterMs),
        setTimeout(() => kill('SIGCONT'), fall.afterMs + fall.pauseMs),
      ];
  }
}
