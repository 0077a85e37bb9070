import { nameWords } from '../data/name-words.ts';
import type { Scalar } from '../../customer.ts';
import type { Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { readMeasured } from '../sentence/comparisons.ts';
import type { FieldMention, Give } from './field-mention.ts';
import type { FieldRead } from '../names/field-names.ts';
import { fieldFollows } from './field-numbers.ts';
import { IS, IS_NOT } from './field-operators.ts';
import { comparedField, isDateField, valuesQuery } from '../data/field-queries.ts';
import { isDebtField, isNumberField, isPlaceField, isRatingField, yesAndNo } from '../data/field-roles.ts';
import { isPast, singular, verbRoot } from '../words/fold-word.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { BOUGHT, PURCHASES } from '../words/purchase-words.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { unitNamed } from '../times/spans.ts';
import { shownField } from '../data/shown-field.ts';
import { readValues } from '../names/value-rows.ts';
import { valuesAt } from '../names/values.ts';

const KNOWN = pattern(
  'is|are known|given|present|filled|available|set|there|specified|recorded|provided|stated|populated|assigned|allocated',
  'is|are not missing|empty|unknown|blank|null|none',
  'exists',
  'known',
  'not missing|empty|unknown|blank|null',
  'has|have a value',
  '!=|<>|≠ null|nil|none|undefined|empty',
  'provided|supplied',
  'we|i do? know|have',
);
const UNKNOWN = pattern(
  'is|are not known|given|present|filled|available|set|there|specified|recorded|provided|stated|populated|assigned|allocated',
  'is|are missing|empty|unknown|blank|null|none|absent|unset',
  'missing',
  'unknown',
  'null|blank|empty|unset|absent',
  'has|have no value',
  '=|==|: null|nil|none|undefined|empty',
  'does not exist',
  'not set|known|given|specified|recorded|provided|stated|populated|filled|available|assigned|allocated',
  'is not there',
  'we|i do not know|have',
);
const GIVEN = pattern(
  'at all',
  'given|known|set|assigned|allocated|recorded|available|listed|provided|stated|entered|added|saved|stored',
  'filled in|out?',
  'put in|down',
  'planned|scheduled|coming|lined up|ahead?',
  'on file|record',
  'in|on the|their? profile|system',
);
const INFORMATION = pattern(
  'information|info|data|details|value|values recorded|given|known|available|stored|held?',
  'information|info|data|details|value|values on file|record',
);

/** `email is known`, `the phone is missing`. */
export function giveKnown(mention: FieldMention): void {
  const { sentence, read, give } = mention;
  const { tokens } = sentence;
  const { field } = read;
  const operator = endOf(tokens, read.end, IS) ?? read.end;
  const isValue = valuesAt(sentence, operator, field).some(
    ({ customers, score }) => customers > 0 && score === 1,
  );
  const unknown = isValue ? undefined : endOf(tokens, read.end, UNKNOWN);
  const known = endOf(tokens, read.end, KNOWN);
  const isNone = unknown !== undefined && tokens[unknown - 1]?.word === 'none' && isNumberField(field);
  // `returns: none`, of a number of them that may be 0
  if (isNone && field.min === 0)
    give(unknown, { not: { field: field.name, moreThan: 0 } }, PRICE.likelyField, orUnknown(field));
  else if (unknown !== undefined) give(unknown, { field: field.name, exists: false });
  else if (known !== undefined) {
    give(known, { field: field.name, exists: true });
    giveBehindKnown(mention, known);
  }
}

/** `points known and over 100`, `tier known but not gold`. */
function giveBehindKnown({ sentence, read: { field }, give }: FieldMention, known: number): void {
  const { tokens } = sentence;
  const and = endOf(tokens, known, pattern('and', 'but', ','));
  const bound = and === undefined ? undefined : readMeasured(tokens, and);
  const isOwn =
    bound !== undefined && !bound.isBare && isNumberField(field) && !fieldFollows(tokens, bound.end);
  if (isOwn) give(bound.end, comparedField(field.name, bound.comparison));
  const other = and === undefined ? undefined : endOf(tokens, and, IS_NOT);
  const [values] = other === undefined ? [] : readValues(sentence, other, field);
  const isNamed =
    other !== undefined && valuesAt(sentence, other, field).some(({ customers }) => customers > 0);
  if (values !== undefined && isNamed)
    give(
      values.end,
      { and: [{ field: field.name, exists: true }, { not: valuesQuery(values).query }] },
      values.score,
      ...values.assumptions,
    );
}

/** `without an email`, `no recorded phone`. */
export function giveLacked({ sentence, at, start, read, give }: FieldMention): void {
  const { tokens } = sentence;
  const { field } = read;
  const isLacked =
    start === skip(tokens, at, pattern('a|an|the|any')) &&
    /^(without|no|neither|nor|lacking|missing|null|empty|blank|unknown)$/.test(lastWord(sentence, at));
  if (!isLacked || isOwnNo(sentence, start, field)) return;
  if (!isNumberField(field) && !('yes' in (yesAndNo(field) ?? {})))
    give(
      skip(tokens, read.end, GIVEN),
      some(field),
      1,
      hasNone(field) ? `Not having a ${shownField(field)} was taken as "none" or not known.` : undefined,
    );
  const flag = read.assumption === undefined ? undefined : yesAndNo(field);
  const isHead = nameWords(field).at(-1) === tokens[read.end - 1]?.stem;
  if (flag !== undefined && isHead) give(read.end, { field: field.name, is: flag.yes }, PRICE.likelyField);
  const recorded = endOf(tokens, read.end, INFORMATION);
  if (recorded !== undefined) give(recorded, { field: field.name, exists: true });
  if (isNumberField(field)) {
    const isPlural = tokens.slice(start, read.end).some(({ word, stem }) => word !== stem && stem.length > 2);
    const isCount = field.min === 0 && !isRatingField(field);
    const isOfSeveral = isCount && !isPlural;
    const isOpen = isCount && field.known < sentence.index.vocabulary.customers * NEARLY_ALL;
    give(
      skip(tokens, read.end, GIVEN),
      isCount ? { field: field.name, moreThan: 0 } : { field: field.name, exists: true },
      isOfSeveral ? PRICE.choice : isOpen ? PRICE.likelyField : 0.97,
      isOfSeveral || isOpen ? orUnknown(field) : undefined,
    );
  }
}

/** Where a number is not known of more than a few, `no returns` may be a 0 only. */
const NEARLY_ALL = 0.98;

function orUnknown(field: FieldWords): string {
  return `No ${shownField(field)} was taken as 0 or not known.`;
}

/** `no-shows` of `no_shows`, which denies nothing. */
function isOwnNo({ tokens }: Sentence, start: number, field: FieldWords): boolean {
  const before = tokens[start - 1]?.word ?? '';
  return before === 'no' && nameWords(field).includes(before) && tokens[start]?.isJoined === true;
}

/** `the no-shows` of `no_shows`: who is one, or has some. */
export function giveNoShows({
  sentence: { tokens },
  at,
  start,
  read: { field, end },
  give,
}: FieldMention): void {
  const isSaid = start === at && tokens[start]?.word === 'no' && /^no_\w+$/.test(field.name);
  if (isSaid && isNumberField(field) && field.min === 0)
    give(
      end,
      { field: field.name, moreThan: 0 },
      PRICE.choice,
      `Any ${shownField(field)} were taken as more than 0.`,
    );
}

/** `with an email`, `on any plan`. */
export function giveHad(mention: FieldMention): void {
  const { sentence, at, start, read, give } = mention;
  const { tokens } = sentence;
  const { field } = read;
  const isIn = /^(on|in|at|of|belong(s|ing|ed)?|part|assigned|attached)$/.test(tokens[at]?.word ?? '');
  const isSome = isIn && /^(any|some)$/.test(tokens[start - 1]?.word ?? '');
  // `in a running club`; `in a city` is a kind of place, and not that one is known.
  const isOne = isIn && /^(a|an)$/.test(tokens[start - 1]?.word ?? '') && !isPlaceField(field);
  if ((isSome && !isNumberField(field)) || (isOne && field.type === 'text'))
    give(skip(tokens, read.end, GIVEN), some(field), isOne && !isKindOf(mention) ? PRICE.choice : 1);
  const [lead = ''] = [tokens[at]?.word];
  // `gets the newsletter`, of a `newsletter` that says how often; who reads a `book_type` has none.
  const isTaken = /^(get|receiv|read)/.test(lead) && hasNone(field);
  const isToldUs = /^(know|knows|known|told|tell|tells)$/.test(lead);
  if (start > at && (isTaken || (isToldUs && yesAndNo(field) === undefined)))
    give(skip(tokens, read.end, GIVEN), some(field), 0.98);
  const flag = yesAndNo(field);
  const isTaking = /^(accept|allow)(s|ing)?$/.test(tokens[at]?.word ?? '');
  if (start > at && flag !== undefined && (isHaving(sentence, at) || isTaking))
    give(read.end, { field: field.name, is: flag.yes }, PRICE.choice);
  else if (start > at && !isNumberField(field) && isHaving(sentence, at)) giveHaving(sentence, read, give);
  else if (
    start > at &&
    isHaving(sentence, at) &&
    !/^(with|ha(ve|s|ving|d)|got|received)$/.test(tokens[at]?.word ?? '')
  )
    give(
      read.end,
      { field: field.name, exists: true },
      0.97,
      `Having ${shownField(field)} was taken as known.`,
    );
  else if (start > at && isHaving(sentence, at)) giveSomeOf(mention);
}

/** `with points`, `with a survey score`. */
function giveSomeOf({ sentence: { tokens }, start, read: { field, end }, give }: FieldMention): void {
  const isCount = field.min === 0 && !isRatingField(field);
  give(
    end,
    isCount ? { field: field.name, moreThan: 0 } : { field: field.name, exists: true },
    isCount && isArticle(tokens[start - 1]?.word) ? 0.8 : 0.97,
    `Having ${shownField(field)} was taken as ${isCount ? 'more than 0' : 'known'}.`,
  );
}

/** `club` says what a `running_club` is, `running` does not. */
function isKindOf({ sentence: { tokens }, read: { field, end } }: FieldMention): boolean {
  return field.name.split('_').at(-1) === tokens[end - 1]?.stem;
}

/** `rated the driver`: the verb that a name is made of says that there is something, where no number or time is behind it. */
export function giveDone({ sentence, start, read: { field, end }, give }: FieldMention): void {
  const { tokens } = sentence;
  const { word = '' } = tokens[start] ?? {};
  const isHelped = tokens
    .slice(Math.max(0, start - 3), start)
    .some((each) => /^(did|do|does|not|never|yet)$/.test(each.word));
  const isVerb =
    (isPast(word) || isHelped) &&
    !isDateField(field) &&
    (isNamedBy(field, word) || isMissed(field, tokens, start));
  const isOver = endOf(tokens, start, BOUGHT) !== undefined || yesAndNo(field) !== undefined;
  // Who came has not given a `visit_score`.
  if (isRatingField(field) && !/^(rat|review|scor|survey)/.test(word)) return;
  const isNotRated = isHelped && isRatingField(field);
  if (!isVerb || isOver || (field.name.split('_').length < 2 && !isNotRated)) return;
  give(
    end,
    isNumberField(field) && field.min === 0
      ? { field: field.name, moreThan: 0 }
      : { field: field.name, exists: true },
  );
}

/** `sent a catalogue`, of a `catalogue_sent` that says when: it was done. */
export function giveDoneOnce({ sentence, start, read: { field, end }, give }: FieldMention): void {
  const { word = '' } = sentence.tokens[start] ?? {};
  const isHelped = /^(to|not|did|do|does|never|yet)$/.test(sentence.tokens[start - 1]?.word ?? '');
  const last = nameWords(field).at(-1) ?? '';
  const isVerb = isPast(last) && (isPast(word) || isHelped) && verbRoot(word) === verbRoot(last);
  const isWhole = end > start + 1 && isVerb;
  if (isDateField(field) && isWhole) give(end, { field: field.name, exists: true }, 0.97);
}

/** `rated` of `driver_rating`, `reviewed` of `review_score`. */
function isNamedBy({ name }: FieldWords, word: string): boolean {
  const words = name.split('_');
  const said = words.findLastIndex((each) => !/^(score|count|number|total|value|stars)$/.test(each));
  return verbRoot(word) === verbRoot(words[said] ?? '');
}

/** `missed an appointment` of `missed_appts`, and not `no missed appointments`. */
function isMissed({ name }: FieldWords, tokens: Sentence['tokens'], at: number): boolean {
  const word = tokens[at]?.word ?? '';
  return isPast(word) && name.startsWith(`${word}_`) && /^(a|an|any|one)$/.test(tokens[at + 1]?.word ?? '');
}

/** `taken no lessons`: none, or nobody knows of any. */
export function giveNoneDone({ sentence, at, start, read: { field, end }, give }: FieldMention): void {
  const word = sentence.tokens[at]?.word ?? '';
  const isNone = start === at + 2 && /^(no|zero)$/.test(sentence.tokens[at + 1]?.word ?? '');
  const isOwn = field.name.split('_').some((part) => isPast(word) && verbRoot(part) === verbRoot(word));
  const isBought = endOf(sentence.tokens, start, PURCHASES) !== undefined;
  if (isNone && isOwn && !isBought && isNumberField(field))
    give(end, {
      not: field.min === 0 ? { field: field.name, moreThan: 0 } : { field: field.name, exists: true },
    });
}

const STANDING = /^(overdue|outstanding|unpaid|owed|owing)$/;

/** `overdue` of `days_overdue`, for some time, or of a sum that is called so itself: some of it. */
export function giveStanding({ sentence, start, read: { field, end }, give }: FieldMention): void {
  const [unit = '', state, ...rest] = field.name.split('_');
  const said = end === start + 1 ? sentence.tokens[start]?.word : undefined;
  if (said === field.name && STANDING.test(said) && isDebtField(field))
    give(end, { field: field.name, moreThan: 0 }, 0.98);
  const isState = rest.length === 0 && said !== undefined && said === state;
  if (isState && isNumberField(field) && field.min === 0 && unitNamed(singular(unit)) !== undefined)
    give(end, { field: field.name, moreThan: 0 }, 0.98);
}

/** `with a home airport in Germany`: whose place it is, nobody said. */
function giveHaving({ tokens }: Sentence, { field, end }: FieldRead, give: Give): void {
  const next = tokens[end]?.word ?? '';
  const isUnclear =
    (field.type === 'text' && field.values.length > 0 && /^(in|at|from|near)$/.test(next)) ||
    (/^(that|which)$/.test(next) && !isDateField(field));
  give(
    skip(tokens, end, GIVEN),
    some(field),
    isUnclear ? PRICE.choice : 0.95,
    isUnclear
      ? `"${shownField(field)}" was taken as having one; what follows as said of the customer.`
      : undefined,
  );
}

function isHaving({ tokens }: Sentence, at: number): boolean {
  return /^(with|have|has|having|had|got|received|gave|give|given|provided|left|shared)$/.test(
    tokens[at]?.word ?? '',
  );
}

/** `with a balance` may be whatever it is; `with credit` is some of it. */
function isArticle(word = ''): boolean {
  return /^(a|an|the|their)$/.test(word);
}

/** The values that say that there is none. */
function nones({ values }: FieldWords): readonly Scalar[] {
  return values
    .map(({ value }) => value)
    .filter((value) => /^(none|no|nothing|n\/a|na|unknown)$/i.test(String(value)));
}

export function hasNone(field: FieldWords): boolean {
  return nones(field).length > 0;
}

/** That there is something, and no value that says that there is not. */
export function some(field: FieldWords): Query {
  const known: Query = { field: field.name, exists: true };
  return {
    and: [known, ...nones(field).map((value): Query => ({ field: field.name, isNot: value }))],
  };
}

/** The word before, past an article. */
function lastWord({ tokens }: Sentence, at: number): string {
  const before = tokens[at - 1]?.word ?? '';
  return /^(a|an|the|any)$/.test(before) ? (tokens[at - 2]?.word ?? '') : before;
}
