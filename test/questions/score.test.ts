import { describe, expect, test } from 'vitest';
import type { Answer } from './judge.ts';
import { judge } from './judge.ts';
import type { Question } from './question.ts';
import { scoreOf } from './score.ts';

const QUESTION: Question = { id: 'x-001', words: 'gold members', sql: 'SELECT 1' };
const UNANSWERABLE: Question = {
  id: 'x-002',
  words: 'over 40',
  expect: 'not understood',
  notUnderstood: ['over 40'],
};
const AMBIGUOUS: Question = { id: 'x-003', words: 'bought the Pro', expect: 'ambiguous' };
const ANSWER: Answer = {
  query: { all: true },
  ids: ['a', 'b'],
  confidence: 0.95,
  notUnderstood: [],
  assumptions: [],
};
const EVERYBODY = 9;

describe('an answer is right when it', () => {
  test.each([
    [['a', 'b'], []],
    [['a'], ['2 customers, of whom 1 are among the 1 expected']],
    [['a', 'c'], ['2 customers, of whom 1 are among the 2 expected']],
    [[], ['2 customers, of whom 0 are among the 0 expected']],
  ])('has exactly the customers %j', (expected, faults) => {
    expect(judge(QUESTION, ANSWER, expected, EVERYBODY).faults).toEqual(faults);
  });

  test('tells what the data cannot answer, does not trust itself, and does not count everybody', () => {
    const told = { ...ANSWER, ids: [], confidence: 0.1, notUnderstood: ['40: there is no age'] };
    expect(judge(UNANSWERABLE, told, undefined, EVERYBODY).faults).toEqual([]);
    expect(judge(UNANSWERABLE, { ...told, confidence: 0.5 }, undefined, EVERYBODY).faults).toHaveLength(1);
    expect(
      judge(UNANSWERABLE, { ...told, notUnderstood: ['pigeons'] }, undefined, EVERYBODY).faults,
    ).toHaveLength(1);
    expect(judge(UNANSWERABLE, { ...told, ids: ['a', 'b'] }, undefined, 2).faults).toHaveLength(1);
    expect(judge(UNANSWERABLE, ANSWER, undefined, EVERYBODY).faults).toHaveLength(2);
  });

  test('tells what it chose, and does not trust itself', () => {
    const told = { ...ANSWER, confidence: 0.89, assumptions: ['Pro is the laptop.'] };
    expect(judge(AMBIGUOUS, told, undefined, EVERYBODY).faults).toEqual([]);
    expect(judge(AMBIGUOUS, { ...told, confidence: 0.9 }, undefined, EVERYBODY).faults).toHaveLength(1);
    expect(judge(AMBIGUOUS, { ...told, assumptions: [] }, undefined, EVERYBODY).faults).toHaveLength(1);
    expect(judge(AMBIGUOUS, told, ['a'], EVERYBODY).faults).toHaveLength(1);
  });
});

test('the score of four answers', () => {
  const verdicts = [
    judge(QUESTION, ANSWER, ['a', 'b'], EVERYBODY),
    judge(QUESTION, { ...ANSWER, confidence: 0.6 }, ['a'], EVERYBODY),
    judge(UNANSWERABLE, ANSWER, undefined, EVERYBODY),
    judge(AMBIGUOUS, { ...ANSWER, confidence: 0.7, assumptions: ['The first.'] }, undefined, EVERYBODY),
  ];
  expect(scoreOf(verdicts)).toMatchObject({
    questions: 4,
    exact: 0.5,
    told: 0.5,
    wrongAndConfident: 0.25,
    confident: 2,
    rightOfConfident: 0.5,
  });
  // At 0.95 one of two is right, at 0.6 none of one.
  expect(scoreOf(verdicts).calibrationError).toBeCloseTo((Math.abs(1.9 - 1) + 0.6) / 3);
});

test('nothing asked is nothing wrong', () => {
  expect(scoreOf([])).toMatchObject({ exact: 1, wrongAndConfident: 0, calibrationError: 0 });
});
