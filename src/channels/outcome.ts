import type { SuppressionReason } from '../consent/suppression-store.ts';

/**
 * What became of one provider call: a closed vocabulary, the same for every vendor.
 *
 * - `accepted`: the provider took it; what happens next comes as events.
 * - `refused`: final, for this message: the address or the content will never do. `suppress`: nothing more goes to this address, and why.
 * - `throttled`: too fast. Not an attempt: it burns nothing and slows its origin.
 * - `not_sent`: proved that nothing left (no connection, no credentials, spend limit, origin disabled): comes again after a while.
 *   `hold` says what is at fault; everything that shares it waits, so that a queue is never drained into failures.
 * - `unknown`: bytes may have left and no readable answer came. Nothing here may send it again on its own.
 */
export type Outcome =
  | { readonly kind: 'accepted'; readonly providerId: string }
  | { readonly kind: 'refused'; readonly reason: string; readonly suppress?: SuppressionReason }
  | { readonly kind: 'throttled'; readonly reason: string }
  | { readonly kind: 'not_sent'; readonly reason: string; readonly hold: 'message' | 'origin' }
  | { readonly kind: 'unknown'; readonly reason: string };
