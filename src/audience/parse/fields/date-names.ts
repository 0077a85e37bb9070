import { duringField } from '../data/field-queries.ts';
import { nameWords } from '../data/name-words.ts';
import { fieldsAt } from '../names/field-names.ts';
import { aheadOf, futureOf } from './future-fields.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { isoDate } from '../times/calendar.ts';
import { isSameVerb } from '../words/fold-word.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { isLongAt, type Sentence, textOf } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';
import { oneTime, readYearlyDay } from './yearly-days.ts';

export const IS_OVER = pattern('ended|expired|finished|lapsed|over');

const BETWEEN_NAMES = pattern(
  'that|which|who? is|are|was|were|will|has|have|had already|due|going?',
  'that|which|already|still',
  'has|have|is|are|was|were already|just|now|recently',
  'is|are due|going to',
  'is|are? come|comes|coming up for',
);

/** Other words for `ends`. */
export const RUNS_OUT = pattern(
  'runs|run|ran|running out',
  'is|are|comes|come|coming? up',
  'is|are|comes|come|coming? up|due for renewal|extension',
  'comes|come|came|coming to an|its|their end',
  'is|are over',
  'lapses|lapse|lapsed|lapsing',
);

const RUNNING_OUT =
  /^(ending|expiring|finishing|lapsing|ends|expires|finishes|lapses|ended|expired|finished|lapsed|runs|running|ran)$/;

export function isRunningOut(word: string): boolean {
  return RUNNING_OUT.test(word);
}

/** Where `contracts ending`, `contract runs out` of `contract_end` ends: two words or more. */
export function endOfWholeName(sentence: Sentence, start: number, field: FieldWords): number | undefined {
  const { tokens } = sentence;
  const words = field.name.split('_').filter((word, i) => i === 0 || !/^(date|day|at|on)$/.test(word));
  if (words.length < 2) return undefined;
  let end = startOfNoun(sentence, start, words[0] ?? '');
  for (const [i, word] of words.entries()) {
    const whole = i === 0 ? undefined : endOf(tokens, end, RUNS_OUT);
    if (i > 0 && whole === undefined) end = behindBetween(sentence, end, word);
    const runsOut = whole ?? endOf(tokens, end, RUNS_OUT);
    const said = runsOut === undefined ? (tokens[end]?.word ?? '') : 'ends';
    if (!isSameVerb(said, word) && !isLongAt(sentence, end, word)) return undefined;
    end = runsOut ?? end + 1;
  }
  return end;
}

/** `pet plan renews`, of `plan_renews` beside a `pet_plan`: where its own noun stands in the longer name of the thing. */
function startOfNoun(sentence: Sentence, start: number, noun: string): number {
  const whole = fieldsAt(sentence, start).find(
    ({ field, end, assumption }) =>
      assumption === undefined && end > start + 1 && nameWords(field).at(-1) === noun,
  );
  return whole === undefined ? start : whole.end - 1;
}

/** `vaccinations are due`, of `vacc_due`: what stands between may be of the name itself. */
function behindBetween({ tokens }: Sentence, at: number, word: string): number {
  const end = skip(tokens, at, BETWEEN_NAMES);
  return end > at && tokens[end - 1]?.word === word ? end - 1 : end;
}

/** `contracts ending in the next 60 days`, `contract has expired`: all words of a name, each in any form. */
export function byWholeName(
  sentence: Sentence,
  at: number,
  start: number,
  field: FieldWords,
): readonly Phrase[] {
  const { tokens, today } = sentence;
  const end = endOfWholeName(sentence, start, field);
  if (end === undefined) return [];
  const isOver =
    endOf(tokens, end - 1, IS_OVER) === end || endOf(tokens, end - 2, pattern('ran|run out')) === end;
  const from = skip(tokens, end, pattern('is|are|was|were? on|due?', 'date'));
  const said = readPeriod(tokens, from, today);
  if (said !== undefined) {
    const read = isOver ? said : aheadOf(said, field, sentence, from);
    const period = isOver ? read.period : futureOf(read, field, sentence);
    const {
      query,
      end: timeEnd,
      share,
      assumption,
    } = readYearlyDay(sentence, at, field, said) ?? oneTime(field, period, read.end);
    const score = EXACT * 0.97 * read.score * share;
    return score === 0
      ? []
      : [phrase(at, timeEnd, { is: 'query', query }, score, [read.assumption, assumption])];
  }
  if (!isOver) return [];
  const query = duringField(field, { before: isoDate(today) });
  const note = `"${textOf(sentence, start, end)}" was taken as a ${shownField(field)} before today.`;
  const isNow = tokens.slice(start, end).some(({ word }) => /^(has|have|already)$/.test(word));
  const sure = isNow ? 0.95 : PRICE.likelyField;
  return [phrase(at, skip(tokens, end, pattern('already')), { is: 'query', query }, EXACT * sure, [note])];
}
