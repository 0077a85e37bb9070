/** Something of AWS that has a price by the unit. */
export type Measure =
  | 'dynamodb_write_units'
  | 'dynamodb_read_units'
  | 'sqs_requests'
  /** Of these, those with a message group: they cost more. */
  | 'sqs_fair_requests'
  | 's3_put_requests'
  | 's3_get_requests'
  | 'lambda_requests'
  | 'lambda_gb_seconds'
  | 'logs_gb'
  | 'metric_months'
  | 'alarm_months'
  | 'dashboard_months';

/** How much of it was used, by whom and on what. */
export interface Usage {
  /** The function, or who asks on our behalf: `dispatcher`, `event-source-mapping`, `eventbridge`. */
  readonly by: string;
  /** A table, an index of one, a queue, a bucket. */
  readonly of: string;
  readonly measure: Measure;
  readonly amount: number;
}

/** Adds up usage of the same measure, by whom and on what. */
export class UsageBook {
  readonly #sums = new Map<string, Usage>();

  add(usage: Usage): void {
    const key = `${usage.by}\n${usage.of}\n${usage.measure}`;
    const amount = (this.#sums.get(key)?.amount ?? 0) + usage.amount;
    this.#sums.set(key, { ...usage, amount });
  }

  /** All of it, or that which fits, in the order in which it first came. */
  entries(fits: Partial<Omit<Usage, 'amount'>> = {}): readonly Usage[] {
    return [...this.#sums.values()].filter(
      (each) =>
        (fits.by ?? each.by) === each.by &&
        (fits.of ?? each.of) === each.of &&
        (fits.measure ?? each.measure) === each.measure,
    );
  }

  sum(fits: Partial<Omit<Usage, 'amount'>> = {}): number {
    return this.entries(fits).reduce((total, { amount }) => total + amount, 0);
  }
}
