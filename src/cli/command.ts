import type { Deployment } from '../compose/deployment-env.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';

/** What an option takes: nothing (`flag`), or one value that the help names (`N`, `FILE`). */
export interface OptionSpec {
  readonly takes: 'flag' | Uppercase<string>;
  readonly about: string;
}

export interface Command {
  readonly name: string;
  /** Positional arguments as the help shows them, `CAMPAIGN.yaml`, `[ID]` or `FILE...`, `[FILE...]`; their count is checked against it. */
  readonly positionals: readonly string[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly about: string;
  /** Works in a folder even where `.env.aws` names a deployed engine. */
  readonly isLocal?: true;
  /** Resolves with the exit code. @throws Failure for what a person can put right. */
  run(args: Arguments, session: Session): Promise<number>;
}

/** What loads each command, by its name. */
export type CommandTable = Readonly<Record<string, () => Promise<Command>>>;

/** A command line that was understood. */
export interface Arguments {
  readonly positionals: readonly string[];
  readonly flags: ReadonlySet<string>;
  /** Of an option that was given twice the last value. */
  readonly values: ReadonlyMap<string, string>;
  /** Every value that an option was given, in order. */
  readonly lists: ReadonlyMap<string, readonly string[]>;
}

/** What a command has around it. */
export interface Session {
  readonly clock: Clock;
  readonly random: Random;
  readonly output: Output;
  /** The workspace folder. */
  readonly folder: string;
  /** The deployed engine that the command is about, instead of a folder. */
  readonly deployment: Deployment | undefined;
  /** A command as it has to be typed to be about the same workspace. */
  again(command: string): string;
  readonly json: boolean;
  /** The time that relative dates count from, epoch ms; `undefined`: now. */
  readonly asOf: number | undefined;
  /** Asks a person and gives the line that was typed; absent where nobody can be asked. */
  readonly ask?: (question: string) => Promise<string>;
  /** From now on the first interrupt (Ctrl-C, SIGTERM) only aborts this signal; the second one ends the process. */
  catchInterrupts(): AbortSignal;
}

export interface Output {
  /** To stdout: the result. */
  print(text: string): void;
  /** Resolves when stdout takes more: to be waited for between pieces of a long result. */
  drained(): Promise<void>;
  /** A line to stderr: everything else. */
  note(line: string): void;
  /** To stderr as it is: for a display that is drawn in place. */
  draw(text: string): void;
  /** stderr is a terminal, of this width. */
  readonly terminal: { readonly columns: number } | undefined;
}

/** The result of a command: one JSON document, or the same for people. */
export function show(session: Session, document: unknown, text: () => string): void {
  session.output.print(session.json ? `${JSON.stringify(document, undefined, 2)}\n` : text());
}
