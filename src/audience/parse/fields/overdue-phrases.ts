import { duringField, isDateField } from '../data/field-queries.ts';
import { nameWords } from '../data/name-words.ts';
import { shownField } from '../data/shown-field.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { isoDate } from '../times/calendar.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';

const OVERDUE = pattern('is|are? overdue|late for|on? a|an|the|their|our?', 'missed a|the|their');
const IS_OVERDUE = pattern('is|are overdue', 'overdue');
/** What names of dates say that something is to be done by then. */
const DUE = /^(due|next|deadline|renewal|renew|expiry|expire|expiration)$/;
const EMPTY = /^(date|day|at|on|by)$/;
const MOST_WORDS = 4;

/** `overdue for their next service`, `whose service is overdue`: of `next_service_due`, where the data does not call anything overdue. */
export function readOverdue(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  if (index.words.has('overdue')) return [];
  const start = endOf(tokens, at, OVERDUE);
  if (start !== undefined) return overdue(sentence, at, start, (end) => end);
  const named = skip(tokens, at, pattern('whose|with|the|their|a|an', 'with a|an|the|their'));
  return overdue(sentence, at, named, (end) => endOf(tokens, end, IS_OVERDUE));
}

function overdue(
  sentence: Sentence,
  at: number,
  start: number,
  endBehind: (end: number) => number | undefined,
): readonly Phrase[] {
  const found = sentence.index.vocabulary.fields.flatMap((field) => {
    if (!isDateField(field)) return [];
    const words = nameWords(field).filter((word) => !EMPTY.test(word));
    const core = words.filter((word) => !DUE.test(word));
    if (core.length === words.length || core.length === 0) return [];
    const named = endOfName(sentence, start, words, core);
    const end = named === undefined ? undefined : endBehind(named);
    return end === undefined ? [] : [{ field, end }];
  });
  return found.map(({ field, end }) => {
    const note = `"${textOf(sentence, at, end)}" was taken as a ${shownField(field)} before today.`;
    const query = duringField(field, { before: isoDate(sentence.today) });
    const sure = found.length === 1 ? PRICE.likelyField : PRICE.choice;
    return phrase(at, end, { is: 'query', query }, EXACT * sure, [note]);
  });
}

/** `next sight test` of `next_test_due`: all that the name says of what it is, and any other word of the data. */
function endOfName(
  { tokens, index }: Sentence,
  start: number,
  words: readonly string[],
  core: readonly string[],
): number | undefined {
  let end = start;
  const said = new Set<string>();
  while (end < start + MOST_WORDS && tokens[end]?.kind === 'word') {
    const { stem = '' } = tokens[end] ?? {};
    if (!words.includes(stem) && !index.words.has(stem) && stem !== 'next') break;
    said.add(stem);
    end++;
    if (core.every((word) => said.has(word))) return end;
  }
  return undefined;
}
