import type { Measure } from './aws/usage.ts';

export const SERVICES = ['DynamoDB', 'SQS', 'S3', 'Lambda', 'CloudWatch'] as const;
export type Service = (typeof SERVICES)[number];

interface PlatformPrice {
  readonly service: Service;
  /** US dollars for `per` of it, us-east-1, before tax and without any free tier. */
  readonly dollars: number;
  readonly per: number;
  readonly source: string;
}

/** No price page could be opened on this day: each row says where its figure was seen. Look at the pages before quoting one. */
export const COLLECTED_ON = '2026-11-22';

const PRICE_LIST = 'AWS Price List API of 2026-09-06 and price page of 2026-08-01, as others quote them';
const UNVERIFIED = 'general knowledge, unverified';

export const PRICES: Readonly<Record<Measure, PlatformPrice>> = {
  dynamodb_write_units: { service: 'DynamoDB', dollars: 0.625, per: 1e6, source: PRICE_LIST },
  dynamodb_read_units: { service: 'DynamoDB', dollars: 0.125, per: 1e6, source: PRICE_LIST },
  sqs_requests: { service: 'SQS', dollars: 0.4, per: 1e6, source: 'AWS Price List API, as others quote it' },
  sqs_fair_requests: {
    service: 'SQS',
    dollars: 0.1,
    per: 1e6,
    source:
      'SKU queueType=Fair of us-east-2, as others quote it; taken for an addition to the price of the request',
  },
  s3_put_requests: { service: 'S3', dollars: 0.005, per: 1e3, source: UNVERIFIED },
  s3_get_requests: { service: 'S3', dollars: 0.0004, per: 1e3, source: UNVERIFIED },
  lambda_requests: { service: 'Lambda', dollars: 0.2, per: 1e6, source: UNVERIFIED },
  lambda_gb_seconds: { service: 'Lambda', dollars: 0.000_013_333_4, per: 1, source: `arm64; ${UNVERIFIED}` },
  logs_gb: { service: 'CloudWatch', dollars: 0.5, per: 1, source: 'as others quote it on 2026-08-01' },
  metric_months: {
    service: 'CloudWatch',
    dollars: 0.3,
    per: 1,
    source: 'as others quote it in February 2026',
  },
  alarm_months: { service: 'CloudWatch', dollars: 0.1, per: 1, source: 'as others quote it on 2026-08-01' },
  dashboard_months: { service: 'CloudWatch', dollars: 3, per: 1, source: 'copy of the price page' },
};

/** US dollars. */
export function dollarsFor(measure: Measure, amount: number): number {
  const { dollars, per } = PRICES[measure];
  return (amount * dollars) / per;
}
