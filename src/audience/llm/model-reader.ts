import type { Clock } from '../../kernel/clock.ts';
import type { Reading, Understood } from '../parse/sentence/reading.ts';
import { explainQuery } from '../query/explain-query.ts';
import { NOBODY, type Query } from '../query/query.ts';
import type { Question, QuestionReader } from '../question-reader.ts';
import { customersIn, type Grounded, groundQuery } from './ground-query.ts';
import { checkAnswer, type ModelAnswer } from './model-answer.ts';
import { modelPrompt } from './model-prompt.ts';
import { namesPeople } from './named-people.ts';
import { uncoveredWords } from './phrase-cover.ts';
import { type ModelProblem, type ModelReply, PROBLEMS, type QuestionModel } from './question-model.ts';
import { canonicalText } from './rewrite-query.ts';

/** For all of it: calls that are tried again, and the second round. */
export const MODEL_TIMEOUT_MS = 45_000;

/** What a reading by a model is worth at most, by what speaks for it. Nothing that the model says of itself counts. */
const CONFIDENCE = {
  /** The rules read the same, and were sure of it: theirs counts. */
  agreed: 0.98,
  /** The rules were not sure of theirs. */
  alone: 0.8,
  /** It needed the second round. */
  corrected: 0.7,
  /** A name was put right, or words were left over. */
  guessed: 0.6,
  /** The rules were sure of something else. */
  disputed: 0.5,
  /** Something was not understood. */
  partial: 0.4,
};
/** From here on the rules count as sure. */
const SURE = 0.9;

const PEOPLE_BEFORE =
  'Read by the offline rules: the question before names people, and no model is told their names.';

interface Parts {
  readonly model: QuestionModel;
  /** Reads when the model cannot, and is the second opinion when it can. */
  readonly rules: QuestionReader;
  readonly clock: Clock;
  /** See AudienceIndex. */
  readonly customersNamed: (words: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;
}

/**
 * Reads words with a language model, whose tree is checked and held against the data like anybody's, with one more round to put it right.
 * What names customers only is never sent anywhere. When the model cannot be used the rules read the words, and the reading says so.
 */
export function modelReader(parts: Parts): QuestionReader {
  return {
    async read(question) {
      const offline = await parts.rules.read(question);
      if (offline.confidence >= SURE && namesPeople(offline.query) === 'all') return offline;
      const { previous } = question;
      if (previous !== undefined && namesPeople(previous) !== 'nothing')
        return { ...offline, assumptions: [...offline.assumptions, PEOPLE_BEFORE] };
      const read = await readInTime(question, parts);
      if ('problem' in read) return withoutModel(offline, parts.model, read.problem);
      return judged(question, read, offline);
    },
  };
}

interface ModelRead {
  readonly answer: ModelAnswer;
  readonly grounded: Grounded;
  readonly isCorrected: boolean;
}
interface NotRead {
  readonly problem: ModelProblem;
}

async function readInTime(question: Question, parts: Parts): Promise<ModelRead | NotRead> {
  const over = new AbortController();
  const late = new AbortController();
  const timeout = parts.clock.sleep(MODEL_TIMEOUT_MS, over.signal).then((): NotRead => {
    // The sleep also ends when the reading is over.
    if (!over.signal.aborted) late.abort();
    return { problem: 'timeout' };
  });
  try {
    return await Promise.race([readTwice(question, parts, late.signal), timeout]);
  } finally {
    over.abort();
  }
}

async function readTwice(
  question: Question,
  parts: Parts,
  signal: AbortSignal,
): Promise<ModelRead | NotRead> {
  const first = await checked(await parts.model.answer(modelPrompt(question), signal), question, parts);
  if (!('errors' in first)) return first;
  const errors = [...first.errors, 'Call the tool again with the whole answer put right.'].join('\n');
  const second = await checked(await first.reply.correct(errors), question, parts);
  if (!('errors' in second)) return 'problem' in second ? second : { ...second, isCorrected: true };
  // Well-formed, but with names that do not exist: those are told and left out.
  return second.read === undefined ? { problem: 'unreadable' } : { ...second.read, isCorrected: true };
}

interface Faulty {
  readonly errors: readonly string[];
  readonly reply: Extract<ModelReply, { readonly kind: 'answer' }>;
  /** Present where only names were wrong. */
  readonly read?: ModelRead;
}

async function checked(
  reply: ModelReply,
  { vocabulary }: Question,
  { customersNamed }: Parts,
): Promise<ModelRead | NotRead | Faulty> {
  if (reply.kind === 'failed') return { problem: reply.problem };
  const check = checkAnswer(reply.input);
  if (!check.ok) return { errors: check.errors, reply };
  const { answer } = check;
  const ids = customersIn(answer.query);
  const customers = ids.length === 0 ? new Map<string, readonly string[]>() : await customersNamed(ids);
  const facts = { vocabulary, customers };
  const grounded = groundQuery(answer.query, facts);
  const phrases = answer.phrases.flatMap(({ text, part }) => {
    const { query } = groundQuery(part, facts);
    return isNobody(query) ? [] : [{ text, part: query }];
  });
  const read: ModelRead = { answer: { ...answer, phrases }, grounded, isCorrected: false };
  return grounded.problems.length === 0 ? read : { errors: grounded.problems, reply, read };
}

function judged(question: Question, { answer, grounded, isCorrected }: ModelRead, offline: Reading): Reading {
  const { query } = grounded;
  const notUnderstood = [...answer.notUnderstood, ...grounded.notUnderstood];
  const phrases = answer.phrases.filter(({ text }) => stands(text, question.words));
  const left = uncoveredWords(question.words, [...phrases.map(({ text }) => text), ...notUnderstood]);
  const isSame = canonicalText(query) === canonicalText(offline.query);
  const isEmpty = isNobody(query);
  const isUnasked = 'all' in query && !('all' in offline.query);
  const assumptions = [
    ...answer.assumptions,
    ...grounded.assumptions,
    ...(left.length === 0 || isEmpty || isSame
      ? []
      : [`Nothing was said about what became of: ${left.join(' ')}.`]),
    ...(isSame || offline.confidence < SURE
      ? []
      : [`The offline rules read it differently: ${explainQuery(offline.query)}.`]),
  ];
  const doubts = [
    ...(isSame
      ? [Math.min(CONFIDENCE.agreed, Math.max(offline.confidence, CONFIDENCE.alone))]
      : [CONFIDENCE.alone]),
    ...(isCorrected ? [CONFIDENCE.corrected] : []),
    ...(grounded.assumptions.length > 0 || (left.length > 0 && !isSame) ? [CONFIDENCE.guessed] : []),
    ...(isSame || offline.confidence < SURE ? [] : [CONFIDENCE.disputed]),
    ...(notUnderstood.length > 0 || isUnasked ? [CONFIDENCE.partial] : []),
    ...(isEmpty ? [0] : []),
  ];
  const confidence = Math.min(...doubts);
  return {
    query,
    understood: isEmpty ? [] : understoodOf(question.words, query, phrases, confidence),
    notUnderstood: isUnasked && notUnderstood.length === 0 ? [question.words] : notUnderstood,
    assumptions,
    confidence,
    ...(answer.refines && question.previous !== undefined ? { refines: true } : {}),
  };
}

/** What each phrase became, in our words and not in the model's. */
function understoodOf(
  words: string,
  query: Query,
  phrases: ModelAnswer['phrases'],
  confidence: number,
): readonly Understood[] {
  const shown = phrases.length === 0 ? [{ text: words, part: query }] : phrases;
  return shown.map(({ text, part }) => ({ text: text.trim(), meaning: explainQuery(part), confidence }));
}

function isNobody(query: Query): boolean {
  return canonicalText(query) === canonicalText(NOBODY);
}

function stands(phrase: string, words: string): boolean {
  const plain = (text: string) => text.toLowerCase().replaceAll(/\s+/g, ' ').trim();
  return plain(phrase) !== '' && plain(words).includes(plain(phrase));
}

function withoutModel(offline: Reading, model: QuestionModel, problem: ModelProblem): Reading {
  return {
    ...offline,
    assumptions: [
      ...offline.assumptions,
      `Read by the offline rules: ${model.name} was not used: ${PROBLEMS[problem]}.`,
    ],
  };
}
