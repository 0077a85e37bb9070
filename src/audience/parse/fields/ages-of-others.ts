import { hasTwoEnds } from '../../query/period.ts';
import type { Comparison, Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { isBirthField, isOwnAgeField } from '../data/field-roles.ts';
import { shownField } from '../data/shown-field.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { readPeriod } from '../times/periods.ts';
import { anyOf } from '../words/and-or.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { type AgeRead, queryOfAge, readAge } from './age-queries.ts';
import { agesOfChildren, agesOfValue, OLDEST, othersAt, YOUNGEST } from './others-of-customer.ts';
import { oneTime, readYearlyDay } from './yearly-days.ts';

const LEAD = pattern(
  'with|has|have|having|whose|where|parents|parent|mothers|fathers|mums|dads of? a|an|the|their|any?',
);
const AGED = pattern('is|are|being? aged|age', 'who|that? is|are', 'between the? ages of?', 'of age?');
const HALF = pattern('and a half');
const OLD = pattern('-? year|years|month|months -? old|olds');
const BORN = pattern('who|that? was|is|were|are|been? born');
const BIRTHDAY = pattern(
  'who|that? has|have|had|having|celebrates|celebrating? a|its|their? birthday|bday is?',
);

/** `a dog older than 8` of `dog_age`, `kids under 5` of `youngest_age`, `a child born in 2020`: those who belong to customers. */
export function readAgesOfOthers(sentence: Sentence, at: number): readonly Phrase[] {
  const start = skip(sentence.tokens, at, LEAD);
  return [
    ...behindNoun(sentence, at, start),
    ...beforeNoun(sentence, at, start),
    ...bornThen(sentence, at, start),
  ];
}

/** `kids aged 3 to 5`. */
function behindNoun(sentence: Sentence, at: number, start: number): readonly Phrase[] {
  const { tokens } = sentence;
  const noun = othersAt(sentence, start);
  if (noun === undefined) return [];
  const from = skip(tokens, noun.end, AGED);
  const read = readAge(tokens, from);
  if (read === undefined) return [];
  const end = skip(tokens, read.end, HALF);
  const isAge =
    end > read.number ||
    isAgeWord(tokens[from - 1]?.word) ||
    isAgeWord(tokens[from]?.word) ||
    isAgeWord(tokens[end - 1]?.word);
  return isAge ? made(sentence, at, end, noun.fields, read) : [];
}

/** `a 3 year old`, `5-year-old twins`. */
function beforeNoun(sentence: Sentence, at: number, start: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  const read = readAge(tokens, start);
  const old = read === undefined ? undefined : endOf(tokens, read.number, OLD);
  if (read === undefined || old === undefined || start === at) return [];
  const noun = othersAt(sentence, old);
  if (noun !== undefined) return made(sentence, at, noun.end, noun.fields, read);
  const fields = index.vocabulary.fields;
  // `has a 3 year old`: of a customer it would be said with `is`.
  const isHad =
    /^(a|an|the|any)$/.test(tokens[start - 1]?.word ?? '') &&
    !fields.some(isOwnAgeField) &&
    agesOfValue(sentence, at, old).length === 0;
  return isHad ? made(sentence, at, old, agesOfChildren(fields), read) : [];
}

/** `a child born in 2020`, `whose kid has a birthday next month`. */
function bornThen(sentence: Sentence, at: number, start: number): readonly Phrase[] {
  const { tokens, today } = sentence;
  const noun = othersAt(sentence, start);
  const fields = noun?.fields.filter(isBirthField) ?? [];
  if (noun === undefined || fields.length === 0) return [];
  const birthday = endOf(tokens, noun.end, BIRTHDAY);
  const from = birthday ?? endOf(tokens, noun.end, BORN);
  const read = from === undefined ? undefined : readPeriod(tokens, from, today);
  if (read === undefined) return [];
  return fields.flatMap((field) => {
    const time = readYearlyDay(sentence, at, field, read) ?? oneTime(field, read.period, read.end);
    const isYearly = birthday !== undefined && hasTwoEnds(read.period);
    const query: Query = isYearly ? { field: field.name, everyYear: read.period } : time.query;
    const share = isYearly ? 1 : time.share;
    const note = `"${textOf(sentence, at, noun.end)}" was taken as ${shownField(field)}.`;
    return share === 0
      ? []
      : [
          phrase(at, time.end, { is: 'query', query }, EXACT * 0.97 * read.score * share, [
            note,
            read.assumption,
            time.assumption,
          ]),
        ];
  });
}

function isAgeWord(word = ''): boolean {
  return /^(aged|age|ages|under|over|above|below|older|younger|between)$/.test(word);
}

function made(
  sentence: Sentence,
  at: number,
  end: number,
  fields: readonly FieldWords[],
  { comparison, isInMonths }: AgeRead,
): readonly Phrase[] {
  const meant = fieldsFor(fields, comparison);
  const ages = meant.map((field) => queryOfAge(field, comparison, isInMonths));
  const known = ages.filter((age) => age !== undefined);
  const query = anyOf(known.map((age) => age.query));
  if (query === undefined || known.length < ages.length) return [];
  const note = `"${textOf(sentence, at, end)}" was taken as ${meant.map(shownField).join(' or ')}.`;
  const isSure = fields.length === 1;
  const share = Math.min(isSure ? 0.97 : PRICE.choice, ...known.map((age) => age.share));
  return [phrase(at, end, { is: 'query', query }, EXACT * share, [note, ...known.map((age) => age.note)])];
}

/** Somebody has a child under 5 where the youngest is, and one over 10 where the oldest is. */
function fieldsFor(
  fields: readonly FieldWords[],
  { atLeast, atMost, moreThan, lessThan, exactly }: Comparison,
): readonly FieldWords[] {
  const isLow = (atMost ?? lessThan) !== undefined;
  const isHigh = (atLeast ?? moreThan) !== undefined;
  const end = isLow && !isHigh ? YOUNGEST : isHigh && !isLow ? OLDEST : undefined;
  const only = fields.filter(
    ({ name }) => end !== undefined && name.split('_').some((word) => end.test(word)),
  );
  return exactly === undefined && only.length > 0 ? only : fields;
}
