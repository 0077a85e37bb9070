import type { WorkspaceSettings } from '../campaign/workspace-settings.ts';
import { type EngineOptions, makeEngine } from '../compose/engine.ts';
import type { Workspace } from '../compose/workspace.ts';
import type { TakenIn } from '../delivery/take-in.ts';
import { seededRandom } from '../kernel/random.ts';
import type { Session } from './command.ts';
import { HoldNotes } from './hold-notes.ts';
import { simulatorSeed } from './simulator-seed.ts';

export interface StartOptions {
  /** Of everything that is left to chance; absent: the workspace's own, and retries that nobody can foresee. */
  readonly seed?: number | undefined;
  readonly carriers?: EngineOptions['carriers'];
  readonly eventQueue?: EngineOptions['eventQueue'];
  /** What was read of the account a moment ago. */
  readonly accounts?: EngineOptions['accounts'];
}

/** An engine at work. */
export interface RunningEngine {
  /** Resolves when the carriers have nothing more to tell. */
  idle(): Promise<void>;
  /** With the limits that the account allows, as far as it was read. */
  readonly settings: WorkspaceSettings;
  /** Says on stderr what holds messages up, if that is new. */
  noteHolds(): void;
  /** What was read from the event queue so far. */
  readonly taken: TakenIn;
  /** Aborts when it has ended, in order or not. */
  readonly ended: AbortSignal;
  /** Ends it in order: what was begun is recorded. @throws what ended it before. */
  stop(): Promise<void>;
}

/** The same trouble is told this often at most. */
const TELL_EVERY_MS = 60_000;

/** Starts the engine of an owned workspace; its trouble is told on stderr. */
export function startEngine(
  session: Session,
  workspace: Workspace,
  options: StartOptions = {},
): RunningEngine {
  const { seed, carriers, eventQueue, accounts } = options;
  const { carriers: kind, aws } = workspace.settings;
  if (kind === 'aws' && accounts === undefined)
    session.output.note(
      `Reading what the account in ${aws.region} allows; nothing is sent before, for some seconds.`,
    );
  const parts = seed === undefined ? workspace : { ...workspace, random: seededRandom(seed) };
  const engine = makeEngine(parts, {
    seed: simulatorSeed(workspace, seed),
    ...(carriers === undefined ? {} : { carriers }),
    trouble: troubleNotes(session),
    eventQueue,
    accounts,
  });
  const stopping = new AbortController();
  const ended = new AbortController();
  const running = engine.run(stopping.signal).finally(() => ended.abort());
  // Whoever watches `ended` stops it, and meets the error there.
  running.catch(() => undefined);
  const notes = new HoldNotes(session, engine.holds);
  return {
    idle: () => engine.carriers.idle(),
    get settings() {
      return engine.settings;
    },
    noteHolds: () => notes.update(),
    get taken() {
      return engine.taken;
    },
    ended: ended.signal,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

function troubleNotes({ output, clock }: Session): (error: Error) => void {
  const toldAt = new Map<string, number>();
  return (error) => {
    const now = clock.monotonic();
    if (now - (toldAt.get(error.message) ?? Number.NEGATIVE_INFINITY) < TELL_EVERY_MS) return;
    toldAt.set(error.message, now);
    output.note(`cpaas: ${error.message}`);
  };
}
