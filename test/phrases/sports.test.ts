import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { reader } from '../support/read-phrases.ts';
import { SPORTS } from '../support/sports-vocabulary.ts';

const read = reader(SPORTS);

describe('sure', () => {
  test.each([
    ['booked a grand slam ticket', 'bought product "Grand Slam Ticket"'],
    ['spent over a grand on coaching', 'spent more than 1000 on category "Coaching"'],
    ['last booked more than a year ago', 'last purchase was more than 1 year ago'],
    ['trail runners', 'main sport is "trail running"'],
    ['indoor climbers in Cork', 'main sport is "indoor climbing" and city is "Cork"'],
    ['portal users are 50 or older', 'portal user is true and birth date is more than 50 years ago'],
    ['would rather hear from us on WhatsApp', 'preferred channel is "whatsapp"'],
    ['prefers being contacted by email', 'preferred channel is "email"'],
    ['no glove size filled in', 'not (glove size is known)'],
    ['who play both at home and at the club', 'plays at is "both"'],
    ['more than 2 refunds in the last 90 days', 'refunds 90d is more than 2'],
    ['more than 2 refunds in the last 3 months', 'refunds 90d is more than 2'],
  ])('%s', (words, meaning) => {
    const { query, confidence, notUnderstood } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(notUnderstood).toEqual([]);
    expect(confidence).toBeGreaterThanOrEqual(0.9);
  });
});

describe('with a choice that is said', () => {
  test.each([
    ['who play at home or at the club', 'plays at is one of "home", "club"', /"both" were not counted in/],
    ['refunded twice', 'refunds 90d is at least 2', /Only refunds 90d is known/],
    ['refunded nothing', 'not (refunds 90d is at least 1)', /Only refunds 90d is known/],
  ])('%s', (words, meaning, note) => {
    const { query, confidence, assumptions } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(assumptions.join(' ')).toMatch(note);
    expect(confidence).toBeLessThan(0.9);
  });
});

test('a sentence behind another begins with a capital that makes no name of its first word', () => {
  const { query } = read('tennis players in Cork. It would be great to have them today.');
  expect(explainQuery(query)).toBe('main sport is "tennis" and city is "Cork"');
});

describe('of pros in Cork', () => {
  const before = read('pros in Cork').query;
  test.each([
    ['and the regular ones too', '(level is one of "pro", "regular") and city is "Cork"', 0.95],
    ['and regular', '(level is one of "pro", "regular") and city is "Cork"', 0.85],
    ['and in Leeds', 'level is "pro" and (city is one of "Cork", "Leeds")', 0.95],
    ['and with email too', 'level is "pro" and city is "Cork" and (has an address for email)', 0.95],
    ['and ball tubes too', 'level is "pro" and city is "Cork" and (bought product "Ball Tube")', 0.95],
  ])('%s', (words, meaning, most) => {
    const { query, confidence } = read(words, before);
    expect(explainQuery(query)).toBe(meaning);
    expect(confidence).toBeLessThanOrEqual(most);
  });
});
