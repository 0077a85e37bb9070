import type { FieldWords } from '../../vocabulary.ts';
import { duringField, isDateField } from '../data/field-queries.ts';
import { nameWords } from '../data/name-words.ts';
import { shownField } from '../data/shown-field.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { readPeriod } from '../times/periods.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';

/** What ends a name of a date from which on something holds. */
const FROM = /^(since|joined|join|start|started|enrolled|registered|entered|from|begin|began|begun)$/;
const EMPTY = /^(date|day|at|on)$/;
const JOINED = pattern(
  'joined|join|joining|joins|entered|started the|our|a|an?',
  'became|become|becoming a|an?',
  'signed|signing|sign up|on for|to|onto|into? the|our?',
  'enrolled|registered in|on|for the|our?',
  'been? in|on the|our',
  'been|is|are? part of the|our',
  'been a|an',
);
const MEMBERS = pattern(
  'member|members|membership|memberships',
  'of the? programme|program|scheme',
  'programme|program|scheme|card|plan',
);
const TIME = pattern('is|was|were', 'with us', 'started|began|beginning|starting|from');

/** `joined the club this year`, `club members since 2024`: of a `club_since`, and not when they signed up with us. */
export function readJoined(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index, today } = sentence;
  const verb = endOf(tokens, at, JOINED);
  return index.vocabulary.fields.flatMap((field) => {
    const joined = endOfJoined(sentence, at, field);
    const behind = joined ?? endOfMembers(sentence, verb ?? at, field, verb !== undefined);
    const name = behind ?? endOfName(sentence, at, field);
    if (name === undefined) return [];
    const read = readPeriod(tokens, skip(tokens, name, TIME), today) ?? readPeriod(tokens, name, today);
    const isLong = read?.span?.isFor === true;
    if (read === undefined || (behind === undefined && !isLong)) return [];
    const period = isLong && read.span !== undefined ? { olderThan: read.span.text } : read.period;
    const note = `"${textOf(sentence, at, name)}" was taken as ${shownField(field)}.`;
    const query = duringField(field, period);
    return [
      phrase(at, read.end, { is: 'query', query }, EXACT * (joined === undefined ? 0.97 : 1) * read.score, [
        note,
        read.assumption,
      ]),
    ];
  });
}

/** `the club`, `club members`. */
function endOfMembers(
  sentence: Sentence,
  at: number,
  field: FieldWords,
  isBehindVerb: boolean,
): number | undefined {
  const name = endOfName(sentence, at, field);
  const members = name === undefined ? undefined : endOf(sentence.tokens, name, MEMBERS);
  return members ?? (isBehindVerb ? name : undefined);
}

/** `club members who joined`: where the verb ends, from `who` on. */
function endOfJoined(sentence: Sentence, at: number, field: FieldWords): number | undefined {
  const { tokens } = sentence;
  const verb = endOf(tokens, at, pattern('who|that have|has|had?')) ?? at;
  const isVerb = /^(joined|enrolled|registered|started)$/.test(tokens[verb]?.word ?? '');
  const isBehind = [2, 3, 4].some((back) => endOfMembers(sentence, at - back, field, false) === at);
  return isVerb && isBehind ? verb + 1 : undefined;
}

/** Where the words end before `since` in the name. */
function endOfName({ tokens }: Sentence, at: number, field: FieldWords): number | undefined {
  if (!isDateField(field) || field.name === 'signup_at') return undefined;
  const words = nameWords(field).filter((word) => !EMPTY.test(word));
  const core = words.filter((word) => !FROM.test(word));
  const isSaid = core.every((word, i) => tokens[at + i]?.stem === word);
  return core.length === words.length || core.length === 0 || !isSaid ? undefined : at + core.length;
}
