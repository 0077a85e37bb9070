import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** One made-up business with its files. */
export interface DataSet {
  readonly name: string;
  readonly folder: URL;
  readonly customers: string;
  /** What was sent to them, where anything was. */
  readonly messages?: URL;
  /** DuckDB types of the columns of the customer list, said and not guessed. */
  readonly columns: Readonly<Record<string, string>>;
}

const USUAL = {
  customer_id: 'VARCHAR',
  first_name: 'VARCHAR',
  last_name: 'VARCHAR',
  email: 'VARCHAR',
  phone: 'VARCHAR',
  whatsapp: 'VARCHAR',
  country: 'VARCHAR',
  city: 'VARCHAR',
  timezone: 'VARCHAR',
  language: 'VARCHAR',
  signup_at: 'TIMESTAMP',
  preferred_channel: 'VARCHAR',
  consent_sms: 'BOOLEAN',
  consent_whatsapp: 'BOOLEAN',
  consent_email: 'BOOLEAN',
} as const;

/** Businesses that others made up, whose columns stand in a file. */
const STRANGERS: readonly DataSet[] = z
  .array(z.strictObject({ name: z.string(), columns: z.record(z.string(), z.string()) }))
  .parse(JSON.parse(readFileSync(new URL('strangers/businesses.json', import.meta.url), 'utf8')))
  .map(({ name, columns }) => ({
    name,
    folder: new URL(`strangers/${name}/`, import.meta.url),
    customers: 'customers.csv',
    columns,
  }));

/** The one of `cloud` has questions only in the part kept apart: nothing was ever made to fit it. */
export const DATA_SETS: readonly DataSet[] = [
  {
    name: 'retailer',
    folder: new URL('../../examples/', import.meta.url),
    customers: 'customers.csv',
    messages: new URL('retailer/messages.csv', import.meta.url),
    columns: { ...USUAL, tier: 'VARCHAR', points: 'BIGINT' },
  },
  {
    name: 'schools',
    folder: new URL('schools/', import.meta.url),
    customers: 'customers.ndjson',
    columns: {
      ...USUAL,
      campus: 'VARCHAR',
      level: 'VARCHAR',
      target_level: 'VARCHAR',
      age: 'BIGINT',
      attendance: 'DECIMAL(9, 4)',
      scholarship: 'BOOLEAN',
      alumni: 'BOOLEAN',
      source: 'VARCHAR',
      next_exam_on: 'TIMESTAMP',
      interests: 'VARCHAR[]',
      referrals: 'BIGINT',
    },
  },
  {
    name: 'cloud',
    folder: new URL('cloud/', import.meta.url),
    customers: 'customers.csv',
    columns: {
      ...USUAL,
      industry: 'VARCHAR',
      seats: 'BIGINT',
      mrr: 'DECIMAL(12, 4)',
      churn_risk: 'VARCHAR',
      on_trial: 'BOOLEAN',
      beta_tester: 'BOOLEAN',
      renewal_on: 'TIMESTAMP',
      nps: 'BIGINT',
      account_owner: 'VARCHAR',
    },
  },
  ...STRANGERS,
];
