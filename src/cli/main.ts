import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { systemClock } from '../kernel/clock.ts';
import { Failure, toError } from '../kernel/failure.ts';
import { systemRandom } from '../kernel/random.ts';
import { findDeployment } from '../compose/deployment-env.ts';
import type { Arguments, Command, Output, Session } from './command.ts';
import { COMMANDS } from './command-table.ts';
import { commandHelp, overviewHelp } from './help.ts';
import { packageVersion } from './package-files.ts';
import { commandName, findCommand, parseArguments } from './parse-arguments.ts';

const DEFAULT_FOLDER = '.cpaas';

const argv = process.argv.slice(2);

const output: Output = {
  print: (text) => process.stdout.write(text),
  async drained() {
    if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
  },
  note: (line) => process.stderr.write(`${line}\n`),
  draw: (text) => process.stderr.write(text),
  get terminal() {
    return process.stderr.isTTY ? { columns: process.stderr.columns } : undefined;
  },
};

// `cpaas campaigns | head` closes the pipe early: nobody reads the rest.
process.stdout.on('error', () => process.exit());

process.exitCode = await main();

async function main(): Promise<number> {
  try {
    const name = commandName(argv);
    if (name === undefined) return await withoutCommand();
    const command = await findCommand(name, COMMANDS)();
    const args = parseArguments(argv, command);
    if (args.flags.has('help')) return say(commandHelp(command));
    if (args.flags.has('version')) return say(`${packageVersion()}\n`);
    return await command.run(args, sessionOf(args, command));
  } catch (thrown) {
    return explain(toError(thrown));
  }
}

async function withoutCommand(): Promise<number> {
  if (argv.includes('--version')) return say(`${packageVersion()}\n`);
  if (argv.includes('--help')) return say(await overviewHelp(COMMANDS));
  throw new Failure(
    'usage',
    'No command was given: `cpaas --help` lists them, and `cpaas demo` shows what it does.',
  );
}

function say(text: string): number {
  output.print(text);
  return 0;
}

function sessionOf(args: Arguments, { isLocal }: Command): Session {
  return {
    clock: systemClock,
    random: systemRandom,
    output,
    folder: args.values.get('data') ?? DEFAULT_FOLDER,
    deployment: isLocal === true || args.values.has('data') ? undefined : findDeployment(),
    again: (command) =>
      `cpaas ${command}${args.values.has('data') ? ` --data ${args.values.get('data')}` : ''}`,
    json: args.flags.has('json'),
    asOf: timeOf(args.values.get('as-of')),
    ...(process.stdin.isTTY && process.stderr.isTTY ? { ask } : {}),
    catchInterrupts,
  };
}

/** On stderr, so that stdout holds the result alone. */
async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
}

function timeOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const at = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at))
    throw new Failure(
      'usage',
      '--as-of must be an ISO 8601 time such as 2026-11-20 or 2026-11-20T09:00:00Z.',
    );
  return at;
}

function catchInterrupts(): AbortSignal {
  const interrupted = new AbortController();
  const onInterrupt = () => {
    // Everything is on the disk at any moment: ending at once loses nothing.
    if (interrupted.signal.aborted) process.exit(1);
    interrupted.abort();
  };
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onInterrupt);
  return interrupted.signal;
}

/** One sentence, and the exit code. */
function explain(error: Error): number {
  if (error instanceof Failure) {
    output.note(`cpaas: ${/[.?!]$/.test(error.message) ? error.message : `${error.message}.`}`);
    if (argv.includes('--debug')) output.note(error.stack ?? '');
    return error.exitCode;
  }
  if (argv.includes('--debug')) output.note(error.stack ?? error.message);
  else
    output.note(
      `cpaas: Something unexpected happened (${error.name}): run it again with --debug to see where, and report it.`,
    );
  return 1;
}
