import { expect, test } from 'vitest';
import { NdjsonParser } from './ndjson-parser.ts';
import { MAX_RECORD_LENGTH } from './raw-row.ts';

function parse(text: string, { pieceSize = 1_000_000, isCut = false } = {}) {
  const parser = new NdjsonParser();
  const batches = [];
  for (let at = 0; at < text.length; at += pieceSize)
    batches.push(parser.push(text.slice(at, at + pieceSize)));
  return [...batches, parser.end(isCut)].flat();
}

test('values keep their types, and what is inside gets a longer name', () => {
  const line =
    '{"id":7,"vip":false,"none":null,"attributes":{"tier":"gold"},"consent":{"sms":true},"tags":["a",1,null,{"b":2}]}';
  for (const pieceSize of [1, 10, 1_000]) {
    expect(parse(`${line}\n`, { pieceSize })).toEqual([
      {
        row: 1,
        line: 1,
        names: ['id', 'vip', 'tier', 'consent_sms', 'tags'],
        cells: [7, false, 'gold', true, ['a', 1, '{"b":2}']],
      },
    ]);
  }
});

test('what MongoDB wraps for its type is what is inside', () => {
  const line =
    '{"_id":{"$oid":"65f0"},"at":{"$date":"2026-03-31T12:00:00Z"},"since":{"$date":{"$numberLong":"0"}},"seats":{"$numberInt":"12"},"paid":{"$numberDecimal":"1.50"},"far":{"$date":{"$numberLong":"9e99"}},"own":{"$x":1}}';
  expect(parse(line)).toMatchObject([
    {
      names: ['_id', 'at', 'since', 'seats', 'paid', 'far', 'own_$x'],
      cells: ['65f0', '2026-03-31T12:00:00Z', '1970-01-01T00:00:00.000Z', 12, 1.5, 9e99, 1],
    },
  ]);
});

test.each([
  '[1]',
  '1',
  'null',
  '"x"',
  '{',
  '{"a":1}{"b":2}',
  '['.repeat(200_000),
  `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
])('a line that is no object is told: %#', (line) => {
  expect(parse(`{"a":1}\n${line}\n{"b":2}`).map(({ row, fault }) => [row, fault])).toEqual([
    [1, undefined],
    [2, 'bad_json'],
    [3, undefined],
  ]);
});

test('a line that is too long is dropped as it comes', () => {
  const long = `{"a":"${'x'.repeat(2 * MAX_RECORD_LENGTH)}"}`;
  for (const pieceSize of [65_536, 10_000_000]) {
    const rows = parse(`${long}\n{"b":2}\n`, { pieceSize });
    expect(rows).toEqual([
      { row: 1, line: 1, cells: [], fault: 'too_long' },
      { row: 2, line: 2, names: ['b'], cells: [2] },
    ]);
  }
});

test('the end of a file that is cut', () => {
  expect(parse('{"a":1}\n{"b":', { isCut: true })[1]).toMatchObject({ row: 2, fault: 'cut_short' });
  expect(parse('{"a":1}\n{"b":2}', { isCut: true })[1]).toMatchObject({ row: 2, names: ['b'] });
});

test('a line of a rejects file stands for its record', () => {
  const line = {
    row: 3,
    line: 3,
    kind: 'rejected',
    column: 'phone',
    reason: 'x',
    record: { customer_id: 'a' },
  };
  expect(parse(JSON.stringify(line))).toEqual([{ row: 1, line: 1, names: ['customer_id'], cells: ['a'] }]);
});
