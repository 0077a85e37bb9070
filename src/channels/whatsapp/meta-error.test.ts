import { describe, expect, test } from 'vitest';
import { remedyOf } from '../aws/remedies.ts';
import { type MetaFailure, metaFailure } from './meta-error.ts';

/** One row a code, written out again from aws-facts 3.6. */
const CODES: readonly (readonly [code: number, want: MetaFailure])[] = [
  [131026, { reason: 'undeliverable', retry: 'never' }],
  [131047, { reason: 'outside_service_window', retry: 'never' }],
  [131049, { reason: 'marketing_cap', retry: 'next_day' }],
  [131050, { reason: 'opted_out', retry: 'never', suppress: 'opted_out' }],
  [131062, { reason: 'user_id_not_allowed', retry: 'never' }],
  [131056, { reason: 'pair_rate_exceeded', retry: 'soon' }],
  [130429, { reason: 'rate_exceeded', retry: 'soon', throttled: true }],
  [131048, { reason: 'spam_rate_exceeded', retry: 'when_mended', hold: 'origin' }],
  [80007, { reason: 'account_rate_exceeded', retry: 'soon', hold: 'origin' }],
  [4, { reason: 'account_rate_exceeded', retry: 'soon', hold: 'origin' }],
  [130472, { reason: 'marketing_experiment', retry: 'never' }],
  [368, { reason: 'account_restricted', retry: 'when_mended', hold: 'origin' }],
  [131031, { reason: 'account_restricted', retry: 'when_mended', hold: 'origin' }],
  [130497, { reason: 'country_blocked', retry: 'never' }],
  [131042, { reason: 'payment_problem', retry: 'when_mended', hold: 'origin' }],
  [131000, { reason: 'service_unavailable', retry: 'soon' }],
  [131016, { reason: 'service_unavailable', retry: 'soon' }],
  [133004, { reason: 'service_unavailable', retry: 'soon' }],
  [2, { reason: 'service_unavailable', retry: 'soon' }],
  [1, { reason: 'service_unavailable', retry: 'soon' }],
  [131057, { reason: 'number_in_maintenance', retry: 'soon', hold: 'origin' }],
  [131005, { reason: 'no_permission', retry: 'when_mended', hold: 'origin' }],
  [10, { reason: 'no_permission', retry: 'when_mended', hold: 'origin' }],
  [0, { reason: 'no_permission', retry: 'when_mended', hold: 'origin' }],
  [190, { reason: 'no_permission', retry: 'when_mended', hold: 'origin' }],
  [3, { reason: 'no_permission', retry: 'when_mended', hold: 'origin' }],
  [200, { reason: 'no_permission', retry: 'when_mended', hold: 'origin' }],
  [250, { reason: 'no_permission', retry: 'when_mended', hold: 'origin' }],
  [299, { reason: 'no_permission', retry: 'when_mended', hold: 'origin' }],
  [131008, { reason: 'invalid_request', retry: 'never' }],
  [131009, { reason: 'invalid_request', retry: 'never' }],
  [100, { reason: 'invalid_request', retry: 'never' }],
  [33, { reason: 'invalid_request', retry: 'never' }],
  [135000, { reason: 'invalid_request', retry: 'never' }],
  [131021, { reason: 'sent_to_itself', retry: 'never' }],
  [131037, { reason: 'display_name_not_approved', retry: 'when_mended', hold: 'origin' }],
  [131045, { reason: 'number_not_registered', retry: 'when_mended', hold: 'origin' }],
  [133010, { reason: 'number_not_registered', retry: 'when_mended', hold: 'origin' }],
  [131051, { reason: 'message_type_unsupported', retry: 'never' }],
  [131052, { reason: 'media_download_failed', retry: 'soon' }],
  [131053, { reason: 'media_upload_failed', retry: 'never' }],
  [132000, { reason: 'template_parameters_wrong', retry: 'never' }],
  [132012, { reason: 'template_parameters_wrong', retry: 'never' }],
  [132001, { reason: 'template_not_found', retry: 'when_mended', hold: 'campaign' }],
  [132005, { reason: 'too_long', retry: 'never' }],
  [132007, { reason: 'template_against_policy', retry: 'when_mended', hold: 'campaign' }],
  [132015, { reason: 'template_paused', retry: 'when_mended', hold: 'campaign' }],
  [132016, { reason: 'template_disabled', retry: 'when_mended', hold: 'campaign' }],
  [132068, { reason: 'flow_blocked', retry: 'when_mended', hold: 'campaign' }],
  [132069, { reason: 'flow_throttled', retry: 'soon' }],
  [131055, { reason: 'marketing_api_refused', retry: 'never' }],
  [134100, { reason: 'marketing_api_refused', retry: 'never' }],
  [134102, { reason: 'marketing_api_refused', retry: 'never' }],
  [134101, { reason: 'template_not_synced', retry: 'soon' }],
];

describe('metaFailure', () => {
  test.each(CODES)('%i', (code, want) => {
    expect(metaFailure(code)).toEqual(want);
  });

  test('a person is told what to do about a number that is held', () => {
    const held = CODES.filter(([, { hold }]) => hold === 'origin').map(([, { reason }]) => reason);
    expect(held.length).toBeGreaterThan(10);
    expect(held.filter((reason) => remedyOf(reason) === undefined)).toEqual([]);
  });

  test.each([199, 300, 131099, -1])('%i is in no table', (code) => {
    expect(metaFailure(code)).toEqual({ reason: `unknown_code_${code}`, retry: 'never' });
  });
});
