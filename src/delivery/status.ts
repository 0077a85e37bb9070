/**
 * What is known about a message. Status moves only up this order, whatever order events come in:
 *
 *   queued < sending < expired, cancelled < unknown < sent < failed < delivered < read
 *
 * - A late `delivered` beats `failed`: AWS sends two "final" events for one message as a matter of course.
 * - `unknown` stands under `sent`: an event or a late answer settles it.
 * - Down go only three recorded steps, each with proof or an order behind it: a throttled or provably unsent attempt is `queued` again,
 *   `onUnknown: resend` queues an unknown one again, and `cpaas retry` queues a failed one again. Each begins a new attempt,
 *   so failures that come later for the attempts before it are not taken for the new one.
 */
export const STATUSES = [
  'queued',
  'sending',
  'expired',
  'cancelled',
  'unknown',
  'sent',
  'failed',
  'delivered',
  'read',
] as const;

export type Status = (typeof STATUSES)[number];

/** Where a status stands in the order, its index in STATUSES; `expired` and `cancelled` exclude each other. */
export const RANK: Readonly<Record<Status, number>> = {
  queued: 0,
  sending: 1,
  expired: 2,
  cancelled: 3,
  unknown: 4,
  sent: 5,
  failed: 6,
  delivered: 7,
  read: 8,
};
