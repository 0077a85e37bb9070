import { beforeAll, describe, expect, test } from 'vitest';
import { askAll } from './ask-all.ts';
import { DATA_SETS } from './data-sets.ts';
import type { Verdict } from './judge.ts';
import { PARTS } from './question.ts';
import { failureText } from './report.ts';
import { scoreOf } from './score.ts';

describe('questions in plain words, answered by rules', () => {
  const verdicts = new Map(PARTS.map((part): [string, Verdict[]] => [part, []]));

  beforeAll(async () => {
    for (const set of DATA_SETS) {
      for (const [part, found] of await askAll(set, PARTS)) verdicts.get(part)?.push(...found);
    }
  });

  test('of the part kept apart 95% are exactly right, and at most 1% wrong with confidence', () => {
    const score = scoreOf(verdicts.get('held-out') ?? []);
    expect(score.questions).toBeGreaterThan(150);
    expect(score.exact).toBeGreaterThanOrEqual(0.95);
    expect(score.wrongAndConfident).toBeLessThanOrEqual(0.01);
    expect(score.rightOfConfident).toBeGreaterThanOrEqual(0.95);
  });

  test('of the open part none is wrong with confidence', () => {
    const wrong = (verdicts.get('open') ?? []).filter(
      ({ answer, faults }) => answer.confidence >= 0.9 && faults.length > 0,
    );
    expect(wrong.map(failureText)).toEqual([]);
  });
});
