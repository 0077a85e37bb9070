/** What must not be, counted. All zero, or the run has failed. */
export const BREACHES = {
  duplicates: "accepted sends of a message beyond what its campaign's policy allows",
  lost: 'accepted by a carrier, and the ledger does not know',
  unaccounted:
    'customers with neither a message nor a reason, messages that ended nowhere, campaigns that do not add up',
  repeatedRequests: 'requests beyond the first for one attempt id',
  withoutIntent: 'requests whose intent was not committed before',
  drifted: 'campaigns whose counters do not equal a recount',
  unsettled: 'messages with a receipt that the ledger does not show',
  disorderlyStops: 'processes that did not end in order when they were asked to',
} as const;

export type Breach = keyof typeof BREACHES;
export type Breaches = Record<Breach, number>;

export function noBreaches(): Breaches {
  return {
    duplicates: 0,
    lost: 0,
    unaccounted: 0,
    repeatedRequests: 0,
    withoutIntent: 0,
    drifted: 0,
    unsettled: 0,
    disorderlyStops: 0,
  };
}

export function isBreach(name: string): name is Breach {
  return name in BREACHES;
}
