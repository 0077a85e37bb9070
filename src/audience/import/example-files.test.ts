import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { customersCsv } from '../../../bench/make-customers.ts';
import { MemoryCustomerStore } from '../../adapters/memory/customer-store.ts';
import type { Customer } from '../customer.ts';
import { importCustomers } from './import-customers.ts';

const EXAMPLE = new URL('../../../examples/customers.csv', import.meta.url);

async function* textOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

test('examples/customers.csv is what bench/make-customers.ts makes', () => {
  expect([...customersCsv(1_000, '1')].join('')).toBe(readFileSync(EXAMPLE, 'utf8'));
});

test('its 1,000 customers are imported without a word, and each is somebody else', async () => {
  const store = new MemoryCustomerStore();
  const rejects = {
    async write(text: string) {
      throw new Error(`Nothing should be rejected: ${text}`);
    },
  };
  const source = textOf(readFileSync(EXAMPLE, 'utf8'));
  const report = await importCustomers({ source, store, name: 'customers.csv', rejects });
  expect(report).toMatchObject({
    added: 1_000,
    warnings: 0,
    withoutAddress: 0,
    attributes: ['tier', 'points'],
  });
  const customers: Customer[] = [];
  for await (const batch of store.stream(1_000)) customers.push(...batch);
  for (const channel of ['sms', 'email'] as const) {
    const addresses = customers.flatMap(({ addresses }) => addresses[channel] ?? []);
    expect(addresses.length).toBeGreaterThan(800);
    expect(new Set(addresses).size).toBe(addresses.length);
  }
  expect(new Set(customers.map(({ country }) => country)).size).toBe(15);
  expect(
    customers.every(({ addresses }) => addresses.email?.match(/@example\.(com|org|net)$/) !== null),
  ).toBe(true);
});
