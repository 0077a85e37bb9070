/** The right to feed and settle, where several processes could: one holds it at a time. */
export interface TickLease {
  /** Takes it, or holds it for longer: `false` when somebody else has it. */
  hold(): Promise<boolean>;
  /** Lets the next one have it at once. */
  release(): Promise<void>;
}
