import type { FieldWords } from '../../vocabulary.ts';
import { duringField, isDateField } from '../data/field-queries.ts';
import { nameWords } from '../data/name-words.ts';
import { shownField } from '../data/shown-field.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { fieldsAt } from '../names/field-names.ts';
import { isLongAt, type Sentence, textOf } from '../sentence/sentence.ts';
import { isoDate } from '../times/calendar.ts';
import { readPeriod } from '../times/periods.ts';
import { isSameVerb } from '../words/fold-word.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { IS_OVER, RUNS_OUT } from './date-names.ts';
import { aheadOf, futureOf } from './future-fields.ts';

const HEAD = pattern('whose|with|where|the|their', 'with|whose a|an|the|their');
/** What runs out, whatever the name of the date says of it. */
const SUBJECT = pattern(
  'membership|memberships|subscription|subscriptions|contract|contracts|policy|policies|plan|plans|pass|passes|account|accounts',
);
const MEMBERS = pattern('members|member|subscribers|subscriber|holders|holder');
const MEMBERSHIP = pattern('membership|memberships|subscription|subscriptions');
const OF_ANY = /^(club|member|membership|plan|subscription|pass|policy|contract|account|card|cover|term)$/;
const OF_LEVEL = /_(level|tier|grade|status|member|since)$/;
const EMPTY = /^(date|day|at|on)$/;
const BEHIND_SUBJECT = pattern(
  'that|which? has|have|had|is|are|was|were|will already|just|now|recently?',
  'that|which',
  'already',
);
const VALID = pattern(
  'not yet? expired|lapsed|ended|finished',
  'not yet? run out',
  'still? valid|current|running',
  'still active',
  'still? in force|date',
  'still? unexpired',
);
/** `valid until May`, `running out`. */
const GOES_ON = /^(until|till|to|through|for|beyond|past|after|before|out|low|on)$/;
const VALID_ONE = pattern('still? valid|unexpired', 'still? in - date', 'still? up to date');
const INVALID = pattern('not valid|current|active', 'no longer valid|current|active|in force', 'invalid');
const OVER = pattern('expired|lapsed|ended|finished', 'ran|run out');
const RUNS_UNTIL = pattern(
  'that|which? runs|run|running|lasts|last|lasting|goes|go until|till|to|through|up',
  'that|which? is|are? valid|good|current|paid until|till|to|through|up',
);
const AHEAD = pattern('expire|expires|expiring|end|ends|ending');

/** `club membership expired`, `expired memberships`, `membership runs out in May`: of `club_expires`, with a noun that its name leaves out. */
export function readRunOut(sentence: Sentence, at: number): readonly Phrase[] {
  const ending = sentence.index.vocabulary.fields.filter(isEnding);
  return ending.flatMap((field) => {
    const isOnly = ending.length === 1;
    const over = endOf(sentence.tokens, at, OVER);
    return [
      ...(over === undefined ? [] : expiredOnes(sentence, at, over, field, isOnly)),
      ...validOnes(sentence, at, field),
      ...itsEnd(sentence, at, field, isOnly),
    ];
  });
}

/** `expired memberships`, `lapsed club members`. */
function expiredOnes(
  sentence: Sentence,
  at: number,
  over: number,
  field: FieldWords,
  isOnly: boolean,
): readonly Phrase[] {
  const { tokens } = sentence;
  const named = endOfName(sentence, over, field);
  const name = named ?? (isOnly && isOfAny(sentence, field) ? over : undefined);
  if (name === undefined) return [];
  const noun = endOf(tokens, name, named === undefined ? MEMBERSHIP : SUBJECT) ?? named;
  const members = noun === undefined ? endOf(tokens, name, MEMBERS) : undefined;
  if (noun !== undefined) return [pastOf(sentence, at, noun, field)];
  return members === undefined ? [] : [pastOf(sentence, at, members, field, PRICE.likelyField)];
}

/** `a valid prescription`, of `rx_expires`. */
function validOnes(sentence: Sentence, at: number, field: FieldWords): readonly Phrase[] {
  const valid = endOf(sentence.tokens, skip(sentence.tokens, at, HEAD), VALID_ONE);
  const name = valid === undefined ? undefined : endOfName(sentence, valid, field);
  const end = name === undefined ? undefined : (endOf(sentence.tokens, name, SUBJECT) ?? name);
  return end === undefined ? [] : [aheadFrom(sentence, at, end, field)];
}

/** `whose club membership has expired`, `prescription still valid`, `membership runs out this month`. */
function itsEnd(sentence: Sentence, at: number, field: FieldWords, isOnly: boolean): readonly Phrase[] {
  const { tokens, today } = sentence;
  const start = skip(tokens, at, HEAD);
  const name = endOfName(sentence, start, field);
  const isUnnamed = isOnly && name === undefined && isOfAny(sentence, field);
  const own =
    endOf(tokens, name ?? start, isUnnamed ? MEMBERSHIP : SUBJECT) ?? behindName(sentence, at, field);
  const noun = name !== undefined || isUnnamed || own === at ? (own ?? name) : undefined;
  if (noun === undefined) return [];
  const verb = skip(tokens, noun, BEHIND_SUBJECT);
  const until = runningUntil(sentence, at, noun, field);
  if (until !== undefined) return [until];
  const valid = endOf(tokens, verb, VALID);
  if (valid !== undefined && !GOES_ON.test(tokens[valid]?.word ?? ''))
    return [aheadFrom(sentence, at, valid, field)];
  const invalid = endOf(tokens, verb, INVALID);
  if (invalid !== undefined) return [pastOf(sentence, at, invalid, field)];
  const isLonger = name !== undefined && name > start + coreOf(field).length;
  if (own === undefined && !isLonger) return [];
  const over = endOf(tokens, verb, OVER) ?? endOf(tokens, verb, IS_OVER);
  const end = over ?? endOf(tokens, verb, RUNS_OUT) ?? endOf(tokens, verb, AHEAD);
  if (end === undefined) return [];
  const said = readPeriod(tokens, skip(tokens, end, pattern('on')), today);
  if (said === undefined) return over === undefined ? [] : [pastOf(sentence, at, over, field)];
  const read = over === undefined ? aheadOf(said, field, sentence, end) : said;
  const period = over === undefined ? futureOf(read, field, sentence) : read.period;
  const note = `"${textOf(sentence, at, end)}" was taken as ${shownField(field)}.`;
  const query = duringField(field, period);
  return [phrase(at, read.end, { is: 'query', query }, EXACT * 0.97 * read.score, [note, read.assumption])];
}

/** `a season pass that has not expired yet`, of `pass_expires`: what a relative says of the noun in front of it. */
function behindName(sentence: Sentence, at: number, field: FieldWords): number | undefined {
  const isRelative = /^(that|which)$/.test(sentence.tokens[at]?.word ?? '');
  return isRelative && endOfName(sentence, at - coreOf(field).length, field) === at ? at : undefined;
}

/** `whose pass runs until April`, `is valid until after March`: its last day is then. */
function runningUntil(
  sentence: Sentence,
  at: number,
  subject: number,
  field: FieldWords,
): Phrase | undefined {
  const { tokens, today } = sentence;
  const end = endOf(tokens, subject, RUNS_UNTIL);
  const read = end === undefined ? undefined : readPeriod(tokens, end, today);
  if (end === undefined || read === undefined) return undefined;
  const note = `"${textOf(sentence, at, read.end)}" was taken as a ${shownField(field)} in that time.`;
  const query = duringField(field, futureOf(read, field, sentence));
  return phrase(at, read.end, { is: 'query', query }, EXACT * PRICE.likelyField * read.score, [
    note,
    read.assumption,
  ]);
}

function aheadFrom(sentence: Sentence, at: number, end: number, field: FieldWords): Phrase {
  const note = `"${textOf(sentence, at, end)}" was taken as a ${shownField(field)} from today on.`;
  const query = duringField(field, { from: isoDate(sentence.today) });
  const behind = skip(sentence.tokens, end, pattern('yet'));
  return phrase(at, behind, { is: 'query', query }, EXACT * 0.95, [note]);
}

function pastOf(sentence: Sentence, at: number, end: number, field: FieldWords, sure = 0.95): Phrase {
  const note = `"${textOf(sentence, at, end)}" was taken as a ${shownField(field)} before today.`;
  const query = duringField(field, { before: isoDate(sentence.today) });
  const behind = skip(sentence.tokens, end, pattern('already'));
  return phrase(at, behind, { is: 'query', query }, EXACT * sure, [note]);
}

function isEnding(field: FieldWords): boolean {
  return isDateField(field) && nameWords(field).some((word) => isSameVerb('ends', word));
}

/** What is said of the date beside that it is an end. */
function coreOf(field: FieldWords): readonly string[] {
  return nameWords(field).filter((word) => !isSameVerb('ends', word) && !EMPTY.test(word));
}

/** Whether it is a membership or the like by its name, or by what else is known of it: `guild_level` beside `guild_expires`. */
function isOfAny({ index }: Sentence, field: FieldWords): boolean {
  const core = coreOf(field);
  const said = core.join('_');
  const isOfLevel = ({ name }: FieldWords) => name.startsWith(`${said}_`) && OF_LEVEL.test(name);
  return core.every((word) => OF_ANY.test(word)) || index.vocabulary.fields.some(isOfLevel);
}

function endOfName(sentence: Sentence, at: number, field: FieldWords): number | undefined {
  const core = coreOf(field);
  const isSaid =
    core.length > 0 &&
    core.every((word, i) => sentence.tokens[at + i]?.stem === word || isLongAt(sentence, at + i, word));
  return isSaid ? endOfAll(sentence, at, at + core.length, core) : undefined;
}

/** `prepaid prints` of `prepaid_until`, where a `prepaid_prints` says how many there are. */
function endOfAll(sentence: Sentence, at: number, end: number, core: readonly string[]): number {
  const whole = fieldsAt(sentence, at).find(
    ({ field, end: all, assumption }) =>
      assumption === undefined && all > end && core.every((word, i) => nameWords(field)[i] === word),
  );
  return whole?.end ?? end;
}
