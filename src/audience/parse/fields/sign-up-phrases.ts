import type { Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { readComparison } from '../sentence/comparisons.ts';
import { readBoundSpan } from '../times/bound-spans.ts';
import { spanText, unitAt } from '../times/spans.ts';
import { becameField, signUpField } from '../data/sign-up-field.ts';
import { shownField } from '../data/shown-field.ts';
import { fieldOfPeople } from '../names/field-people.ts';
import { some } from './field-presence.ts';
import { PERSON } from '../words/noun-words.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import type { PeriodRead } from '../times/period-read.ts';
import { readPeriod } from '../times/periods.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { readYearAlone } from '../times/year-alone.ts';
import { readAnyYear } from './yearly-days.ts';

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
  'customer|customers|member|members|client|clients|user|users|patient|patients|guest|guests of ours for|since',
  'been a? customer|customers|member|members|client|clients|user|users for|since',
  'with us',
  'have been customers|members|clients',
  'acquired|added|created',
);
/** What may be said of something else than people. */
const LOOSE = /^(acquired|added|created)$/;

export function signUp(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, today, index } = sentence;
  const start = skip(tokens, at, pattern('whose', 'who', 'first|recently|newly|originally', 'have', 'has'));
  const verb = endOf(tokens, start, SIGN_UP);
  const became = tokens[start]?.word === 'became' ? becameField(index) : undefined;
  const field = (became ?? signUpField(index))?.name;
  if (verb === undefined || field === undefined) return [];
  const last = tokens[verb - 1]?.word;
  const isLoose = verb === start + 1 && LOOSE.test(last ?? '');
  const isOpen = last === 'for' || last === 'since';
  const from = isOpen
    ? verb - 1
    : skip(tokens, verb, pattern('is|was|were|are|with us', 'with us', 'is|was|date|as customers', ':'));
  const isHow =
    last === 'for' ||
    tokens[verb - 1]?.word === 'us' ||
    /^been$/.test(tokens[start]?.word ?? '') ||
    /^(have|clients|members|customers)$/.test(last ?? '');
  const stay = isHow ? stayAt(tokens, skip(tokens, from, pattern('for'))) : undefined;
  const read =
    stay ??
    periodOf(sentence, from, isOpen) ??
    readPeriod(tokens, from, today) ??
    readYearAlone(tokens, from, today);
  if (read === undefined) return everybody(sentence, at, start, verb);
  const isLong = read.span?.isFor === true && isHow;
  const period = isLong && read.span !== undefined ? { olderThan: read.span.text } : read.period;
  const score =
    isLong && !read.span?.isAtLeast
      ? 0.9
      : last === 'since' || (read.isSince === true && isHow)
        ? 0.93
        : read.score * (isLoose ? PRICE.choice : 1);
  const loose = isLoose ? `"${last}" was taken as signed up.` : undefined;
  const yearly = readAnyYear(sentence, field, { ...read, period });
  const joined = alsoOfField(sentence, start, yearly?.query ?? { field, during: period });
  return [
    phrase(at, yearly?.end ?? read.end, { is: 'query', query: joined.query }, EXACT * score * joined.price, [
      read.assumption,
      loose,
      joined.note,
    ]),
  ];
}

const ONCE_JOINED = pattern(
  'signed up',
  'registered with? us?',
  'joined us?',
  'created|opened|set up? an account',
  'made|have|has an account',
);
const BUT_NEVER = pattern('but|and|yet|, have|has|had? never|not', 'but|and|yet|, who? have|has? never|not');

/** `registered but never bought`: all of them did at some time. */
function everybody({ tokens }: Sentence, at: number, start: number, verb: number): readonly Phrase[] {
  const isJoined = endOf(tokens, start, ONCE_JOINED) === verb;
  const isAll = isJoined && endOf(tokens, verb, BUT_NEVER) !== undefined;
  const note = 'Everybody has signed up at some time.';
  return isAll ? [phrase(at, verb, { is: 'mark', mark: 'noise' }, EXACT, [note])] : [];
}

const STAY = pattern(
  'with us',
  'as a|an|our? customer|customers|client|clients|member|members|user|users|subscriber|patient|guest of? ours?',
  'of membership|loyalty|custom',
);

/** `more than 8 years with us`. */
export function stayedFor({ tokens, index }: Sentence, at: number): readonly Phrase[] {
  const stay = stayAt(tokens, skip(tokens, at, pattern('with|having|has|have')));
  const end = stay === undefined ? undefined : endOf(tokens, stay.end, STAY);
  const field = signUpField(index)?.name;
  if (stay === undefined || end === undefined || field === undefined) return [];
  return [phrase(at, end, { is: 'query', query: { field, during: stay.period } })];
}

/** `at least 2 years`, `2+ years`: how long somebody has been there. */
function stayAt(tokens: Sentence['tokens'], at: number): PeriodRead | undefined {
  const bound = readBoundSpan(tokens, at);
  if (bound !== undefined) return { ...bound, score: 1 };
  const read = readComparison(tokens, at);
  const unit = unitAt(tokens[read?.end ?? -1]);
  if (read === undefined || read.isBare || unit === undefined) return undefined;
  const { moreThan, atLeast, lessThan, atMost } = read.comparison;
  const [longer, shorter] = [moreThan ?? atLeast, lessThan ?? atMost];
  const count = longer ?? shorter;
  const isOne = longer === undefined || shorter === undefined;
  if (count === undefined || !Number.isInteger(count) || !isOne) return undefined;
  const text = spanText({ count, unit });
  return { period: longer === undefined ? { last: text } : { olderThan: text }, end: read.end + 1, score: 1 };
}

/** `for over 2 years`, and without the `for` that the verb already has. */
function periodOf({ tokens, today }: Sentence, at: number, isOpen: boolean): PeriodRead | undefined {
  return isOpen ? readPeriod(tokens, at, today) : undefined;
}

const WHO_JOINED = pattern(
  'who|that? have|has? joined|registered|enrolled us|here?',
  'who|that? have|has? signed up with? us?',
  'who|that came on board',
  'to register|join|sign|enrol with|up? with? us?',
  'registered|joined|enrolled|acquired|added',
  'registering|joining|signing with|up? with? us?',
);

/** `new customers this month`, `new clients registered since May`; of `new customers` nobody said how new. */
export function newOnes(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, today, index } = sentence;
  const field = signUpField(index)?.name;
  const end = endOf(tokens, at, pattern('new|newest|recent|newly joined|registered?', 'brand new'));
  const noun =
    end === undefined
      ? undefined
      : (endOf(tokens, end, PERSON) ??
        endOf(tokens, end, pattern('signups|joiners|registrations|arrivals', 'sign ups')));
  const isAlone = noun === undefined && tokens[at]?.word === 'new' && end === at + 1;
  const from = isAlone ? end : noun === undefined ? undefined : skip(tokens, noun, WHO_JOINED);
  if (end === undefined || from === undefined || field === undefined) return [];
  const read = readPeriod(tokens, from, today);
  if (read !== undefined) {
    const joined = alsoOfField(sentence, end, { field, during: read.period });
    return [
      phrase(at, read.end, { is: 'query', query: joined.query }, 0.95 * read.score * joined.price, [
        '"new" was taken as signed up in that time.',
        read.assumption,
        joined.note,
      ]),
    ];
  }
  if (isAlone) return [];
  const query: Query = { field, during: { last: '30 days' } };
  return [
    phrase(at, end, { is: 'query', query, isAdjective: true }, 0.75, [
      '"new" was taken as signed up in the last 30 days.',
    ]),
  ];
}

interface Joined {
  readonly query: Query;
  readonly price: number;
  readonly note?: string;
}

/** `new subscribers this month`: who signed up then and has a `subscription`, which may be newer. */
function alsoOfField(sentence: Sentence, at: number, joined: Query): Joined {
  const [of] = fieldOfPeople(sentence, at);
  const other = of === undefined ? sinceOfLevel(sentence, at) : undefined;
  if (other !== undefined)
    return {
      query: joined,
      price: PRICE.likelyField,
      note: `Joined was taken as signed up with us, and not as ${shownField(other)}.`,
    };
  if (of === undefined) return { query: joined, price: 1 };
  const note = `The time was taken as that of signing up, for those who have a ${shownField(of.field)}.`;
  return { query: { and: [some(of.field), joined] }, price: PRICE.choice, note };
}

const SINCE = /_(since|joined|started|start|enrolled)(_date|_at|_on)?$/;
const JOINED = /^(joined|enrolled|registered)$/;

/** `masters who joined in 2024`, of a `guild_level` beside a `guild_since`: joined us, or the guild. */
function sinceOfLevel({ index, ...sentence }: Sentence, at: number): FieldWords | undefined {
  const who = sentence.tokens.findLastIndex(({ word }, i) => i < at && /^(who|that)$/.test(word));
  if (!JOINED.test(sentence.tokens[at]?.word ?? '') || who < at - 2) return undefined;
  const before = sentence.tokens[who - 1]?.stem ?? '';
  const levels = (index.refs.get(before) ?? []).flatMap((ref) =>
    ref.is === 'value' ? [ref.field.name] : [],
  );
  return index.vocabulary.fields.find(
    ({ name }) => SINCE.test(name) && levels.some((level) => level.startsWith(`${name.replace(SINCE, '')}_`)),
  );
}
