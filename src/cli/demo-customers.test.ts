import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseEmail } from '../audience/email-address.ts';
import { parsePhone } from '../audience/phone-number.ts';
import { demoCustomers } from './demo-customers.ts';
import { packageFile } from './package-files.ts';

const csv = readFileSync(packageFile('examples/customers.csv'), 'utf8');
const [header = '', ...rows] = csv.trimEnd().split('\n');

function made(count: number): readonly Record<string, string>[] {
  const [names = '', ...lines] = [...demoCustomers(csv, count)].join('').trimEnd().split('\n');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((cell, i) => [names.split(',')[i] ?? '', cell])),
  );
}

describe('the customers of the demo', () => {
  test('the first of the file, numbered', () => {
    expect([...demoCustomers(csv, 2)].join('')).toBe(`${header},demo_number\n${rows[0]},1\n${rows[1]},2\n`);
  });

  test('where the file has fewer, more are made, with addresses that can exist and that nobody else has', () => {
    const customers = made(rows.length + 5_000);
    const unique = (column: string) => {
      const given = customers.map((customer) => customer[column] ?? '').filter((cell) => cell !== '');
      return given.length - new Set(given).size;
    };
    expect(customers).toHaveLength(rows.length + 5_000);
    expect(unique('customer_id')).toBe(0);
    expect(unique('email')).toBe(0);
    // Area codes are kept, so that a made number may be one of the file: a handful of people is skipped as a duplicate.
    expect(unique('phone')).toBeLessThan(5);
    for (const { phone = '', whatsapp = '', email = '', country } of customers.slice(rows.length)) {
      if (phone !== '') expect(parsePhone(phone, country)).toEqual({ e164: phone });
      if (whatsapp !== '') expect(whatsapp).toBe(phone);
      if (email !== '') expect(parseEmail(email)).toBe(email);
    }
  });

  test('they are the same every time, however many are asked for', () => {
    const few = made(rows.length + 100);
    expect(made(rows.length + 200).slice(0, few.length)).toEqual(few);
  });
});
