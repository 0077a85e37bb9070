import type { Query } from '../../src/audience/query/query.ts';
import type { Question } from './question.ts';

/** What the product said to one question. */
export interface Answer {
  readonly query: Query;
  /** By code points. */
  readonly ids: readonly string[];
  readonly confidence: number;
  readonly notUnderstood: readonly string[];
  readonly assumptions: readonly string[];
}

export interface Verdict {
  readonly question: Question;
  readonly answer: Answer;
  /** Absent: nobody can say who is meant. */
  readonly expected?: readonly string[];
  /** What is wrong with the answer; empty: nothing. */
  readonly faults: readonly string[];
}

/** From here on an answer is taken at its word. */
export const CONFIDENT = 0.9;
/** Below, a person is asked to look. */
const DOUBTFUL = 0.5;

export function judge(
  question: Question,
  answer: Answer,
  expected: readonly string[] | undefined,
  everybody: number,
): Verdict {
  const faults: string[] = [];
  if (expected !== undefined && !isSame(expected, answer.ids)) faults.push(difference(expected, answer.ids));
  if (question.expect === 'not understood') faults.push(...notToldFaults(question, answer, everybody));
  if (question.expect === 'ambiguous') faults.push(...silentFaults(answer));
  return { question, answer, ...(expected !== undefined && { expected }), faults };
}

function notToldFaults(
  { notUnderstood = [] }: Question,
  { ids, confidence, notUnderstood: told }: Answer,
  everybody: number,
): readonly string[] {
  const faults = notUnderstood
    .filter((words) => !isTold(words, told))
    .map((words) => `"${words}" passes for understood`);
  if (confidence >= DOUBTFUL) faults.push(`confidence is ${confidence} for what the data cannot answer`);
  if (ids.length === everybody) faults.push('everybody is counted for what the data cannot answer');
  return faults;
}

function isTold(words: string, told: readonly string[]): boolean {
  const text = told.join('\n').toLowerCase();
  return words
    .toLowerCase()
    .split(' ')
    .some((word) => text.includes(word));
}

function silentFaults({ assumptions, notUnderstood, confidence }: Answer): readonly string[] {
  const faults =
    assumptions.length + notUnderstood.length === 0 ? ['nothing is said about the choice made'] : [];
  return confidence < CONFIDENT
    ? faults
    : [...faults, `confidence is ${confidence} where the words leave a choice`];
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i]);
}

function difference(expected: readonly string[], found: readonly string[]): string {
  const wanted = new Set(expected);
  const right = found.filter((id) => wanted.has(id)).length;
  return `${found.length} customers, of whom ${right} are among the ${expected.length} expected`;
}
