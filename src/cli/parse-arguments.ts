import { parseArgs } from 'node:util';
import { Failure, nearest } from '../kernel/failure.ts';
import type { Arguments, Command, CommandTable, OptionSpec } from './command.ts';

/** What every command takes. */
export const GLOBAL_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  data: { takes: 'DIR', about: 'the workspace folder (default .cpaas, or the deployed engine of .env.aws)' },
  json: { takes: 'flag', about: 'one JSON document on stdout and nothing else' },
  'as-of': { takes: 'TIME', about: 'count relative dates from this ISO 8601 time instead of now' },
  debug: { takes: 'flag', about: 'show where an unexpected error comes from' },
  help: { takes: 'flag', about: 'show this help' },
  version: { takes: 'flag', about: 'show the version' },
};

/** The command that a command line names; options that every command takes may stand before it. @throws Failure `usage`. */
export function commandName(argv: readonly string[]): string | undefined {
  for (let i = 0; i < argv.length; i++) {
    const word = argv[i] ?? '';
    if (!word.startsWith('-')) return word;
    const [option = ''] = word.split('=', 1);
    const takes = GLOBAL_OPTIONS[option.replace(/^--/, '')]?.takes;
    if (takes === undefined) throw unknownOption(option, 'cpaas', GLOBAL_OPTIONS);
    if (takes !== 'flag' && option === word) i++;
  }
  return undefined;
}

/** What loads the command of that name. @throws Failure `usage`. */
export function findCommand(name: string, commands: CommandTable): () => Promise<Command> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load !== undefined) return load;
  const near = nearest(name, Object.keys(commands));
  const hint = near === undefined ? '`cpaas --help` lists the commands.' : `did you mean ${near}?`;
  throw new Failure('usage', `There is no command ${quoted(name)}: ${hint}`);
}

/** Reads everything behind `cpaas` against what the command takes. @throws Failure `usage`: one sentence. */
export function parseArguments(argv: readonly string[], command: Command): Arguments {
  const specs: Readonly<Record<string, OptionSpec>> = { ...command.options, ...GLOBAL_OPTIONS };
  const options = Object.fromEntries(
    Object.entries(specs).map(([name, { takes }]) => [
      name,
      { type: takes === 'flag' ? 'boolean' : 'string' } as const,
    ]),
  );
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const positionals: string[] = [];
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const lists = new Map<string, string[]>();
  for (const token of tokens) {
    if (token.kind === 'positional') positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (spec === undefined) throw unknownOption(token.rawName, `cpaas ${command.name}`, specs);
    if (spec.takes === 'flag') {
      if (token.value !== undefined) throw new Failure('usage', `${token.rawName} takes no value.`);
      flags.add(token.name);
    } else {
      if (token.value === undefined || token.value === '')
        throw new Failure('usage', `${token.rawName} needs a value: ${token.rawName} ${spec.takes}.`);
      values.set(token.name, token.value);
      lists.set(token.name, [...(lists.get(token.name) ?? []), token.value]);
    }
  }
  const rest = positionals.slice(1);
  if (!flags.has('help') && !flags.has('version')) checkPositionals(rest, command);
  return { positionals: rest, flags, values, lists };
}

function unknownOption(given: string, who: string, specs: Readonly<Record<string, OptionSpec>>): Failure {
  const known = Object.keys(specs).map((name) => `--${name}`);
  const near = nearest(given, known);
  const hint = near === undefined ? `it takes ${known.join(', ')}.` : `did you mean ${near}?`;
  return new Failure('usage', `${who} has no option ${quoted(given)}: ${hint}`);
}

function checkPositionals(given: readonly string[], command: Command): void {
  const { positionals } = command;
  const least = positionals.filter((name) => !name.startsWith('[')).length;
  const most = positionals.some((name) => /\.\.\.\]?$/.test(name))
    ? Number.POSITIVE_INFINITY
    : positionals.length;
  if (given.length >= least && given.length <= most) return;
  const wrong = given.length < least ? `needs ${positionals[given.length]}` : 'was given too many arguments';
  throw new Failure(
    'usage',
    `cpaas ${command.name} ${wrong}: cpaas ${[command.name, ...positionals].join(' ')}.`,
  );
}

/** What was typed, shortened; an address or a text typed in the wrong place is not repeated. */
function quoted(word: string): string {
  return /^-{0,2}[A-Za-z][A-Za-z-]{0,30}$/.test(word) ? `"${word}"` : 'like that';
}

/** A whole number within bounds. @throws Failure `usage`. */
export function wholeNumber(
  args: Arguments,
  name: string,
  bounds: { readonly min: number; readonly max: number },
): number | undefined {
  const text = args.values.get(name);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= bounds.min && value <= bounds.max) return value;
  const { min, max } = bounds;
  throw new Failure(
    'usage',
    `--${name} must be a whole number from ${min} to ${max.toLocaleString('en-US')}.`,
  );
}
