import { expect, test } from 'vitest';
import { makeCustomer, makeDefinition } from '../../test/support/make.ts';
import { chooseChannels } from './choose-channel.ts';
import { workspaceSettings } from './workspace-settings.ts';

const { origins } = workspaceSettings.parse({});
const ALL = { sms: '+351912345678', whatsapp: '+351912345678', email: 'ana@example.com' };
const YES = { sms: true, whatsapp: true, email: true };
const definition = makeDefinition({
  channels: ['whatsapp', 'sms', 'email'],
  templates: {
    sms: { text: 'x' },
    whatsapp: { template: 't', language: 'en', body: 'x' },
    email: { subject: 's', text: 't' },
  },
});
const channels = (...args: Parameters<typeof chooseChannels>) =>
  chooseChannels(...args).choices.map((choice) => choice.channel);

test('channels are tried in the order of the campaign', () => {
  expect(channels(makeCustomer({ addresses: ALL, consent: YES }), definition, origins)).toEqual([
    'whatsapp',
    'sms',
    'email',
  ]);
});

test("the customer's own channel goes first, unless the campaign says otherwise", () => {
  const customer = makeCustomer({ addresses: ALL, consent: YES, preferredChannel: 'email' });
  expect(channels(customer, definition, origins)).toEqual(['email', 'whatsapp', 'sms']);
  expect(channels(customer, { ...definition, preferredFirst: false }, origins)).toEqual([
    'whatsapp',
    'sms',
    'email',
  ]);
});

test('promotional messages need consent, transactional ones an address', () => {
  const customer = makeCustomer({ addresses: ALL, consent: { sms: true, email: false } });
  expect(channels(customer, definition, origins)).toEqual(['sms']);
  expect(channels(customer, { ...definition, messageType: 'transactional' }, origins)).toEqual([
    'whatsapp',
    'sms',
    'email',
  ]);
});

test.each([
  [{ addresses: {}, consent: YES }, 'no_address'],
  [{ addresses: ALL, consent: {} }, 'no_consent'],
  [{ addresses: { whatsapp: '+14155550100' }, consent: YES, country: 'US' }, 'whatsapp_us_marketing'],
])('why nobody is written to: %#', (customer, reason) => {
  expect(chooseChannels(makeCustomer(customer), definition, origins)).toEqual({ choices: [], reason });
});

test.each([
  ['+14155550100', undefined, false],
  ['+14155550100', 'US', false],
  // The number decides, not where its owner lives.
  ['+14155550100', 'PT', false],
  ['+351912345678', 'US', true],
  // +1 is shared: Toronto, San Juan, Nassau.
  ['+14165550100', undefined, true],
  ['+14165550100', 'US', true],
  ['+17875550100', 'PR', true],
  ['+12425550100', 'BS', true],
  // No certain country behind +1.
  ['+15005550006', undefined, false],
  ['+15005550006', 'US', false],
  ['+15005550006', 'CA', true],
])('WhatsApp marketing to %s of %s', (whatsapp, country, goes) => {
  const customer = makeCustomer({
    addresses: { whatsapp },
    consent: YES,
    ...(country === undefined ? {} : { country }),
  });
  const { choices, reason } = chooseChannels(customer, definition, origins);
  expect(choices).toHaveLength(goes ? 1 : 0);
  if (!goes) expect(reason).toBe('whatsapp_us_marketing');
  const transactional = { ...definition, messageType: 'transactional' as const };
  expect(channels(customer, transactional, origins)).toEqual(['whatsapp']);
});

test('an origin that names the country goes before one that takes all, and one that names others is not used', () => {
  const [sms] = origins;
  if (sms === undefined) throw new Error('no origin');
  const customer = makeCustomer({ addresses: { sms: ALL.sms }, consent: YES, country: 'PT' });
  const named = [
    sms,
    { ...sms, id: 'portugal', countries: ['PT'] },
    { ...sms, id: 'spain', countries: ['ES'] },
  ];
  expect(chooseChannels(customer, definition, named).choices[0]?.origin.id).toBe('portugal');
  expect(chooseChannels(customer, definition, named.slice(2)).reason).toBe('no_origin');
  const promotional = [{ ...sms, messageTypes: ['transactional' as const] }];
  expect(chooseChannels(customer, definition, promotional).reason).toBe('no_origin');
});
