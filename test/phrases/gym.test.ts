import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import { GYM } from '../support/gym-vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';

const read = reader(GYM);

describe('what phrases mean, surely', () => {
  test.each([
    ['the Irish, i.e. people in IE', 'country is "IE" and country is "IE"'],
    ['pay us over 40 a month', 'monthly fee is more than 40'],
    ['using more than 20 litres of water', 'water used l is more than 20'],
    ['consumed under 30 l', 'water used l is less than 30'],
    ['membership is up in the next 60 days', 'membership end is in the next 60 days'],
    ['whose membership comes to an end next month', 'membership end is next month'],
    ['memberships lapsing this year', 'membership end is this year'],
    ['membership up for renewal next month', 'membership end is next month'],
    ['whose membership has run out', 'membership end is before 2026-11-22'],
    ["it's been more than a year since their last order", 'last purchase was more than 1 year ago'],
    ['over 6 months since they last bought anything', 'last purchase was more than 6 months ago'],
    ['more than 90 days have passed since their last visit', 'last visit is more than 90 days ago'],
    ['over 3 months since they last visited us', 'last visit is more than 3 months ago'],
    ['a studio bigger than 40 square metres', 'studio m2 is more than 40'],
    ['studio of at least 40 m²', 'studio m2 is at least 40'],
    ['over 40 sq m', 'studio m2 is more than 40'],
    ["haven't attended a single class", 'not (classes attended is more than 0)'],
    ['sitting on over 500 points', 'points is more than 500'],
    ['racked up more than 500 points', 'points is more than 500'],
    ['autopay set up', 'autopay is true'],
    ["haven't switched on autopay", 'not (autopay is true)'],
    ['bought a mat or block', 'bought category "Mats & Blocks"'],
    ['bought neither mats nor blocks', 'not (bought category "Mats & Blocks")'],
    ['lives in Leeds but trains at the Camden gym', 'city is "Leeds" and gym is "Camden"'],
    ['coming to a class next week', 'next class is next week'],
    ['booked on a class in the next 3 weeks', 'next class is in the next 3 weeks'],
    ['10 heaviest water users', 'top 10 by water used l'],
    ['top 5 users of water in Leeds', 'top 5 by water used l among (city is "Leeds")'],
    ['the 10 people who attended the most classes', 'top 10 by classes attended'],
    ['8 best spending Peak members', 'top 8 by spend among (circle level is "Peak")'],
    ['top 8 Peak spenders this year', 'top 8 by spend this year among (circle level is "Peak")'],
    ["haven't topped up since August", 'not (bought category "Top-ups" since 2026-08-01)'],
    ['did not top up last month', 'not (bought category "Top-ups" last month)'],
    ['at least 4 bags of whey powder', 'bought product "Whey Powder 2kg" at least 4 units'],
    ['who are not in the circle', 'not (circle level is known)'],
    ['circle members in Leeds', 'circle level is known and city is "Leeds"'],
    ['Plus members in Leeds', 'circle level is "Plus" and city is "Leeds"'],
    ['plus people in Leeds', 'circle level is "Plus" and city is "Leeds"'],
    [
      'Peak members in Leeds - we want to send them the nutrition offer',
      'circle level is "Peak" and city is "Leeds"',
    ],
    ['bought a cork mat (free block offer)', 'bought product "Cork Mat"'],
    [
      'Peak people in Leeds because a new studio opens, not in Derry',
      'circle level is "Peak" and city is "Leeds" and not (city is "Derry")',
    ],
    ['invite Peak members to our spring evening', 'circle level is "Peak"'],
    ['whose bill is above 25', 'monthly fee is more than 25'],
    ['used no water at all', 'not (water used l is more than 0)'],
    ['detractors in Leeds', 'nps is at most 6 and city is "Leeds"'],
    ['promoters', 'nps is at least 9'],
    ['came to the gym in the past fortnight', 'last visit is in the last 2 weeks'],
    ['orders from the last 2 weeks', 'bought anything in the last 2 weeks'],
    ['a class booked for next week', 'next class is next week'],
    ['the ten smallest studios', 'bottom 10 by studio m2'],
    ['who can we get hold of by email?', '(has an address for email) and (agreed to email)'],
  ])('%s', readsAs(read));
});

test.each([
  ['still under membership', 'membership end is since 2026-11-22', /from today on/],
  ['out of membership', 'membership end is before 2026-11-22', /before today/],
  ['people over 50 years old', 'date of birth is more than 51 years ago', /over 50 is 51 or older/],
  ['no class booked', 'not (bought category "Classes")', /as bought/],
  ['Yoga Flow people', 'class topic is "Yoga Flow"', /is sold too/],
  ['Win-back candidates: no visit since August', 'not (last visit is since 2026-08-01)', /heading/],
  ['for the win-back mail: Peak members', 'circle level is "Peak"', /what to do/],
  [
    'Peak members in Leeds so we can text them about mats',
    'circle level is "Peak" and city is "Leeds"',
    /what to do/,
  ],
  ['whose membership ran out', 'membership end is before 2026-11-22', /before today/],
])('%s says what was assumed', (words, meaning, note) => {
  const { query, assumptions, confidence } = read(words);
  expect(explainQuery(query)).toBe(meaning);
  expect(assumptions.join()).toMatch(note);
  expect(confidence).toBeLessThan(0.9);
});
