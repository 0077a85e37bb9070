import type { FieldWords } from '../../vocabulary.ts';
import { duringField, isDateField } from '../data/field-queries.ts';
import { nameWords } from '../data/name-words.ts';
import { shownField } from '../data/shown-field.ts';
import { fieldsAt } from '../names/field-names.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { isLongAt, type Sentence, textOf } from '../sentence/sentence.ts';
import { readBoundSpan } from '../times/bound-spans.ts';
import { isoDate } from '../times/calendar.ts';
import { readPeriod } from '../times/periods.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { aheadOf, futureOf } from './future-fields.ts';

const OVERDUE = pattern('is|are? overdue|late for|on? a|an|the|their|our?', 'missed a|the|their');
const IS_OVERDUE = pattern(
  'is|are|was|were? overdue|past',
  'is|are|was|were? past due',
  'is|are|was|were? past|beyond|after its|their|the due|expiry|end|renewal|return date|day?',
  'date? has|have passed',
);
const DUE_FOR = pattern('is|are? due|up for? a|an|the|their|our|another?');
/** What names of dates say that something is to be done by then. */
const DUE = /^(due|next|deadline|renewal|renew|expiry|expire|expiration)$/;
const BY = pattern('by|for|since');
const EMPTY = /^(date|day|at|on|by)$/;
const MOST_WORDS = 4;

/**
 * `overdue for their next service`, `whose service is overdue`: of `next_service_due`, where the data does not call anything overdue;
 * `due a service in March`.
 */
export function readDue(sentence: Sentence, at: number): readonly Phrase[] {
  return [...dueAt(sentence, at), ...readOverdue(sentence, at)];
}

function dueAt(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, today } = sentence;
  const start = endOf(tokens, at, DUE_FOR);
  if (start === undefined) return [];
  const found = namedAt(sentence, start, (end) => skip(tokens, end, pattern('due')));
  return found.flatMap(({ field, end }) => {
    const said = readPeriod(tokens, end, today);
    if (said === undefined) return [];
    const read = aheadOf(said, field, sentence, end);
    const query = duringField(field, futureOf(read, field, sentence));
    const sure = found.length === 1 ? 0.97 : PRICE.choice;
    return [phrase(at, read.end, { is: 'query', query }, EXACT * sure * read.score, [read.assumption])];
  });
}

function readOverdue(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  if (index.words.has('overdue')) return [];
  const start = endOf(tokens, at, OVERDUE);
  if (start !== undefined) return overdue(sentence, at, start, (end) => end);
  const named = skip(tokens, at, pattern('whose|with|the|their|a|an', 'with a|an|the|their'));
  return overdue(sentence, at, named, (end) => endOf(tokens, end, IS_OVERDUE));
}

interface Named {
  readonly field: FieldWords;
  readonly end: number;
}

/** Fields of days by which something is to be done, whose name begins here. */
function namedAt(
  sentence: Sentence,
  start: number,
  endBehind: (end: number) => number | undefined,
): readonly Named[] {
  return sentence.index.vocabulary.fields.flatMap((field) => {
    if (!isDateField(field)) return [];
    const words = nameWords(field).filter((word) => !EMPTY.test(word));
    const core = words.filter((word) => !DUE.test(word));
    if (core.length === words.length || core.length === 0) return [];
    const named = endOfName(sentence, start, words, core) ?? endOfPart(sentence, start, field);
    const end = named === undefined ? undefined : endBehind(named);
    return end === undefined ? [] : [{ field, end }];
  });
}

/** `jabs` of `vacc_due`: all else that people call it. */
function endOfPart(sentence: Sentence, at: number, field: FieldWords): number | undefined {
  const isDue = DUE.test(sentence.tokens[at]?.stem ?? '');
  return isDue
    ? undefined
    : fieldsAt(sentence, at).find((read) => read.field === field && read.others === undefined)?.end;
}

function overdue(
  sentence: Sentence,
  at: number,
  start: number,
  endBehind: (end: number) => number | undefined,
): readonly Phrase[] {
  const found = namedAt(sentence, start, endBehind);
  return found.map(({ field, end }) => {
    const long = readBoundSpan(sentence.tokens, skip(sentence.tokens, end, BY));
    const query = duringField(field, long?.period ?? { before: isoDate(sentence.today) });
    const isSaid = nameWords(field).includes('due');
    const sure = found.length > 1 ? PRICE.choice : isSaid ? 0.95 : PRICE.likelyField;
    const note = `"${textOf(sentence, at, end)}" was taken as a ${shownField(field)} before today.`;
    return phrase(at, long?.end ?? end, { is: 'query', query }, EXACT * sure, [note]);
  });
}

/** `next sight test` of `next_test_due`: all that the name says of what it is, and any other word of the data. */
function endOfName(
  sentence: Sentence,
  start: number,
  words: readonly string[],
  core: readonly string[],
): number | undefined {
  const { tokens, index } = sentence;
  let end = start;
  const said = new Set<string>();
  while (end < start + MOST_WORDS && tokens[end]?.kind === 'word') {
    const { stem = '' } = tokens[end] ?? {};
    const meant = words.find((word) => isLongAt(sentence, end, word)) ?? stem;
    if (!words.includes(meant) && !index.words.has(stem) && stem !== 'next') break;
    said.add(meant);
    end++;
    if (core.every((word) => said.has(word))) return end;
  }
  return undefined;
}
