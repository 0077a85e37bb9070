import { expect, test } from 'vitest';
import { magicFate } from './magic-addresses.ts';

test.each([
  ['sms', '+14254147755', ['delivered']],
  ['sms', '+14254147167', ['failed']],
  ['sms', '+447860019067', ['failed']],
  ['sms', '+14254147756', undefined],
  ['whatsapp', '+14254147167', undefined],
  ['email', 'success@simulator.amazonses.com', ['delivered']],
  ['email', 'ooto@simulator.amazonses.com', ['delivered']],
  ['email', 'complaint@simulator.amazonses.com', ['delivered', 'complained']],
  ['email', 'Bounce+row-17@simulator.amazonses.com', ['failed']],
  ['email', 'suppressionlist@simulator.amazonses.com', ['failed']],
  ['email', 'nobody@simulator.amazonses.com', undefined],
  ['email', 'bounce@example.com', undefined],
] as const)('%s to %s ends as AWS documents', (channel, address, types) => {
  const fate = magicFate(channel, address);
  expect(fate?.events?.map((event) => event.type)).toEqual(types);
  expect(fate?.answer).toEqual(types && { kind: 'accepted' });
});

test('a bounce is dead for good', () => {
  const fate = magicFate('email', 'bounce@simulator.amazonses.com');
  expect(fate?.events).toEqual([{ type: 'failed', reason: 'hard_bounce', bounced: true, suppress: true }]);
});
