import { expect, test } from 'vitest';
import type { AttributeValue, Customer } from '../../../audience/customer.ts';
import { CustomerColumns } from './customer-columns.ts';

function person(attributes: Record<string, AttributeValue>): Customer {
  return { key: 'k', id: 'CUST-0042', addresses: {}, consent: {}, attributes };
}

/** The row of a customer by the names of its columns; empty cells are left out. */
function cellsOf(
  columns: CustomerColumns,
  attributes: Record<string, AttributeValue>,
): Record<string, string> {
  const cells = columns.row(person(attributes)).replace(/\n$/, '').split('\u001f');
  return Object.fromEntries(
    cells.flatMap((cell, i) => (cell === '' ? [] : [[columns.columns[i]?.name ?? 'beyond', cell] as const])),
  );
}

test('each form of a value has a column, and only those that somebody has', () => {
  const columns = new CustomerColumns();
  const row = cellsOf(columns, {
    tier: 'GOLD',
    points: 12.5,
    vip: true,
    born: '1980-01-02',
    likes: ['A', 'b'],
  });
  expect(row).toEqual({
    key: 'k',
    customer_id: 'CUST-0042',
    customer_id_text: 'cust-0042',
    id_digits: '42',
    attr_tier: 'gold',
    attr_points: '12.5',
    attr_points_number: '12.5',
    attr_vip: 'true',
    attr_born: '1980-01-02',
    attr_born_time: String(Date.UTC(1980, 0, 2)),
    attr_likes_list: '["a","b"]',
  });
  expect(columns.attributes().find(({ name }) => name === 'points')).toEqual({
    name: 'points',
    text: 'attr_points',
    number: 'attr_points_number',
  });
});

test('columns grow with what comes, in a new array each time, and rows before keep their places', () => {
  const columns = new CustomerColumns();
  cellsOf(columns, { tier: 'gold' });
  const before = columns.columns;
  expect(cellsOf(columns, { tier: 'silver' })).toMatchObject({ attr_tier: 'silver' });
  expect(columns.columns).toBe(before);
  expect(cellsOf(columns, { tier: 5 })).toMatchObject({ attr_tier: '5', attr_tier_number: '5' });
  expect(columns.columns).not.toBe(before);
  expect(columns.columns.slice(0, before.length)).toEqual(before);
});

test('no two attributes share a column, whatever they are called', () => {
  const names = [
    'vip',
    'Vip!',
    'vip_number',
    'vip_list',
    'vip_2',
    '日本',
    '中国',
    '__proto__',
    'constructor',
    'é',
    'attr_vip',
  ];
  const columns = new CustomerColumns();
  for (const value of [1, '2026-01-01', ['x']])
    columns.row(person(Object.fromEntries(names.map((name) => [name, value]))));
  const made = columns.attributes();
  expect(made.map(({ name }) => name)).toEqual(names);
  const used = made.flatMap(({ text, number, time, list }) => [text, number, time, list]);
  expect(new Set(used).size).toBe(4 * names.length);
  for (const name of used) expect(name).toMatch(/^attr_[a-z0-9_]+$/);
});

test('a list of too many columns is refused in words', () => {
  const columns = new CustomerColumns();
  const many = Object.fromEntries(Array.from({ length: 5_001 }, (_, i) => [`a${i}`, 'x']));
  expect(() => columns.row(person(many))).toThrow(/more than 5000 columns/);
});
