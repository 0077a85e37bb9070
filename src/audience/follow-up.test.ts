import { expect, test } from 'vitest';
import { isFollowUp, noteOfFragment } from './follow-up.ts';

test.each([
  'only those with email',
  'just the ones in Berlin',
  'of those, who bought a tent?',
  'those in Lisbon',
  'Without those who bought electronics',
  'also those in Paris',
  'and in the UK',
  'but not in Berlin',
  'only gold',
  'only with email',
  'now only in Porto',
  'exclude Germany',
  'plus people in Paris',
  'how many of them can get WhatsApp',
  'same but for Sports',
  'make it silver instead',
  'what about last year?',
])('%s: goes on', (words) => {
  expect(isFollowUp(words)).toBe(true);
});

test.each([
  'gold members',
  'with email',
  'who bought a tent in the last 90 days',
  'only gold members in Lisbon',
  'just customers from Germany',
  'without a phone',
  'not in France',
  'in Poland',
  'top 5 by spend',
  'everyone except those in Spain',
  'Andalusian customers',
  'leave out London and give me gold members',
])('%s: stands alone', (words) => {
  expect(isFollowUp(words)).toBe(false);
});

test.each([
  ['in Berlin', true],
  ["who haven't bought in 90 days", true],
  ['still no purchase in November', true],
  ['in Berlin, gold customers', false],
  ['gold members', false],
  ['but not in Berlin', false],
])('%s: a fragment that stands alone: %s', (words, isFragment) => {
  expect(noteOfFragment(words) !== undefined).toBe(isFragment);
});
