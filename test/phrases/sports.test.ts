import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
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
  ])('%s', readsAs(read));
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

describe('what people say of the club', () => {
  test.each([
    ['anyone in a tennis club', 'tennis club is known', 0.9],
    ['not part of any club', 'not (tennis club is known)', 0.9],
    ['no tennis club on file', 'not (tennis club is known)', 0.9],
    ['last seen at Mill Lane', 'last venue is "Mill Lane"', 0.9],
    ['runs 40 to 60 km a week', 'weekly km is at least 40 and weekly km is at most 60', 0.9],
    [
      'bought gear but nothing at all in the past year',
      '(bought category "Gear") and not (bought anything in the last 1 year)',
      0.9,
    ],
    ['bought gear in the past', 'bought category "Gear"', 0.9],
    ['wears M or XL', 'glove size is one of "M", "XL"', 0.8],
    ['training for singles', 'match format is "singles"', 0.8],
    ['nothing booked ahead', 'not (next match is known)', 0.8],
    [
      'doubles players in the next 2 months',
      'match format is "doubles" and next match is in the next 2 months',
      0.8,
    ],
    ['bought the clinic session', 'bought product "Serve Clinic"', 0.8],
  ])('%s', (words, meaning, least) => {
    const { query, confidence, notUnderstood } = read(words);
    expect(explainQuery(query)).toBe(meaning);
    expect(notUnderstood).toEqual([]);
    expect(confidence).toBeGreaterThanOrEqual(least);
  });
});

test.each([
  "pros in Cork. I'd like to invite them",
  'pros in Cork so that we can thank them',
  "pros in Cork. It's for the open house",
  'pros in Cork, maybe they would like a tour',
])('%s', (words) => {
  const { query, confidence, assumptions } = read(words);
  expect(explainQuery(query)).toBe('level is "pro" and city is "Cork"');
  expect(confidence).toBeGreaterThanOrEqual(0.9);
  expect(assumptions.join(' ')).toMatch(/reason/);
});

test('what points at them and says a condition is no reason', () => {
  const { query } = read('pros in Cork. I need those who never bought gear');
  expect(explainQuery(query)).toBe('level is "pro" and city is "Cork" and not (bought category "Gear")');
});

test.each(['but not both', 'only one of the two'])('of tubes or rackets, %s', (words) => {
  const before = read('bought ball tubes or carbon rackets').query;
  expect(explainQuery(read(words, before).query)).toBe(
    '((bought product "Ball Tube") or (bought product "Carbon Racket")) and not ((bought product "Ball Tube") and (bought product "Carbon Racket"))',
  );
});

test.each([
  ['weekly km 40 or bigger', 'weekly km is at least 40'],
  ['no next match coming up', 'not (next match is known)'],
])('%s', (words, meaning) => {
  expect(explainQuery(read(words).query)).toBe(meaning);
});
