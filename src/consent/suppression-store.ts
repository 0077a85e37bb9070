import type { Channel } from '../kernel/channel.ts';

/** Why an address gets nothing more. */
export const SUPPRESSION_REASONS = [
  'opted_out',
  'complained',
  'hard_bounce',
  'invalid_address',
  'imported',
] as const;
export type SuppressionReason = (typeof SUPPRESSION_REASONS)[number];

export interface Suppression {
  /** See `addressKey`: the address itself is not kept here, so that a person can be erased and stay suppressed. */
  readonly key: string;
  readonly channel: Channel;
  readonly reason: SuppressionReason;
  /** What made us believe it: `keyword STOP`, `command`, `import list.csv`. No address in it. */
  readonly source: string;
  readonly at: number;
}

/**
 * Addresses that get nothing more. A suppression is in force from the moment `add` resolves: no attempt whose intent is
 * committed later may go to that address (the ledger checks it in the step that commits the intent).
 */
export interface SuppressionStore {
  /**
   * The first reason for an address stays, but for one: what START would lift (`opted_out`) gives way to what it must not lift. The
   * answer counts the new addresses.
   */
  add(suppressions: readonly Suppression[]): Promise<number>;
  /** A customer said START: what they themselves stopped is lifted. Complaints and bounces stay. */
  lift(keys: readonly string[]): Promise<number>;
  /** Those of `keys` that are suppressed. */
  find(keys: readonly string[]): Promise<ReadonlyMap<string, Suppression>>;
  count(): Promise<number>;
}
