/** Titles of Meta's error codes (aws-facts 3.6). */
const TITLES: Readonly<Record<string, string>> = {
  '1': 'API Unknown',
  '368': 'Temporarily blocked for policies violations',
  '80007': 'Rate limit issues',
  '130429': 'Rate limit hit',
  '130472': "User's number is part of an experiment",
  '130497': 'Business account is restricted from messaging users in this country',
  '131000': 'Something went wrong',
  '131005': 'Access denied',
  '131008': 'Required parameter is missing',
  '131009': 'Parameter value is not valid',
  '131016': 'Service unavailable',
  '131021': 'Recipient cannot be sender',
  '131026': 'Message undeliverable',
  '131031': 'Account has been locked',
  '131037': 'Display name approval needed',
  '131042': 'Business eligibility payment issue',
  '131045': 'Incorrect certificate',
  '131047': 'Re-engagement message',
  '131048': 'Spam rate limit hit',
  '131049': 'This message was not delivered to maintain healthy ecosystem engagement',
  '131050': 'User has stopped receipt of marketing messages',
  '131051': 'Unsupported message type',
  '131052': 'Media download error',
  '131053': 'Media upload error',
  '131056': 'Pair rate limit hit',
  '131057': 'Account in maintenance mode',
  '132000': 'Template param count mismatch',
  '132001': 'Template does not exist',
  '132005': 'Template hydrated text too long',
  '132007': 'Template format character policy violated',
  '132012': 'Template parameter format mismatch',
  '132015': 'Template is paused',
  '132016': 'Template is disabled',
  '133010': 'Phone number not registered',
  '135000': 'Generic user error',
};

/** Reasons of behaviours and scripts, which are those of the ledger, as codes; a code is itself. */
export const META_FAILURES: Readonly<Record<string, string>> = {
  undeliverable: '131026',
  marketing_cap: '131049',
  marketing_experiment: '130472',
  opted_out: '131050',
  country_blocked: '130497',
  outside_service_window: '131047',
  pair_rate_exceeded: '131056',
  rate_exceeded: '130429',
  spam_rate_exceeded: '131048',
  account_restricted: '131031',
  payment_problem: '131042',
  service_unavailable: '131000',
  template_parameters_wrong: '132000',
  template_not_found: '132001',
  template_paused: '132015',
  template_disabled: '132016',
};

/** The error that Meta gives for a reason; what it has no code for is "Something went wrong". */
export function metaErrorOf(reason = 'undeliverable'): { readonly code: number; readonly title: string } {
  const code = /^\d+$/.test(reason) ? reason : (META_FAILURES[reason] ?? '131000');
  return { code: Number(code), title: TITLES[code] ?? 'Something went wrong' };
}
