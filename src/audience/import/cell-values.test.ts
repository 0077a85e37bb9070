import { describe, expect, test } from 'vitest';
import {
  attributeValue,
  parseChannel,
  parseLanguage,
  parseTimezone,
  parseYesNo,
  plainText,
} from './cell-values.ts';

test.each([
  ['12', 12],
  ['-3.50', -3.5],
  ['0', 0],
  ['-0', 0],
  ['0.25', 0.25],
  [' 7 ', 7],
  ['999999999999999', 999_999_999_999_999],
  ['9999999999999999', '9999999999999999'],
  ['007', '007'],
  ['1e5', '1e5'],
  ['1,5', '1,5'],
  ['+1', '+1'],
  ['.5', '.5'],
  ['', ''],
  ['TRUE', true],
  ['false', false],
  ['yes', 'yes'],
  [5, 5],
  [true, true],
])('attribute %j is %j', (cell, value) => {
  expect(attributeValue(cell)).toBe(value);
});

test('text is composed, so that one name is one text', () => {
  expect(plainText('Zoe\u0308')).toBe('Zoë');
  expect(attributeValue('\u304b\u3099')).toBe('\u304c');
});

describe('yes and no', () => {
  test.each(['yes', 'Y', 'TRUE', 't', '1', 'on', 'opted_in', 'Opted in', 'opt-in', 'subscribed'])(
    '%s',
    (text) => {
      expect(parseYesNo(text)).toBe(true);
    },
  );
  test.each(['no', 'N', 'False', 'f', '0', 'off', 'opted_out', 'Opted-Out', 'unsubscribed'])('%s', (text) => {
    expect(parseYesNo(text)).toBe(false);
  });
  test.each(['', 'perhaps', '2', 'ja'])('%j is neither', (text) => {
    expect(parseYesNo(text)).toBeUndefined();
  });
});

test.each([
  ['SMS', 'sms'],
  ['text', 'sms'],
  ['Whats App', 'whatsapp'],
  ['E-Mail', 'email'],
  ['pigeon', undefined],
])('channel %s is %s', (text, channel) => {
  expect(parseChannel(text)).toBe(channel);
});

test.each([
  ['Europe/Berlin', 'Europe/Berlin'],
  ['Asia/Kolkata', 'Asia/Kolkata'],
  ['UTC', 'UTC'],
  ['+02:00', undefined],
  ['Middle-earth/Shire', undefined],
  ['', undefined],
])('zone %j is %s', (text, zone) => {
  expect(parseTimezone(text)).toBe(zone);
  expect(parseTimezone(text)).toBe(zone);
});

test.each([
  ['en', 'en'],
  ['PT_br', 'pt-BR'],
  ['zh-hant', 'zh-Hant'],
  ['German', undefined],
  ['xx-', undefined],
])('language %j is %s', (text, language) => {
  expect(parseLanguage(text)).toBe(language);
});
