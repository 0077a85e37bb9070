import { expect, test } from 'vitest';
import { readProblem } from './read-problem.ts';

function named(name: string, message = 'no'): Error {
  return Object.assign(new Error(message), { name });
}

test.each([
  [named('CredentialsProviderError'), 'no_credentials'],
  [
    named('CredentialsProviderError', 'The SSO session associated with this profile has expired.'),
    'expired_credentials',
  ],
  [named('ExpiredTokenException'), 'expired_credentials'],
  [named('UnrecognizedClientException'), 'wrong_credentials'],
  [named('InvalidSignatureException', 'The signature does not match'), 'wrong_credentials'],
  [named('InvalidSignatureException', 'Signature expired: 20261122T000000Z is now earlier'), 'clock_off'],
  [named('AccessDeniedException'), 'no_permission'],
  [named('ThrottledRequestException'), 'throttled'],
  [named('ResourceNotFoundException'), 'missing'],
  [Object.assign(new Error('no'), { code: 'ENOTFOUND' }), 'endpoint_unknown'],
  [Object.assign(new Error('no'), { code: 'ECONNREFUSED' }), 'unreachable'],
  [named('TimeoutError'), 'unreachable'],
  [named('SomethingNew'), 'failed'],
  ['a text', 'failed'],
])('%s is %s', (thrown, problem) => {
  expect(readProblem(thrown).problem).toBe(problem);
});
