import type { Comparison } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { fieldsAt } from '../names/field-names.ts';
import { isAgeField, isBirthField, isNumberField } from '../data/field-roles.ts';
import { readComparison } from '../sentence/comparisons.ts';
import { tensAt } from '../times/decades.ts';
import { verbRoot } from '../words/fold-word.ts';
import { endOf, grammarWords, pattern, skip } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { type AgeQuery, queryOfAge, readAge } from './age-queries.ts';
import { ownAgeField, whoseAge } from './whose-age.ts';
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
  // `households of four or more`
  if (sentence.tokens[at - 1]?.word === 'of' && endOf(sentence.tokens, at - 2, HOMES) !== undefined)
    return [];
  return [
    ...bornThen(sentence, at),
    ...inDecadeOfLife(sentence, at),
    ...ageGroups(sentence, at),
    ...agesAt(sentence, at, skip(sentence.tokens, at, AGE_OPENER)),
  ];
}

const BORN = pattern('born', 'who|that? were|was born', 'birth', 'date of birth');

/** `born in 1980`. */
function bornThen(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, today } = sentence;
  const born = endOf(tokens, at, BORN);
  const read = born === undefined ? undefined : readPeriod(tokens, born, today);
  const whose = read === undefined ? undefined : whoseAge(sentence, at, read.end, isBirthField);
  if (read === undefined || whose === undefined) return [];
  const time = readYearlyDay(sentence, at, whose.field, read) ?? oneTime(whose.field, read.period, read.end);
  const score = EXACT * read.score * time.share * whose.share;
  return score === 0
    ? []
    : [
        phrase(at, time.end, { is: 'query', query: time.query }, score, [
          whose.note,
          read.assumption,
          time.assumption,
        ]),
      ];
}

function agesAt(sentence: Sentence, at: number, start: number): readonly Phrase[] {
  const { tokens } = sentence;
  const read = readAge(tokens, start);
  if (read === undefined || (read.isBare && isBoundAhead(tokens, start))) return [];
  const { comparison, end } = read;
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
    ) !== undefined ||
    isDoing(sentence, end);
  const isSign = tokens[start]?.kind === 'sign';
  // `supporters for 5+ years` says how long, and not how old.
  const isStay = endOf(tokens, end, STAY) !== undefined;
  if (!isSaid && (isStay || tokens[start - 1]?.word === 'for') && end > read.number) return [];
  if (!isSaid && (isSign || !isFree || read.isBare || isOfUnknown(sentence, start))) return [];
  const { atLeast, atMost, moreThan, lessThan, exactly } = comparison;
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
  const whose = whoseAge(sentence, start, end);
  const age = whose && queryOfAge(whose.field, comparison, read.isInMonths);
  if (whose === undefined || age === undefined || (read.isInMonths && whose.isOwn)) return [];
  if (whose.note !== undefined && biggest > oldestOf(whose.field, sentence)) return [];
  const score = sure * age.share * whose.share;
  return [phrase(at, end, { is: 'query', query: age.query }, score, [whose.note, age.note])];
}

/** `with a BMI over 30`: of something that nobody knows, and no age. */
function isOfUnknown({ tokens, index }: Sentence, start: number): boolean {
  const [noun, before] = [tokens[start - 1], tokens[start - 2]];
  return (
    noun?.kind === 'word' &&
    /^(a|an|the|with|whose|their|average|have|has|having)$/.test(before?.word ?? '') &&
    !grammarWords.has(noun.word) &&
    !index.words.has(noun.stem)
  );
}

/** `everyone between 17 and 21 learning to swim`, and not `over 20 driving hours`. */
function isDoing({ tokens, index }: Sentence, at: number): boolean {
  const { word = '', stem = '' } = tokens[at] ?? {};
  return /.{3}ing$/.test(word) && !index.words.has(stem) && !index.fieldRoots.has(verbRoot(word));
}

/** Nobody's child is over 40 where none of those known is over 12. */
function oldestOf({ min = Number.POSITIVE_INFINITY }: FieldWords, { today }: Sentence): number {
  return today.year - new Date(min).getUTCFullYear();
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
function inDecadeOfLife(sentence: Sentence, at: number): readonly Phrase[] {
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
  return ownAge(sentence, ages).map(({ query, share, note }) =>
    phrase(at, start + 1, { is: 'query', query }, EXACT * share * (part === undefined ? 1 : PRICE.choice), [
      part,
      note,
    ]),
  );
}

const AGE_GROUPS: readonly (readonly [ReturnType<typeof pattern>, Comparison, string])[] = [
  [
    pattern('who? are|is teenagers|teenager|teens', 'in their teens', 'teenagers|teenager|teens|teenage'),
    { atLeast: 13, atMost: 19 },
    '13 to 19 years old',
  ],
  [
    pattern('who? are|is an? adults|adult', 'adults|adult', 'grown ups|up', 'of legal|full age'),
    { atLeast: 18 },
    '18 or older',
  ],
  [
    pattern('who? are|is a? minors|minor|underage', 'minors|underage', 'under age', 'not yet of age'),
    { lessThan: 18 },
    'younger than 18',
  ],
];

/** `teenagers`, `adults`, unless they are somebody's: `parents of teenagers`. */
function ageGroups(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  if (OF_OTHERS.test(tokens[at - 1]?.word ?? '')) return [];
  return AGE_GROUPS.flatMap(([way, ages, meaning]) => {
    const end = endOf(tokens, at, way);
    if (end === undefined) return [];
    const note = `"${textOf(sentence, at, end)}" was taken as ${meaning}.`;
    return ownAge(sentence, ages).map(({ query, share, note: computed }) =>
      phrase(at, end, { is: 'query', query, isNoun: true }, EXACT * share * PRICE.calling, [note, computed]),
    );
  });
}

const OF_OTHERS = /^(with|of|have|has|having|had|for|their|her|his|like|love)$/;

const PARTS_OF_DECADE: Readonly<Record<string, readonly [number, number]>> = {
  early: [0, 3],
  mid: [4, 6],
  late: [7, 9],
};

/** Which customers are that old themselves. */
function ownAge({ index }: Sentence, comparison: Comparison): readonly AgeQuery[] {
  const field = ownAgeField(index.vocabulary.fields);
  const age = field && queryOfAge(field, comparison);
  return age === undefined ? [] : [age];
}
