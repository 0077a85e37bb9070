import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { executionParameters } from './execution-parameters.ts';

/** Reads what Athena would: one literal, and nothing after it. Nothing but a quote is special inside quotes in Trino. */
function literalOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^-?\d+(\.\d+)?(E[+-]?\d+)?$/.test(text)) return Number(text);
  if (!text.startsWith("'")) throw new Error(`No literal: ${text}`);
  let value = '';
  for (let i = 1; i < text.length; i++) {
    if (text[i] !== "'") value += text[i];
    else if (text[i + 1] === "'") value += text[i++];
    else if (i === text.length - 1) return value;
    else throw new Error(`Something follows the literal: ${text.slice(i)}`);
  }
  throw new Error('The literal does not end.');
}

const told = (...parameters: (string | number | boolean)[]) =>
  executionParameters({ sql: 'SELECT ?', parameters });

describe('parameters of Athena', () => {
  test('are literals', () => {
    expect(told("O'Hara", '', '?', 5, -0.5, 1e-7, 1e21, true)).toEqual([
      "'O''Hara'",
      "''",
      "'?'",
      '5',
      '-5E-1',
      '1E-7',
      '1E+21',
      'true',
    ]);
  });

  test('are each one literal that says what was meant, whatever is in it', () => {
    const value = fc.oneof(
      fc.string({ unit: fc.constantFrom("'", '"', '\\', '?', '-', ';', ' ', 'a', '\n', '%', '😀') }),
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
      fc.boolean(),
    );
    fc.assert(
      fc.property(value, (given) => {
        const [text = ''] = told(given);
        expect(text.length).toBeGreaterThan(0);
        expect(literalOf(text)).toEqual(given);
      }),
      { numRuns: 1_000 },
    );
  });

  test('that are too long are refused, and so is a statement', () => {
    expect(told('x'.repeat(1_022))).toHaveLength(1);
    expect(() => told('x'.repeat(1_023))).toThrow(
      /1025 characters long with its quotes, and Athena takes 1024/,
    );
    expect(() => told("'".repeat(512))).toThrow(/1026 characters/);
    expect(() => executionParameters({ sql: 'é'.repeat(131_073), parameters: [] })).toThrow(/262144 bytes/);
    expect(executionParameters({ sql: 'x'.repeat(262_144), parameters: [] })).toEqual([]);
  });
});
