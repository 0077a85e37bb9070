import { CONFIDENT, type Verdict } from './judge.ts';

const BINS = 10;

export interface Score {
  readonly questions: number;
  /** Of those that say one set of people, the share with exactly that set. */
  readonly exact: number;
  /** Of those that cannot be answered or leave a choice, the share where that was told. */
  readonly told: number;
  /** Of all, wrong in any way with confidence 0.9 and above. */
  readonly wrongAndConfident: number;
  readonly confident: number;
  /** Of those with confidence 0.9 and above. */
  readonly rightOfConfident: number;
  /**
   * Expected calibration error: how far confidence is from the share of right sets, mean over ten bins by their size. What cannot be
   * answered has no right set; what leaves a choice is left out.
   */
  readonly calibrationError: number;
}

export function scoreOf(verdicts: readonly Verdict[]): Score {
  const plain = verdicts.filter(({ question }) => question.expect === undefined);
  const special = verdicts.filter(({ question }) => question.expect !== undefined);
  const confident = verdicts.filter(({ answer }) => answer.confidence >= CONFIDENT);
  const wrong = confident.filter(({ faults }) => faults.length > 0);
  return {
    questions: verdicts.length,
    exact: share(plain.filter(isRight).length, plain.length),
    told: share(special.filter(isRight).length, special.length),
    wrongAndConfident: verdicts.length === 0 ? 0 : wrong.length / verdicts.length,
    confident: confident.length,
    rightOfConfident: share(confident.length - wrong.length, confident.length),
    calibrationError: calibrationError(verdicts),
  };
}

function isRight({ faults }: Verdict): boolean {
  return faults.length === 0;
}

/** 1 of none: nothing of it is wrong. */
function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole;
}

function calibrationError(verdicts: readonly Verdict[]): number {
  const counted = verdicts.filter(({ question }) => question.expect !== 'ambiguous');
  const bins = Map.groupBy(counted, ({ answer }) => Math.min(BINS - 1, Math.floor(answer.confidence * BINS)));
  let error = 0;
  for (const bin of bins.values()) {
    const confidence = bin.reduce((sum, { answer }) => sum + answer.confidence, 0);
    const right = bin.filter((verdict) => verdict.question.expect === undefined && isRight(verdict)).length;
    error += Math.abs(confidence - right);
  }
  return counted.length === 0 ? 0 : error / counted.length;
}
