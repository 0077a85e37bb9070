import type { Period } from '../../query/period.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import { isBirthField, isOwnBirthField } from '../data/field-roles.ts';
import { SURE } from '../times/period-read.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';
import { isYearly, readYearlyDay } from './yearly-days.ts';

const WITH = pattern(
  'who? have|has|had|having|with|celebrate|celebrates|celebrating a|an|their|his|her|the|our?',
);
const UPCOMING = pattern('upcoming', 'approaching', 'forthcoming');
const COMING = pattern('are|is? coming up|soon', 'are|is? soon|upcoming|approaching', 'coming');
const MONTH = pattern('month|date|day? is|are|falls|fall|was|in|on|:?', 'month|date|day');
/** How far ahead a day is that is only said to come. */
const SOON = { next: '30 days' } as const satisfies Period;

interface Time {
  readonly period: Period;
  readonly end: number;
  readonly score: number;
  readonly isSoon?: true;
}

/** `December birthdays`, `upcoming birthdays`, `celebrating their birthday tomorrow`, `birthday month is December`. */
export function readYearlyPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  const start = skip(tokens, at, WITH);
  const fields = index.vocabulary.fields.filter(isYearly);
  // Of customers and of their children those of customers: `child birthday` is a name of its own.
  const isOther = fields.some(isOwnBirthField);
  return fields.flatMap((field) => {
    if (isOther && isBirthField(field) && !isOwnBirthField(field)) return [];
    const before = timeAt(sentence, start);
    const day = before === undefined ? start : skip(tokens, before.end, pattern("'s", 's', "'"));
    if (!isDayOf(field, tokens[day]?.word)) return [];
    const time = before ?? timeBehind(sentence, day + 1);
    return time === undefined
      ? []
      : yearly(sentence, at, field, { ...time, end: Math.max(time.end, day + 1) });
  });
}

function timeAt({ tokens, today }: Sentence, at: number): Time | undefined {
  const soon = endOf(tokens, at, UPCOMING);
  return soon === undefined
    ? readPeriod(tokens, at, today)
    : { period: SOON, end: soon, score: SURE, isSoon: true };
}

function timeBehind({ tokens, today }: Sentence, at: number): Time | undefined {
  const read = readPeriod(tokens, skip(tokens, at, MONTH), today);
  if (read !== undefined) return read;
  const coming = endOf(tokens, at, COMING);
  if (coming === undefined) return undefined;
  return readPeriod(tokens, coming, today) ?? { period: SOON, end: coming, score: SURE, isSoon: true };
}

function isDayOf({ name }: FieldWords, word = ''): boolean {
  return /anniversary/.test(name) ? /^anniversar(y|ies)$/.test(word) : /^(birth|b)days?$/.test(word);
}

function yearly(sentence: Sentence, at: number, field: FieldWords, time: Time): readonly Phrase[] {
  const read = readYearlyDay(sentence, at, field, time);
  if (read === undefined || read.share === 0) return [];
  const score = EXACT * time.score * read.share * (time.isSoon ? PRICE.choice : 1);
  const soon = time.isSoon && `${shownField(field)}: not said how soon, taken as in the next 30 days.`;
  return [phrase(at, read.end, { is: 'query', query: read.query }, score, [read.assumption, soon])];
}
