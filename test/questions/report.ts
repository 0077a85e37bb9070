import type { Verdict } from './judge.ts';
import { scoreOf } from './score.ts';

/** One line a group of questions. */
export function scoreText(name: string, verdicts: readonly Verdict[]): string {
  const score = scoreOf(verdicts);
  return [
    `${name.padEnd(20)} ${String(score.questions).padStart(3)} questions`,
    `exact ${percent(score.exact)}`,
    `told ${percent(score.told)}`,
    `wrong and confident ${percent(score.wrongAndConfident)}`,
    `right of the ${score.confident} confident ${percent(score.rightOfConfident)}`,
    `calibration error ${score.calibrationError.toFixed(3)}`,
  ].join(', ');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** Everything there is to see about an answer that is wrong. */
export function failureText({ question, answer, faults }: Verdict): string {
  const { id, words, sql, note } = question;
  return [
    `${id}: ${typeof words === 'string' ? words : words.join(' >> ')}`,
    ...faults.map((fault) => `  ${fault}`),
    ...(sql === undefined ? [] : [`  meant: ${sql}`]),
    ...(note === undefined ? [] : [`  note: ${note}`]),
    `  read as ${JSON.stringify(answer.query)}`,
    `  confidence ${answer.confidence}`,
    ...answer.notUnderstood.map((text) => `  not understood: ${text}`),
    ...answer.assumptions.map((text) => `  assumed: ${text}`),
  ].join('\n');
}
