import type { Measure } from './aws/usage.ts';

/** One list price. */
export interface PlatformPrice {
  /** US dollars for `per` of it, us-east-1, before tax and without the free tier. */
  readonly dollars: number;
  readonly per: number;
  readonly source: string;
}

/**
 * Collected on the day below: no price page could be opened, so each row says where its figure was
 * seen. Look at the price pages before quoting one.
 */
export const PRICED_ON = '2026-11-22';

export const PRICES: Readonly<Record<Measure, PlatformPrice>> = {
  dynamodb_write_units: {
    dollars: 0.625,
    per: 1e6,
    source: 'AWS Price List API, 2026-09-06 (quoted by others, agree)',
  },
  dynamodb_read_units: {
    dollars: 0.125,
    per: 1e6,
    source: 'AWS Price List API, 2026-09-06 (quoted by others, agree)',
  },
  sqs_requests: { dollars: 0.4, per: 1e6, source: 'AWS Price List API (quoted)' },
  sqs_fair_requests: {
    dollars: 0.1,
    per: 1e6,
    source: 'SKU queueType=Fair of us-east-2 (quoted), read as an addition',
  },
  s3_put_requests: { dollars: 0.005, per: 1e3, source: 'general knowledge, unverified' },
  s3_get_requests: { dollars: 0.0004, per: 1e3, source: 'general knowledge, unverified' },
  lambda_requests: { dollars: 0.2, per: 1e6, source: 'general knowledge, unverified' },
  lambda_gb_seconds: { dollars: 0.000_013_333_4, per: 1, source: 'arm64; general knowledge, unverified' },
  logs_gb: { dollars: 0.5, per: 1, source: 'quoted, 2026-08-01' },
};
