import type { Comparison, Query } from '../../query/query.ts';
import { readComparison } from '../sentence/comparisons.ts';
import { fieldsAt } from '../names/field-names.ts';
import { isAgeField, isNumberField, isOwnAgeField } from '../data/field-roles.ts';
import { tensAt } from '../times/decades.ts';
import { comparedField } from '../data/field-queries.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { oneTime, readYearlyDay } from './yearly-days.ts';

const AGE_OPENER = pattern(
  'aged',
  'age',
  'ages',
  'of age',
  'at the age of',
  'who are',
  'are',
  'is',
  'people|customers|those|anyone|everyone',
  'aged is',
  'age is',
);

const HOMES = pattern('household|households|family|families|home|homes|party|parties|group|groups');
/** Behind `more than 8 years`. */
const STAY = pattern('with us', 'as a|an', 'of membership|loyalty|custom', 'in our|the', 'since');

/** `over 40`, `aged 30 to 40`, `under 25 years old`: with a field of ages or of dates of birth. */
export function readAgePhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index, today } = sentence;
  // `households of four or more`
  if (tokens[at - 1]?.word === 'of' && endOf(tokens, at - 2, HOMES) !== undefined) return [];
  const born = endOf(tokens, at, pattern('born', 'who were born', 'birth', 'date of birth'));
  const birth = index.vocabulary.fields.find(
    (field) => /(^|_)(birth|born|birthday|birthdate|dob)($|_)/.test(field.name) && field.type === 'date',
  );
  if (born !== undefined && birth !== undefined) {
    const read = readPeriod(tokens, born, today);
    if (read !== undefined) {
      const time = readYearlyDay(sentence, at, birth, read) ?? oneTime(birth, read.period, read.end);
      const { query, end, share, assumption } = time;
      if (share > 0)
        return [
          phrase(at, end, { is: 'query', query }, EXACT * read.score * share, [read.assumption, assumption]),
        ];
    }
  }
  return [
    ...inDecadeOfLife(sentence, at, birth?.name),
    ...teenagers(sentence, at, birth?.name),
    ...agesAt(sentence, at, skip(tokens, at, AGE_OPENER), birth?.name),
  ];
}

function agesAt(sentence: Sentence, at: number, start: number, birth: string | undefined): readonly Phrase[] {
  const { tokens } = sentence;
  const comparison = readComparison(tokens, start);
  if (comparison === undefined || (comparison.isBare && isBoundAhead(tokens, start))) return [];
  const end =
    endOf(tokens, comparison.end, pattern('years|year old|olds', 'years of age', 'years?', 'year olds')) ??
    comparison.end;
  const isSaid =
    /^(aged|age|ages)$/.test(tokens[start - 1]?.word ?? '') ||
    /^(old|olds|age|older|younger)$/.test(tokens[end - 1]?.word ?? '') ||
    /^(older|younger)$/.test(tokens[start]?.word ?? '');
  const next = tokens[end];
  const isFree =
    next === undefined ||
    endOf(
      tokens,
      end,
      pattern(
        'and|or|but|still|already|currently|now|who|that|in|from|with|without|not|no|never|at|on|whose|,|.|?|)|are|is|there|do|have|has|customers|people|members|living|s',
      ),
    ) !== undefined;
  const isSign = tokens[start]?.kind === 'sign';
  // `supporters for 5+ years` says how long, and not how old.
  const isStay = endOf(tokens, end, STAY) !== undefined;
  if (!isSaid && (isStay || tokens[start - 1]?.word === 'for') && end > comparison.end) return [];
  if (
    (!isSaid && (isSign || !isFree || comparison.isBare)) ||
    comparison.currency !== undefined ||
    comparison.isPercent === true
  )
    return [];
  const { atLeast, atMost, moreThan, lessThan, exactly } = comparison.comparison;
  const biggest = Math.max(atLeast ?? 0, atMost ?? 0, moreThan ?? 0, lessThan ?? 0, exactly ?? 0);
  if (biggest > 120) return [];
  const isOther = tokens
    .slice(0, at)
    .some((_, i) => fieldsAt(sentence, i).some(({ field }) => isNumberField(field) && !isAgeField(field)));
  // `purchases this year over 5` counts them.
  const isCount = tokens
    .slice(0, at)
    .some(({ word }) => /^(purchases|orders|bookings|transactions|visits|views|stays)$/.test(word));
  if (isCount && !isSaid) return [];
  const sure = isSaid ? EXACT : isOther ? 0.8 : 0.93;
  return ofAge(sentence, comparison.comparison, birth).map(({ query, share, note }) =>
    phrase(at, end, { is: 'query', query }, sure * share, [note]),
  );
}

/** `over 50 years old` is nobody's 50 years, with an `over` that says nothing. */
function isBoundAhead(tokens: Sentence['tokens'], at: number): boolean {
  return [1, 2, 3].some((back) => {
    const read = readComparison(tokens, at - back);
    return read !== undefined && !read.isBare && read.end > at;
  });
}

const IN_THEIR = pattern('in their|his|her early|mid|late?', 'who? are|is in their|his|her early|mid|late?');

/** `in their twenties`, `who are in their late 30s`. */
function inDecadeOfLife(sentence: Sentence, at: number, birth: string | undefined): readonly Phrase[] {
  const { tokens } = sentence;
  const start = endOf(tokens, at, IN_THEIR);
  const tens = start === undefined ? undefined : tensAt(tokens[start]?.word);
  if (start === undefined || tens === undefined) return [];
  const [least, most] = PARTS_OF_DECADE[tokens[start - 1]?.word ?? ''] ?? [0, 9];
  const part =
    most - least < 9
      ? `"${textOf(sentence, start - 1, start + 1)}" was taken as ${tens + least} to ${tens + most}.`
      : undefined;
  const ages = { atLeast: tens + least, atMost: tens + most };
  return ofAge(sentence, ages, birth).map(({ query, share, note }) =>
    phrase(at, start + 1, { is: 'query', query }, EXACT * share * (part === undefined ? 1 : PRICE.choice), [
      part,
      note,
    ]),
  );
}

const TEENAGERS = pattern(
  'who? are|is teenagers|teenager|teens',
  'in their teens',
  'teenagers|teenager|teens|teenage',
);
const TEENS = { atLeast: 13, atMost: 19 };

/** `teenagers`, unless they are somebody's: `parents of teenagers`. */
function teenagers(sentence: Sentence, at: number, birth: string | undefined): readonly Phrase[] {
  const { tokens } = sentence;
  const end = endOf(tokens, at, TEENAGERS);
  if (end === undefined || OF_OTHERS.test(tokens[at - 1]?.word ?? '')) return [];
  const note = `"${textOf(sentence, at, end)}" was taken as ${TEENS.atLeast} to ${TEENS.atMost} years old.`;
  return ofAge(sentence, TEENS, birth).map(({ query, share, note: computed }) =>
    phrase(at, end, { is: 'query', query }, EXACT * share * PRICE.calling, [note, computed]),
  );
}

const OF_OTHERS = /^(with|of|have|has|having|had|for|their|her|his|like|love)$/;

const PARTS_OF_DECADE: Readonly<Record<string, readonly [number, number]>> = {
  early: [0, 3],
  mid: [4, 6],
  late: [7, 9],
};

/** Who is that old, by a field of ages or of dates of birth. */
function ofAge(
  { index }: Sentence,
  comparison: Comparison,
  birth: string | undefined,
): readonly { readonly query: Query; readonly share: number; readonly note?: string }[] {
  const age = index.vocabulary.fields.find(isOwnAgeField);
  if (age !== undefined) return [{ query: comparedField(age.name, comparison), share: 1 }];
  if (birth === undefined) return [];
  const { atLeast, atMost, moreThan, lessThan, exactly } = comparison;
  const parts: Query[] = [];
  // Ages are whole years, as in a field of them: over 55 is who is 56.
  const older = atLeast ?? (moreThan === undefined ? exactly : moreThan + 1);
  const younger =
    lessThan ?? (atMost === undefined && exactly === undefined ? undefined : (atMost ?? exactly ?? 0) + 1);
  if (older !== undefined) parts.push({ field: birth, during: { olderThan: `${older} years` } });
  if (younger !== undefined) parts.push({ field: birth, during: { last: `${younger} years` } });
  const [first] = parts;
  if (first === undefined) return [];
  const isWhole = Object.values(comparison).every((value) => Number.isInteger(value) && value > 0);
  const isOpen = atLeast === undefined && moreThan !== undefined;
  const from = isOpen ? `: over ${moreThan} is ${moreThan + 1} or older` : '';
  const note = `Age was computed from ${birth.replaceAll('_', ' ')}${from}.`;
  const share = isOpen ? PRICE.overAge : 0.97;
  return isWhole ? [{ query: parts.length === 1 ? first : { and: parts }, share, note }] : [];
}
