import type { Command, CommandTable, OptionSpec } from './command.ts';
import { GLOBAL_OPTIONS } from './parse-arguments.ts';
import { textTable } from './text-table.ts';

/** `cpaas --help`. */
export async function overviewHelp(table: CommandTable): Promise<string> {
  const commands = await Promise.all(Object.values(table).map((load) => load()));
  return [
    'cpaas sends campaigns over SMS, WhatsApp and email, and can say what became of every message.',
    '',
    textTable(commands.map((command) => [`  ${usage(command)}`, command.about])),
    '',
    'Every command takes:',
    optionTable(GLOBAL_OPTIONS),
    '',
    'Exit codes: 0 done, 1 refused or failed, 2 wrong usage. `cpaas COMMAND --help` shows the options of a command.',
    '',
  ].join('\n');
}

/** `cpaas COMMAND --help`. */
export function commandHelp(command: Command): string {
  return [
    `cpaas ${usage(command)}`,
    '',
    `${command.about}.`,
    '',
    ...(Object.keys(command.options).length === 0 ? [] : [optionTable(command.options), '']),
    'Every command takes:',
    optionTable(GLOBAL_OPTIONS),
    '',
  ].join('\n');
}

function usage(command: Command): string {
  return [command.name, ...command.positionals].join(' ');
}

function optionTable(options: Readonly<Record<string, OptionSpec>>): string {
  return textTable(
    Object.entries(options).map(([name, { takes, about }]) => [
      `  --${name}${takes === 'flag' ? '' : ` ${takes}`}`,
      about,
    ]),
  );
}
