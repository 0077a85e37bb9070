import { describe, expect, test } from 'vitest';
import { explainQuery } from '../../src/audience/query/explain-query.ts';
import type { Vocabulary } from '../../src/audience/vocabulary.ts';
import { reader, readsAs } from '../support/read-phrases.ts';
import { CONTRACT, field, SHOP } from '../support/vocabularies.ts';

const BOTH = { min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) };
const BEHIND = { min: Date.UTC(2005, 0, 1), max: Date.UTC(2026, 9, 1) };

/** Looks after other people's ponies. */
const STABLES: Vocabulary = {
  ...SHOP,
  fields: [
    ...CONTRACT,
    field('city', 'text', ['Leeds', 'York']),
    field('pet_name', 'text', ['Nutmeg', 'Clover']),
    field('species', 'text', ['pony', 'donkey', 'mule']),
    field('pet_dob', 'date', [], BEHIND),
    field('inoc_due', 'date', [], BOTH),
    field('ext_livery', 'boolean', [true, false]),
    field('plan_renews', 'date', [], BOTH),
    { ...field('insurer', 'text', ['Mane Mutual', 'Hoofcover']), known: 40 },
    field('client_type', 'text', ['corporate', 'individual']),
    { ...field('care_plan', 'text', ['Full', 'Half']), known: 60 },
    { ...field('goal', 'text', ['win prizes', 'keep calm']), known: 70 },
    field('bulletin', 'text', ['weekly', 'monthly', 'none']),
    field('found_via', 'text', ['Radio', 'Fair']),
    field('feed_card_balance', 'decimal', [], { min: 0, max: 90 }),
    field('feed_card_expires', 'date', [], BOTH),
    field('lessons_left', 'integer', [], { min: 0, max: 20 }),
    field('wedding_date', 'date', [], BOTH),
  ],
  products: [
    { sku: 'I-1', name: 'Pony inoculation', category: 'Inoculations' },
    { sku: 'O-1', name: 'Hoof Oil Tin', category: 'Brushes & Oil' },
    { sku: 'F-1', name: 'Mule feed', category: 'Feed' },
    { sku: 'B-1', name: 'Mane Comb', category: 'Brushes & Oil' },
  ],
  categories: ['Inoculations', 'Brushes & Oil', 'Feed'],
};
const read = reader(STABLES);

describe('a word of a name that is cut short', () => {
  test.each([
    ['inoculation due next month', 'inoc due is next month'],
    ['ponies whose inoculations are due next month', 'species is "pony" and inoc due is next month'],
    ['due an inoculation in the next 2 weeks', 'inoc due is in the next 2 weeks'],
    ['due for their inoculation this month', 'inoc due is this month'],
    ['overdue for their inoculation', 'inoc due is before 2026-11-22'],
    ['inoculation is overdue', 'inoc due is before 2026-11-22'],
    ['inoculations overdue by more than 3 months', 'inoc due is more than 3 months ago'],
    ['bought an inoculation this year', 'bought category "Inoculations" this year'],
    ['without extended livery', 'not (ext livery is true)'],
  ])('%s', readsAs(read));

  test('a verb of its own', () => {
    expect(explainQuery(read('renewal before 2027-02-01').query)).toBe('plan renews is before 2027-02-01');
  });
});

describe('how old and how called is who belongs to a customer', () => {
  test.each([
    ['ponies born in 2020', 'species is "pony" and pet dob is from 2020-01-01 to 2020-12-31'],
    ['whose pet is called Nutmeg', 'pet name is "Nutmeg"'],
    ['a donkey named Clover or Nutmeg', 'species is "donkey" and (pet name is one of "Clover", "Nutmeg")'],
    ['pets in Leeds', 'city is "Leeds"'],
    ['insured ponies', 'insurer is known and species is "pony"'],
    ['uninsured donkeys in York', 'not (insurer is known) and species is "donkey" and city is "York"'],
    ['insured with Hoofcover', 'insurer is "Hoofcover"'],
  ])('%s', readsAs(read));

  test('ponies over 8', () => {
    const meaning = 'species is "pony" and pet dob is more than 9 years ago';
    expect(explainQuery(read('ponies over 8').query)).toBe(meaning);
    expect(explainQuery(read('ponies over 8 years old').query)).toBe(meaning);
  });

  test.each(['clients over 40', 'people born in 1990', 'customers in their thirties'])('%s', (words) => {
    expect(read(words).notUnderstood).not.toEqual([]);
  });
});

describe('for how long', () => {
  test.each([
    ["who've been with us at least 2 years", 'signup at is more than 2 years ago'],
    ['been with us more than 5 years', 'signup at is more than 5 years ago'],
    ['customers for less than 6 months', 'signup at is in the last 6 months'],
    ['clients of ours for over 4 years', 'signup at is more than 4 years ago'],
    ['2+ years with us', 'signup at is more than 2 years ago'],
    ['new clients registered since September', 'signup at is since 2026-09-01'],
    ['new customers who joined this month', 'signup at is this month'],
  ])('%s', readsAs(read));
});

describe('what firms and persons are called', () => {
  test.each([
    ['business clients in Leeds', 'client type is "corporate" and city is "Leeds"'],
    ['private customers', 'client type is "individual"'],
  ])('%s', readsAs(read));
});

describe('consent without a channel', () => {
  const ANY = '(agreed to SMS) or (agreed to WhatsApp) or (agreed to email)';
  test.each([
    ["haven't given us consent for anything", `not (${ANY})`],
    ['no consent at all', `not (${ANY})`],
    ['consented to nothing', `not (${ANY})`],
    ['gave consent to everything', ANY.replaceAll(' or ', ' and ')],
    ['not agreed to any marketing', `not (${ANY})`],
  ])('%s', readsAs(read));

  test('to what, nobody said', () => {
    const { query, confidence } = read('customers who have consented');
    expect(explainQuery(query)).toBe(ANY);
    expect(confidence).toBeLessThan(0.9);
  });
});

test('a category of two kinds is more than one of them', () => {
  const { query, confidence } = read('bought oil');
  expect(explainQuery(query)).toBe('bought product "Hoof Oil Tin"');
  expect(confidence).toBeLessThan(0.9);
});

describe('what is not known, and of whom', () => {
  test.each([
    ["we don't know their goal", 'not (goal is known)'],
    ["whose goal we don't know", 'goal is not known'],
    ["haven't told us their goal", 'not (goal is known)'],
    ['goal is to win prizes', 'goal is "win prizes"'],
    ['trying to keep calm', 'goal is "keep calm"'],
    ['gets the bulletin', 'bulletin is known and bulletin is not "none"'],
    ['bulletin readers', 'bulletin is known and bulletin is not "none"'],
    ['found us through the Radio', 'found via is "Radio"'],
    ['heard about us on the Radio', 'found via is "Radio"'],
    ['on a plan but not insured', 'care plan is known and not (insurer is known)'],
    ['care plan renewals in December 2026', 'plan renews is from 2026-12-01 to 2026-12-31'],
  ])('%s', readsAs(read));
});

describe('what is left', () => {
  test.each([
    [
      'feed card expires next month and there is money on it',
      'feed card expires is next month and feed card balance is more than 0',
    ],
    ['whose feed card still has money on it', 'feed card balance is more than 0'],
    ['with money left on their feed card', 'feed card balance is more than 0'],
    ['ran out of lessons', 'lessons left is 0'],
    ['expired feed cards', 'feed card expires is before 2026-11-22'],
  ])('%s', readsAs(read));

  test.each([
    ['getting married in the next three months', 'wedding date is in the next 3 months'],
    ['people marrying next month', 'wedding date is next month'],
  ])('%s', (words, meaning) => {
    expect(explainQuery(read(words).query)).toBe(meaning);
  });
});

describe('what the list is for', () => {
  test.each([
    ['clients in Leeds - list for the marketing team', 'city is "Leeds"'],
    ["clients in Leeds, let's invite them", 'city is "Leeds"'],
  ])('%s', readsAs(read));
});

describe('bought, had and seen', () => {
  test.each([
    [
      "mule feed buyers who haven't reordered in the last 60 days",
      '(bought product "Mule feed") and not (bought product "Mule feed" in the last 60 days)',
    ],
    ["who's got a mule and no insurance", 'species is "mule" and not (insurer is known)'],
  ])('%s', readsAs(read));

  test.each(['not been seen since January', 'spaniels'])('%s is nothing of the data', (words) => {
    expect(read(words).notUnderstood).not.toEqual([]);
  });
});

describe('who was there, and who came from where', () => {
  const gym = reader({
    ...STABLES,
    fields: [
      ...STABLES.fields,
      { ...field('last_checkin', 'date', [], BEHIND), known: 80 },
      field('lifetime_value', 'decimal', [], { min: 0, max: 9000 }),
      field('pickup_shop', 'text', ['Leeds', 'Selby']),
      field('tack_pref', 'text', ['felt saddle', 'hide saddle']),
    ],
  });
  test.each([
    ["hasn't been in for 3 weeks", 'not (last checkin is in the last 3 weeks)'],
    ["who hasn't shown up since September", 'not (last checkin is since 2026-09-01)'],
    ['latest checkin before June', 'last checkin is before 2026-06-01'],
    ['CLV over 1500', 'lifetime value is more than 1500'],
    ['referred by the Radio', 'found via is "Radio"'],
    ['insured with either Hoofcover or Mane Mutual', 'insurer is one of "Hoofcover", "Mane Mutual"'],
    ['collect at the Selby shop', 'pickup shop is "Selby"'],
    ['ponies in York, for the retention calls', 'species is "pony" and city is "York"'],
  ])('%s', readsAs(gym));

  test.each(['most orders this year', 'most visits in the last 30 days'])('%s is of no last one', (words) => {
    expect(explainQuery(gym(words).query)).not.toContain('last checkin');
    expect(gym(words).confidence).toBeLessThan(0.9);
  });
});

describe('the next month is the time from now on, as the last month is the time up to now', () => {
  test.each([
    ['renewal next month', 'plan renews is next month'],
    ['whose plan renews within the next month', 'plan renews is in the next 1 month'],
  ])('%s', (words, meaning) => expect(explainQuery(read(words).query)).toBe(meaning));

  test('in the next month may be either', () => {
    const { query, confidence } = read('whose plan renews in the next month');
    expect(explainQuery(query)).toBe('plan renews is in the next 1 month');
    expect(confidence).toBeLessThan(0.9);
  });

  test('who turns 10 in the next 30 days', () => {
    expect(explainQuery(read('whose pet turns 10 in the next 30 days').query)).toBe(
      'pet dob is from 2016-11-22 to 2016-12-22',
    );
  });
});
