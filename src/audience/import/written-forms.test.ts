import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import type { RawRow } from './raw-row.ts';
import { sampled } from './sampled-rows.ts';
import { WrittenForms } from './written-forms.ts';

const rowOf = (cells: readonly string[], row = 2): RawRow => ({ row, line: row, cells });

/** What becomes of a column of these texts. */
function read(texts: readonly string[], delimiter: ',' | ';' = ';'): readonly unknown[] {
  const rows = texts.map((text) => rowOf([text]));
  const forms = new WrittenForms({ kind: 'csv', delimiter, header: ['column'] }, rows, new Set([0]));
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
    ['year first', ['2026/12/31', '2026/02/01 09:05'], ['2026-12-31', '2026-02-01T09:05']],
    [
      'months by name',
      ['31 Dec 2026', '1-feb-2026', 'Feb 1st, 2026', 'Sunday, February 1, 2026 at 2:05 PM', '3 Sept 2026'],
      ['2026-12-31', '2026-02-01', '2026-02-01', '2026-02-01T14:05:00', '2026-09-03'],
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
    ['of months that are none', ['31 Dez 2026', '1 Foo 2026']],
    ['with words around', ['made 3 May 2026']],
  ])('stays text: %s', (_, texts) => expect(read(texts)).toEqual(texts));

  test('a date that does not fit its column stays as it is', () => {
    const rows = [rowOf(['13/04/2026'])];
    const forms = new WrittenForms({ kind: 'csv', delimiter: ',', header: ['column'] }, rows, new Set([0]));
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

describe('measures', () => {
  test.each([
    ['money', ['$1,234.50', '$12', '-$3', '($4.10)'], ['1234.5', '12', '-3', '-4.1']],
    ['money behind the number', ['1.234,50 €', '12 €', '0,5€'], ['1234.5', '12', '0.5']],
    ['money by its code', ['EUR 12.00', '1,200,000 EUR'], ['12', '1200000']],
    ['thousands, as no cent has three digits', ['£1,234', '£56', '£-5,000'], ['1234', '56', '-5000']],
    ['money of three decimals', ['1,234 KWD', '2,500 KWD'], ['1.234', '2.5']],
    ['percentages', ['15%', '12.5 %', '-3,5%', ''], ['15', '12.5', '-3.5', '']],
  ])('%s', (_, texts, written) => {
    expect(read(texts)).toEqual(written);
    expect(read(texts, ',')).toEqual(written);
  });

  test.each([
    ['beside plain numbers', ['$12', '13']],
    ['of words', ['ABC 12', 'ABC 13']],
  ])('stays text: %s', (_, texts) => expect(read(texts)).toEqual(texts));

  test('of a known field stays as it is: it reads the currency itself', () => {
    const rows = [rowOf(['€ 12'])];
    const forms = new WrittenForms({ kind: 'csv', delimiter: ',', header: ['amount'] }, rows, new Set());
    expect(forms.forms.size).toBe(0);
  });
});

describe('lists with commas', () => {
  test.each([
    [
      'of different lengths',
      ['vip, wholesale', 'vip', '', 'wholesale,new', 'new'],
      ['["vip","wholesale"]', '["vip"]', '', '["wholesale","new"]', '["new"]'],
    ],
    ['in quotes', ['"VIP","News"', '"News"', '"VIP"'], ['["VIP","News"]', '["News"]', '["VIP"]']],
  ])('%s', (_, texts, written) => expect(read(texts, ',')).toEqual(written));

  test.each([
    ['places', ['Austin, TX', 'Dallas, TX', 'Austin, TX', 'Dallas, TX']],
    ['names', ['Costa, Ana', 'Ana, Costa']],
    ['sentences', ['called twice, no answer', 'called twice', 'no answer', 'asked for the price']],
    ['single words', ['vip', 'new', 'vip', 'new']],
  ])('stays text: %s', (_, texts) => expect(read(texts, ',')).toEqual(texts));
});

test('an apostrophe that a spreadsheet puts before text is taken away, where all have it', () => {
  expect(read(["'6540000123", "'+15125550100'", '', "'M5H 2N2"])).toEqual([
    '6540000123',
    '+15125550100',
    '',
    'M5H 2N2',
  ]);
  expect(read(["'90s", 'classic'])).toEqual(["'90s", 'classic']);
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
