import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import type { RawRow } from './raw-row.ts';
import { sampled, WrittenForms } from './written-forms.ts';

const rowOf = (cells: readonly string[], row = 2): RawRow => ({ row, line: row, cells });

/** What becomes of a column of these texts. */
function read(texts: readonly string[], delimiter: ',' | ';' = ';'): readonly unknown[] {
  const rows = texts.map((text) => rowOf([text]));
  const forms = new WrittenForms({ kind: 'csv', delimiter, header: ['column'] }, rows);
  return rows.map((row) => forms.rewrite(row).cells[0]);
}

describe('dates', () => {
  test.each([
    ['with points', ['31.12.2026', '01.02.2026', '', '-'], ['2026-12-31', '2026-02-01', '', '-']],
    ['with points and no day above 12', ['1.2.2026', '03.04.2026'], ['2026-02-01', '2026-04-03']],
    ['day first', ['03/04/2026', ' 13/04/2026 '], ['2026-04-03', '2026-04-13']],
    ['month first', ['03/04/2026', '04/13/2026'], ['2026-03-04', '2026-04-13']],
    [
      'with a time',
      ['31.12.2026 9:05', '01.01.2026 23:59:59'],
      ['2026-12-31T09:05:00', '2026-01-01T23:59:59'],
    ],
    [
      'with half a day',
      ['12/31/2026 12:05 AM', '12/31/2026 3:10 pm', '1/2/2026, 12:00 p.m.'],
      ['2026-12-31T00:05:00', '2026-12-31T15:10:00', '2026-01-02T12:00:00'],
    ],
  ])('%s', (_, texts, written) => {
    expect(read(texts)).toEqual(written);
    expect(read(texts, ',')).toEqual(written);
  });

  test.each([
    ['which may be either', ['03/04/2026', '05/06/2026']],
    ['of both kinds', ['13/04/2026', '04/13/2026']],
    ['in two ways of writing', ['13/04/2026', '14.04.2026']],
    ['and something else', ['13/04/2026', 'soon']],
    ['that no calendar has', ['31.02.2026', '30.02.2026']],
    ['as ISO 8601 has them', ['2026-12-31', '2026-01-01']],
    ['of years with two digits', ['31.12.26']],
  ])('stays text: %s', (_, texts) => expect(read(texts)).toEqual(texts));

  test('a date that does not fit its column stays as it is', () => {
    const rows = [rowOf(['13/04/2026'])];
    const forms = new WrittenForms({ kind: 'csv', delimiter: ',', header: ['column'] }, rows);
    expect(forms.rewrite(rowOf(['04/13/2026'])).cells).toEqual(['04/13/2026']);
  });

  test('every day comes back, however a column writes it', () => {
    const day = fc
      .integer({ min: 0, max: 40_000 })
      .map((days) => new Date(days * 86_400_000).toISOString().slice(0, 10));
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 30 }), fc.boolean(), (days, isDayFirst) => {
        const column = ['2026-12-31', ...days];
        const written = column.map((iso) => {
          const [year, month, dayOfMonth] = iso.split('-');
          return isDayFirst ? `${dayOfMonth}/${month}/${year}` : `${month}/${dayOfMonth}/${year}`;
        });
        expect(read(written)).toEqual(column);
      }),
    );
  });
});

describe('numbers', () => {
  test.each([
    ['decimal commas', ['223,68', '10', '-0,5'], ['223.68', '10', '-0.5']],
    [
      'thousands',
      ['1.234,50', '12 345,00', "1'000'000,1", '1.234'],
      ['1234.50', '12345.00', '1000000.1', '1234'],
    ],
    ['three decimals beside others', ['1,234', '0,5'], ['1.234', '0.5']],
  ])('%s', (_, texts, written) => expect(read(texts)).toEqual(written));

  test.each([
    ['thousands or decimals', ['1,234', '12,345']],
    ['with points', ['1.5', '2.25']],
    ['ids with zeros', ['007,5', '1,5']],
    ['lists', ['1,2,3']],
  ])('stays text: %s', (_, texts) => expect(read(texts)).toEqual(texts));

  test('two sizes in a file with commas are no number', () =>
    expect(read(['38,40'], ',')).toEqual(['38,40']));
});

test('what is looked at first is not lost', async () => {
  const batches = Array.from({ length: 5 }, (_, n) =>
    Array.from({ length: 90 }, (_, i) => rowOf([`${n}-${i}`])),
  );
  async function* file() {
    yield* batches;
  }
  const { sample, rows } = await sampled(file());
  expect(sample).toHaveLength(270);
  const all: RawRow[] = [];
  for await (const batch of rows) all.push(...batch);
  expect(all).toEqual(batches.flat());
});
