/**
 * What a Meta error code says about a WhatsApp message and about what it was sent from (aws-facts 3.6). Sending through AWS
 * these codes come later, in `failed` events: the call itself was accepted by then.
 */
export interface MetaFailure {
  /** Vendor-neutral: what the ledger, the report and `cpaas retry --reason` show. */
  readonly reason: string;
  readonly retry: MetaRetry;
  /**
   * What would fail in the same way and has to wait: everything from this number, or everything of this campaign (its template is at
   * fault). Absent: this message alone.
   */
  readonly hold?: 'origin' | 'campaign';
  /** The number was too fast: its rate has to fall, as after a throttled call. */
  readonly throttled?: true;
  /** The customer wants no more of it. */
  readonly suppress?: 'opted_out';
}

/**
 * When sending the same message again could help; nothing sends it again by itself, the next channel follows.
 *
 * - `never`: not to this customer, or not with this content.
 * - `soon`: after seconds to minutes.
 * - `next_day`: not before 24 hours have passed, and then with growing gaps.
 * - `when_mended`: after the operator, AWS or Meta has put something right.
 */
export type MetaRetry = 'never' | 'soon' | 'next_day' | 'when_mended';

/** "Class / action" of aws-facts 3.6, row by row. The class is our reading of Meta's remedies, not a field of Meta's. */
const ROWS: readonly (readonly [codes: readonly number[], failure: MetaFailure])[] = [
  [[131026], { reason: 'undeliverable', retry: 'never' }],
  [[131047], { reason: 'outside_service_window', retry: 'never' }],
  [[131049], { reason: 'marketing_cap', retry: 'next_day' }],
  [[131050], { reason: 'opted_out', retry: 'never', suppress: 'opted_out' }],
  [[131062], { reason: 'user_id_not_allowed', retry: 'never' }],
  [[131056], { reason: 'pair_rate_exceeded', retry: 'soon' }],
  [[130429], { reason: 'rate_exceeded', retry: 'soon', throttled: true }],
  [[131048], { reason: 'spam_rate_exceeded', retry: 'when_mended', hold: 'origin' }],
  [[80007, 4], { reason: 'account_rate_exceeded', retry: 'soon', hold: 'origin' }],
  [[130472], { reason: 'marketing_experiment', retry: 'never' }],
  [[368, 131031], { reason: 'account_restricted', retry: 'when_mended', hold: 'origin' }],
  [[130497], { reason: 'country_blocked', retry: 'never' }],
  [[131042], { reason: 'payment_problem', retry: 'when_mended', hold: 'origin' }],
  [[131000, 131016, 133004, 2, 1], { reason: 'service_unavailable', retry: 'soon' }],
  [[131057], { reason: 'number_in_maintenance', retry: 'soon', hold: 'origin' }],
  // 200 to 299 are in metaFailure: a range of permissions.
  [[131005, 10, 0, 190, 3], { reason: 'no_permission', retry: 'when_mended', hold: 'origin' }],
  [[131008, 131009, 100, 33, 135000], { reason: 'invalid_request', retry: 'never' }],
  [[131021], { reason: 'sent_to_itself', retry: 'never' }],
  [[131037], { reason: 'display_name_not_approved', retry: 'when_mended', hold: 'origin' }],
  [[131045, 133010], { reason: 'number_not_registered', retry: 'when_mended', hold: 'origin' }],
  [[131051], { reason: 'message_type_unsupported', retry: 'never' }],
  [[131052], { reason: 'media_download_failed', retry: 'soon' }],
  [[131053], { reason: 'media_upload_failed', retry: 'never' }],
  [[132000, 132012], { reason: 'template_parameters_wrong', retry: 'never' }],
  [[132001], { reason: 'template_not_found', retry: 'when_mended', hold: 'campaign' }],
  [[132005], { reason: 'too_long', retry: 'never' }],
  [[132007], { reason: 'template_against_policy', retry: 'when_mended', hold: 'campaign' }],
  [[132015], { reason: 'template_paused', retry: 'when_mended', hold: 'campaign' }],
  [[132016], { reason: 'template_disabled', retry: 'when_mended', hold: 'campaign' }],
  [[132068], { reason: 'flow_blocked', retry: 'when_mended', hold: 'campaign' }],
  [[132069], { reason: 'flow_throttled', retry: 'soon' }],
  // Of the marketing messages API alone.
  [[131055, 134100, 134102], { reason: 'marketing_api_refused', retry: 'never' }],
  [[134101], { reason: 'template_not_synced', retry: 'soon' }],
];

const FAILURES: ReadonlyMap<number, MetaFailure> = new Map(
  ROWS.flatMap(([codes, failure]) => codes.map((code) => [code, failure] as const)),
);

const NO_PERMISSION: MetaFailure = { reason: 'no_permission', retry: 'when_mended', hold: 'origin' };

/** What a code of Meta's means. A code that no table has keeps its number in the reason, so that a person can look it up. */
export function metaFailure(code: number): MetaFailure {
  const known = FAILURES.get(code);
  if (known !== undefined) return known;
  if (code >= 200 && code <= 299) return NO_PERMISSION;
  return { reason: `unknown_code_${code}`, retry: 'never' };
}
