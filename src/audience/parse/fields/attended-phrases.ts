import type { Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { duringField, isDateField, negatedIf } from '../data/field-queries.ts';
import { isNumberField } from '../data/field-roles.ts';
import { nameWords } from '../data/name-words.ts';
import { shownField } from '../data/shown-field.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { readPeriod } from '../times/periods.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { doubtOfLast } from './only-last-known.ts';

const WAS_AT = pattern(
  'been|went|gone|go|come|came|turned|showed along|up|out? to|at a|an|any|one|our|the|another?',
  'been|went|gone|go|come|came|turned|showed along|up|out? to|at one|any of our|the',
  'attended|attend|visited|visit|joined|join a|an|any|another|one',
  'attended|attend|visited|visit|joined|join one|any of our|the',
);
/** Ways to say that people came, which the name of no field has. */
const CAME_BY = pattern(
  'been|gone|went|popped|dropped|walked|called|stopped to|in|into|at|by|inside the|our|a|an|any|one branch|store|shop|site|gym|studio|club|centre|center|salon|clinic|restaurant|office|showroom',
  'been|gone|went|popped|dropped|walked|called|stopped to|in|into|at one of our branches|stores|shops|sites|gyms|studios|clubs|centres|centers|salons|clinics|restaurants|offices|showrooms',
  'set foot in the|our|a|an|any branch|store|shop|site|gym|studio|club|centre|center|salon|clinic|restaurant|office|showroom',
  'popped|dropped|stopped|called|swung in|by',
);
/** The same, of which only a time behind it says that it is no place. */
const CAME_IN = pattern(
  'been|come|came|gone|went in|along|round|here|back',
  'been|come|came|gone|went in to see us',
  'shown|showed|turned up',
);
const VISIT = /^(visit|checkin|attendance|appearance)$/;
/** A `not` that would take the `been` behind it for itself. */
const NOT = pattern('never|not yet? ever?');
/** Words of names that say that people were there so many times. */
const TIMES_THERE = /^(attended|attendance|attendances|visited|joined|booked|count|total|number|num)$/;
const LAST = /^(last|latest|recent|most|date|at|on|attended|visited)$/;

/** `been to an event`, of `events_attended`; `went to an event this year`, of `last_event`; `been in a shop`, of `last_visit`: not who bought a ticket. */
export function readAttended(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index, today } = sentence;
  const not = endOf(tokens, at, NOT);
  const cameIn = endOf(tokens, not ?? at, CAME_IN);
  const isTimed = cameIn !== undefined && readPeriod(tokens, cameIn, today) !== undefined;
  const cameBy = endOf(tokens, not ?? at, CAME_BY) ?? (isTimed ? cameIn : undefined);
  const start = endOf(tokens, not ?? at, WAS_AT);
  const end = cameBy ?? (start === undefined ? undefined : start + 1);
  if (end === undefined) return [];
  const stem = tokens[end - 1]?.stem;
  const isSaid = (word: string) => (cameBy === undefined ? word === stem : VISIT.test(word));
  const isOf = (field: FieldWords, others: RegExp) => {
    const rest = nameWords(field).filter((word) => !isSaid(word));
    return (
      rest.length > 0 && rest.length < nameWords(field).length && rest.every((word) => others.test(word))
    );
  };
  const { fields } = index.vocabulary;
  const times = fields.find((field) => isNumberField(field) && isOf(field, TIMES_THERE));
  const last = fields.find(
    (field) => isDateField(field) && isOf(field, LAST) && /^(last|latest|most)_/.test(field.name),
  );
  const period = readPeriod(tokens, end, today);
  const made = (field: FieldWords, to: number, query: Query, doubt?: string, time?: string): Phrase =>
    phrase(
      at,
      to,
      { is: 'query', query: negatedIf(not !== undefined, query) },
      EXACT * (doubt === undefined ? 0.98 : PRICE.likelyField),
      [`"${textOf(sentence, not ?? at, end)}" was taken as ${shownField(field)}.`, doubt, time],
    );
  if (period !== undefined && last !== undefined)
    return [
      made(
        last,
        period.end,
        duringField(last, period.period),
        doubtOfLast(sentence, end, last, period.period),
        period.assumption,
      ),
    ];
  const field = times ?? last;
  if (period !== undefined || field === undefined) return [];
  const query: Query =
    field === times ? { field: field.name, moreThan: 0 } : { field: field.name, exists: true };
  return [made(field, end, query)];
}
