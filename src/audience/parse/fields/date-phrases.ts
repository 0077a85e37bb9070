import type { Query } from '../../query/query.ts';
import { duringField, isDateField } from '../data/field-queries.ts';
import { aheadOf, futureOf } from './future-fields.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { isoDate } from '../times/calendar.ts';
import { isPast, isSameVerb, verbRoot } from '../words/fold-word.ts';
import { readItem } from '../names/items.ts';
import { canLieIn } from '../names/narrowed.ts';
import { PERSON } from '../words/noun-words.ts';
import { doubtOfLast } from './only-last-known.ts';
import { endOf, grammarWords, pattern, skip } from '../words/patterns.ts';
import type { PeriodRead } from '../times/period-read.ts';
import { readPeriod } from '../times/periods.ts';
import { withRest } from '../purchases/purchase-parts.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';
import { readYearAlone } from '../times/year-alone.ts';
import { oneTime, readAnyYear, readYearlyDay } from './yearly-days.ts';
import { isOpposed } from '../names/field-names.ts';

const SIGN_UP = pattern(
  'signed|sign|signing|signs up',
  'joined|join|joining|joins us?',
  'registered|register|registering|registers with? us?',
  'enrolled|enroled|onboarded|inscribed',
  'became|become a? customer|customers|member|members|client|clients|user|users|guest|guests|patient|patients',
  'created an|their|the? account|accounts|profile',
  'opened an|their account',
  'account|accounts opened|created|registered|set up?',
  'set up an|their account',
  'signup|signups|registration|registrations',
  'sign up|ups date|time?',
  'signup date|time?',
  'been with us',
  'were|was added',
  'started with us',
  'came on board',
  'member|members|customer|customers|client|clients|supporter|supporters|subscriber|subscribers|student|students|patient|patients|guest|guests since',
  'registration|joining|join date',
  'customer|customers|member|members|client|clients|user|users|subscriber|subscribers|supporter|supporters|student|students|patient|patients|guest|guests for',
  'been a? customer|customers|member|members|client|clients|user|users for|since',
  'with us',
  'have been customers|members|clients',
  'acquired',
);

/** `signed up this year`, `renews in the next 30 days`, `last visited more than 6 months ago`, `born before 1980`. */
export function readDatePhrases(sentence: Sentence, at: number): readonly Phrase[] {
  return [...signUp(sentence, at), ...byVerb(sentence, at), ...newOnes(sentence, at)];
}

function signUp(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, today } = sentence;
  const start = skip(tokens, at, pattern('whose', 'who', 'first|recently|newly|originally', 'have', 'has'));
  const verb = endOf(tokens, start, SIGN_UP);
  if (verb === undefined) return [];
  const last = tokens[verb - 1]?.word;
  const isOpen = last === 'for' || last === 'since';
  const from = isOpen
    ? verb - 1
    : skip(tokens, verb, pattern('is|was|were|are|with us', 'with us', 'is|was|date|as customers', ':'));
  const read =
    periodOf(sentence, from, isOpen) ?? readPeriod(tokens, from, today) ?? readYearAlone(tokens, from, today);
  if (read === undefined) return [];
  const isHow =
    last === 'for' ||
    tokens[verb - 1]?.word === 'us' ||
    /^been$/.test(tokens[start]?.word ?? '') ||
    /^(have|clients|members|customers)$/.test(last ?? '');
  const isLong = read.span?.isFor === true && isHow;
  const period = isLong && read.span !== undefined ? { olderThan: read.span.text } : read.period;
  const score =
    isLong && !read.span?.isAtLeast
      ? 0.9
      : last === 'since' || (read.isSince === true && isHow)
        ? 0.93
        : read.score * (last === 'acquired' ? PRICE.choice : 1);
  const acquired = last === 'acquired' ? '"Acquired" was taken as signed up.' : undefined;
  const yearly = readAnyYear(sentence, 'signup_at', { ...read, period });
  const query = yearly?.query ?? { field: 'signup_at', during: period };
  return [
    phrase(at, yearly?.end ?? read.end, { is: 'query', query }, EXACT * score, [read.assumption, acquired]),
  ];
}

/** `for over 2 years`, and without the `for` that the verb already has. */
function periodOf({ tokens, today }: Sentence, at: number, isOpen: boolean): PeriodRead | undefined {
  return isOpen ? readPeriod(tokens, at, today) : undefined;
}

/** A field of dates by a verb that its name comes from. */
function byVerb(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, today, index } = sentence;
  const start = skip(
    tokens,
    at,
    pattern(
      'last|first|next|most|up|due',
      'most recently',
      'up for',
      'due for',
      'will',
      'whose|their|the',
      'whose|their last|next|first',
      'are|is up for',
      'are|is due for?',
      'coming up for',
      'recently',
    ),
  );
  const token = tokens[start];
  if (token?.kind !== 'word' || token.word.length < 4) return [];
  const particle = tokens[start + 1];
  const roots = [
    [verbRoot(token.word), start + 1] as const,
    [`${verbRoot(token.word)}${particle?.word ?? ''}`, start + 2] as const,
  ];
  const fields = index.vocabulary.fields.filter((field) => isDateField(field));
  const whole = fields.flatMap((field) => byWholeName(sentence, at, start, field));
  if (whole.length > 0) return whole;
  return roots.flatMap(([root, end]) => {
    const named = fields.filter(
      (field) => fieldRoots(field.name).has(root) && !isOpposed(sentence, start, field),
    );
    return named.flatMap((field) => {
      const after = skip(
        tokens,
        end,
        pattern(
          'is|are|was|were|us|on',
          'again',
          'with us',
          'their? account|contract|plan|subscription',
          'up',
          'due',
          'is due',
          'date',
          'date is',
        ),
      );
      for (const from of new Set([after, end])) {
        const said = readPeriod(tokens, from, today);
        if (said === undefined) continue;
        const read = aheadOf(said, field, sentence, from);
        const period = futureOf(read, field, sentence);
        const time = readYearlyDay(sentence, at, field, said) ?? oneTime(field, period, read.end);
        if (time.share === 0) continue;
        const doubt = doubtOfLast(sentence, from, field, period);
        const possible = named.filter((each) => canLieIn(each, period, sentence));
        if (possible.length > 0 && !possible.includes(field)) continue;
        const score = (possible.length > 1 ? 0.75 : 0.96) * (doubt === undefined ? 1 : PRICE.likelyField);
        const note = `"${token.raw}" was taken as the field ${shownField(field)}.`;
        return [
          phrase(at, time.end, { is: 'query', query: time.query }, EXACT * score * read.score * time.share, [
            note,
            doubt,
            read.assumption,
            time.assumption,
          ]),
        ];
      }
      if (isPast(token.word) && !grammarWords.has(token.word))
        return (
          boughtAs(sentence, at, end) ?? [
            phrase(at, end, { is: 'query', query: { field: field.name, exists: true } }, 0.85, [
              `"${token.raw}" was taken as having a ${shownField(field)}.`,
            ]),
          ]
        );
      return [];
    });
  });
}

/** `flew to New York`, of a business that sells it: the verb of its field is that of buying. */
function boughtAs(sentence: Sentence, at: number, verbEnd: number): readonly Phrase[] | undefined {
  const items = readItem(sentence, skip(sentence.tokens, verbEnd, pattern('to|on|with|in|from')));
  if (items === undefined || Object.keys(items.items).length === 0) return undefined;
  const said = textOf(sentence, at, verbEnd);
  const { deed, end, score, assumptions } = withRest(sentence, {
    deed: { verb: 'bought', items: [items.items] },
    end: items.end,
    score: items.score * PRICE.thingsBeside,
    assumptions: [
      `"${said}" was taken as having bought it.`,
      ...(items.assumption === undefined ? [] : [items.assumption]),
    ],
  });
  return [phrase(at, end, { is: 'deed', deed }, EXACT * score, assumptions)];
}

const BETWEEN_NAMES = pattern(
  'that|which|who? is|are|was|were|will|has|have|had already|due|going?',
  'that|which|already|still',
  'is|are due|going to',
  'is|are? come|comes|coming up for',
);

const RUNS_OUT = pattern('runs|run|ran|running out');

/** `contracts ending in the next 60 days`, `contract has expired`: all words of a name, each in any form. */
function byWholeName(sentence: Sentence, at: number, start: number, field: FieldWords): readonly Phrase[] {
  const { tokens, today } = sentence;
  const words = field.name.split('_').filter((word, i) => i === 0 || !/^(date|day|at|on)$/.test(word));
  let end = start;
  for (const [i, word] of words.entries()) {
    if (i > 0) end = skip(tokens, end, BETWEEN_NAMES);
    const runsOut = endOf(tokens, end, RUNS_OUT);
    if (!isSameVerb(runsOut === undefined ? (tokens[end]?.word ?? '') : 'ends', word)) return [];
    end = runsOut ?? end + 1;
  }
  if (words.length < 2) return [];
  const isOver = /^(ended|expired|finished|ran)$/.test(tokens[end - 1]?.word ?? '');
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
  const isNow = tokens.slice(start, end).some(({ word }) => /^(has|have)$/.test(word));
  const sure = isNow ? 0.95 : PRICE.likelyField;
  return [phrase(at, skip(tokens, end, pattern('already')), { is: 'query', query }, EXACT * sure, [note])];
}

const EMPTY = new Set(
  'at on is has the of date day time ts last first next latest recent most account customer user'.split(' '),
);

function fieldRoots(name: string): ReadonlySet<string> {
  const core = name.split('_').filter((word) => !EMPTY.has(word));
  const joined = core.join('');
  const [first = '', ...rest] = core;
  return new Set(
    [
      verbRoot(joined),
      `${verbRoot(first)}${rest.join('')}`,
      core.length === 1 ? verbRoot(first) : joined,
    ].map((root) => (root === 'log' ? 'login' : root)),
  );
}

/** `new customers this month`; of `new customers` nobody said how new. */
function newOnes({ tokens, today }: Sentence, at: number): readonly Phrase[] {
  const end = endOf(tokens, at, pattern('new|newest|recent|newly joined|registered?', 'brand new'));
  const noun =
    end === undefined
      ? undefined
      : (endOf(tokens, end, PERSON) ?? endOf(tokens, end, pattern('signups|joiners')));
  const isAlone = noun === undefined && tokens[at]?.word === 'new' && end === at + 1;
  const from = isAlone ? end : noun;
  if (end === undefined || from === undefined) return [];
  const read = readPeriod(tokens, from, today);
  if (read !== undefined) {
    const joined: Query = { field: 'signup_at', during: read.period };
    return [
      phrase(at, read.end, { is: 'query', query: joined }, 0.95 * read.score, [
        '"new" was taken as signed up in that time.',
        read.assumption,
      ]),
    ];
  }
  if (isAlone) return [];
  const query: Query = { field: 'signup_at', during: { last: '30 days' } };
  return [
    phrase(at, end, { is: 'query', query, isAdjective: true }, 0.75, [
      '"new" was taken as signed up in the last 30 days.',
    ]),
  ];
}
