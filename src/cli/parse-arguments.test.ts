import { describe, expect, test } from 'vitest';
import type { Command, CommandTable } from './command.ts';
import { commandName, findCommand, parseArguments, wholeNumber } from './parse-arguments.ts';

const paint: Command = {
  name: 'paint',
  positionals: ['COLOUR', 'FILE...'],
  options: { coats: { takes: 'N', about: 'how many' }, dry: { takes: 'flag', about: 'only pretend' } },
  about: 'Paints files',
  run: async () => 0,
};
const show: Command = {
  name: 'show',
  positionals: ['[ID]'],
  options: {},
  about: 'Shows',
  run: async () => 0,
};

const COMMANDS: CommandTable = { paint: async () => paint, show: async () => show };

/** The sentence of the failure, which has to be one of usage. */
function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof Error && 'exitCode' in error && error.exitCode === 2) return error.message;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('a command line', () => {
  test('options stand anywhere, with a blank or an equals sign', () => {
    const args = parseArguments(['--data', 'w', 'paint', '--coats=3', 'red', 'a', '--dry', 'b'], paint);
    expect(args.positionals).toEqual(['red', 'a', 'b']);
    expect([...args.flags]).toEqual(['dry']);
    expect([...args.values]).toEqual([
      ['data', 'w'],
      ['coats', '3'],
    ]);
  });

  test('of an option that is given twice all values are there, in order', () => {
    const { values, lists } = parseArguments(['paint', 'red', 'a', '--coats', '3', '--coats=4'], paint);
    expect(values.get('coats')).toBe('4');
    expect(lists.get('coats')).toEqual(['3', '4']);
  });

  test('what stands behind -- is no option', () => {
    expect(parseArguments(['paint', 'red', '--', '--dry'], paint).positionals).toEqual(['red', '--dry']);
  });

  test('the command is found behind what every command takes', () => {
    expect(commandName(['--json', '--data', 'paint', 'show'])).toBe('show');
    expect(commandName(['--data=x', 'show'])).toBe('show');
    expect(commandName(['--json'])).toBeUndefined();
  });
});

describe('a command line that cannot be understood gets one sentence', () => {
  test.each([
    [
      'an option that is misspelt',
      ['paint', 'red', 'a', '--coat', '3'],
      'cpaas paint has no option "--coat": did you mean --coats?',
    ],
    ['an option like no other', ['show', '--xyzzy'], 'cpaas show has no option "--xyzzy": it takes --data, '],
    ['a short option', ['show', '-x'], 'cpaas show has no option "-x"'],
    ['a name of every object', ['show', '--constructor'], 'cpaas show has no option "--constructor"'],
    ['a missing value', ['paint', 'red', 'a', '--coats'], '--coats needs a value: --coats N.'],
    ['an empty value', ['paint', 'red', 'a', '--coats='], '--coats needs a value: --coats N.'],
    ['a value for a flag', ['paint', 'red', 'a', '--dry=yes'], '--dry takes no value.'],
    ['too few words', ['paint', 'red'], 'cpaas paint needs FILE...: cpaas paint COLOUR FILE....'],
  ])('%s', (_what, argv, sentence) => {
    expect(refusal(() => parseArguments(argv, argv[0] === 'paint' ? paint : show))).toContain(sentence);
  });

  test('too many words', () => {
    expect(refusal(() => parseArguments(['show', 'a', 'b'], show))).toBe(
      'cpaas show was given too many arguments: cpaas show [ID].',
    );
  });

  test('a word that may be an address is not repeated', () => {
    expect(refusal(() => findCommand('ana@example.com', COMMANDS))).not.toContain('ana');
    expect(refusal(() => findCommand('+14155550001', COMMANDS))).not.toContain('1415');
  });

  test('a command that does not exist', () => {
    expect(refusal(() => findCommand('shwo', COMMANDS))).toBe(
      'There is no command "shwo": did you mean show?',
    );
    expect(refusal(() => findCommand('dance', COMMANDS))).toContain('`cpaas --help` lists the commands.');
  });

  test('an unknown option before the command', () => {
    expect(refusal(() => commandName(['--dta', 'x', 'show']))).toBe(
      'cpaas has no option "--dta": did you mean --data?',
    );
  });

  test('a number out of bounds', () => {
    const coats = (text: string) =>
      wholeNumber(parseArguments(['paint', 'red', 'a', '--coats', text], paint), 'coats', {
        min: 1,
        max: 5000,
      });
    expect(coats('5000')).toBe(5000);
    for (const text of ['0', '5001', '1.5', '1e3', 'many', '0x10']) {
      expect(refusal(() => coats(text))).toBe('--coats must be a whole number from 1 to 5,000.');
    }
  });
});

test('help is given whatever else is missing', () => {
  expect(parseArguments(['paint', '--help'], paint).flags.has('help')).toBe(true);
});
