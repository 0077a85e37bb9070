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

test.each([
  ['a|b|c', ['a', 'b', 'c']],
  ['Camping gear | Stoves', ['Camping gear', 'Stoves']],
  ['red; green;7', ['red', 'green', 7]],
  ['v1.5|v2.0', ['v1.5', 'v2.0']],
  ['Health & Beauty;Books', ['Health & Beauty', 'Books']],
  ['["a, b","c",true]', ['a, b', 'c', true]],
  [
    ['x', '7'],
    ['x', 7],
  ],
])('attribute %j is a list', (cell, value) => {
  expect(attributeValue(cell)).toEqual(value);
});

test.each([
  'Rings twice; leaves parcels with the neighbour on the left',
  'Called on Monday; no answer.',
  'Well, yes; no',
  'Mozilla/5.0 (X11; Linux x86_64)',
  'AT&amp;T',
  'a||b',
  '|a',
  'a;',
  ';',
  'https://example.com/?a=1|b',
  Array.from({ length: 101 }, () => 'a').join('|'),
  `${'x'.repeat(41)}|b`,
  '[a|b]',
  '[1,{"a":2}]',
])('%j is one text', (text) => {
  expect(attributeValue(text)).toBe(text);
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
