import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { CsvParser } from './csv-parser.ts';
import { MAX_RECORD_LENGTH } from './raw-row.ts';

function parse(text: string, { delimiter = ',', pieceSize = 1_000_000, isCut = false } = {}) {
  const parser = new CsvParser(delimiter);
  const batches = [];
  for (let at = 0; at < text.length; at += pieceSize)
    batches.push(parser.push(text.slice(at, at + pieceSize)));
  return [...batches, parser.end(isCut)].flat();
}

const cellsOf = (text: string, delimiter?: string) =>
  parse(text, delimiter === undefined ? {} : { delimiter }).map(({ cells }) => cells);

describe('records', () => {
  test.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    ['a,,\n', [['a', '', '']]],
    ['"a,b","c""d","e\nf"\n', [['a,b', 'c"d', 'e\nf']]],
    ['"",""""\n', [['', '"']]],
    ['a , "b, c" ,d\n', [['a ', 'b, c', 'd']]],
    ['5" pipe,x "y"\n', [['5" pipe', 'x "y"']]],
    ['a,"b"', [['a', 'b']]],
    [
      '"a\n\n\nb",c\nd,e\n',
      [
        ['a\n\n\nb', 'c'],
        ['d', 'e'],
      ],
    ],
  ])('%j', (text, cells) => {
    expect(cellsOf(text)).toEqual(cells);
  });

  test.each([';', '\t', '|'])('with %j between them', (delimiter) => {
    expect(cellsOf(`a${delimiter}"b${delimiter}c"${delimiter}d,e\n`, delimiter)).toEqual([
      ['a', `b${delimiter}c`, 'd,e'],
    ]);
  });
});

describe('where a record stands', () => {
  test('rows as a spreadsheet counts, lines as an editor does', () => {
    const rows = parse('h,i\n"1\n2",x\n\n3,y\n');
    expect(rows.map(({ row, line }) => [row, line])).toEqual([
      [1, 1],
      [2, 2],
      [3, 4],
      [4, 5],
    ]);
  });

  test('after a fault and after a record that is too long', () => {
    const long = 'x'.repeat(MAX_RECORD_LENGTH + 1);
    const rows = parse(`h\n"a"b\n"1\n2"\n${long}\nz\n`, { pieceSize: 60_000 });
    expect(rows.map(({ row, line, fault }) => [row, line, fault])).toEqual([
      [1, 1, undefined],
      [2, 2, 'bad_quotes'],
      [3, 3, undefined],
      [4, 5, 'too_long'],
      [5, 6, undefined],
    ]);
  });
});

describe('faults cost a line', () => {
  test.each([
    ['text behind a closing quote', '1,"a"b,c\n2,d,e\n', '1,"a"b,c'],
    ['a quote that opens and is closed by the next one', '1,"Bo,c\n2,d,e\n3,"x y",z\n', '1,"Bo,c'],
    ['a quote that is never closed', '1,"Bo,c\n2,d,e\n', '1,"Bo,c'],
  ])('%s', (_, text, line) => {
    const rows = parse(text);
    expect(rows[0]).toEqual({ row: 1, line: 1, cells: [line], fault: 'bad_quotes' });
    expect(rows[1]).toEqual({ row: 2, line: 2, cells: ['2', 'd', 'e'] });
    expect(rows.slice(2).some(({ fault }) => fault !== undefined)).toBe(false);
  });

  test('a quote that is open for a million characters', () => {
    const rows = parse(`1,"a\n${'2,b\n'.repeat(300_000)}`, { pieceSize: 60_000 });
    expect(rows[0]?.fault).toBe('bad_quotes');
    expect(rows).toHaveLength(300_001);
    expect(rows.slice(1).every(({ fault }) => fault === undefined)).toBe(true);
  });

  test('a line of 20 million characters', () => {
    const rows = parse(`a,b\n${'x'.repeat(20_000_000)}\nc,d`, { pieceSize: 65_536 });
    expect(rows.map(({ cells, fault }) => fault ?? cells)).toEqual([['a', 'b'], 'too_long', ['c', 'd']]);
  });

  test('the end of a file that is cut', () => {
    expect(parse('a,b\nc,4', { isCut: true })[1]).toEqual({
      row: 2,
      line: 2,
      cells: ['c,4'],
      fault: 'cut_short',
    });
    expect(parse('a,b\nc,"4\n5', { isCut: true })[1]).toMatchObject({ fault: 'cut_short' });
    expect(parse('a,b\nc,4\n', { isCut: true })[1]).toEqual({ row: 2, line: 2, cells: ['c', '4'] });
  });
});

const cell = fc.string({ unit: fc.constantFrom('a', 'b', ',', ';', '"', '\n', ' ', "'", 'é') });

test('reads back what was quoted, in whatever pieces it comes', () => {
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(table, fc.integer({ min: 1, max: 20 }), (cells, pieceSize) => {
      const text = cells
        .map((row) => `${row.map((c) => `"${c.replaceAll('"', '""')}"`).join(',')}\n`)
        .join('');
      expect(parse(text, { pieceSize }).map((row) => row.cells)).toEqual(cells);
    }),
    { numRuns: 1_000 },
  );
});

test('any text gives the same rows in whatever pieces it comes, and each line is in one of them', () => {
  fc.assert(
    fc.property(cell, cell, fc.integer({ min: 1, max: 5 }), (one, two, pieceSize) => {
      const text = `${one}\n${two}`;
      const rows = parse(text);
      expect(parse(text, { pieceSize })).toEqual(rows);
      expect(rows.map(({ row }) => row)).toEqual(rows.map((_, i) => i + 1));
      const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
      const spans = rows.map(({ line }, i) => (rows[i + 1]?.line ?? lines + 1) - line);
      expect(spans.every((span) => span >= 1)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
