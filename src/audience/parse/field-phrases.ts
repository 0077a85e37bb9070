import { once } from './once.ts';
import type { Scalar } from '../customer.ts';
import type { Period } from '../query/period.ts';
import type { Query } from '../query/query.ts';
import { isoDate } from './calendar.ts';
import type { FieldWords } from '../vocabulary.ts';
import { boundBehind, type ComparisonRead, readMeasured } from './comparisons.ts';
import { comparedField, duringField, isDateField, otherThan, valuesQuery } from './field-queries.ts';
import { isAgeField, isBirthField, isNumberField, yesAndNo } from './field-roles.ts';
import { measureFit } from './measures.ts';
import { endOf, pattern, skip } from './patterns.ts';
import type { PeriodRead } from './period-read.ts';
import { readPeriod } from './periods.ts';
import { EXACT, phrase, type Phrase } from './phrase.ts';
import { PRICE } from './price.ts';
import { lookUp, type Sentence } from './sentence.ts';
import { dayAhead, unitAt } from './spans.ts';
import type { Token } from './tokens.ts';
import { readValues, runAt, shownField, valuesAt } from './values.ts';

/** A field by its name, or by a part of its name where no other has it. */
export interface FieldRead {
  readonly field: FieldWords;
  readonly end: number;
  readonly score: number;
  readonly assumption?: string;
}

const HEAD = pattern(
  'whose|with|having|where|has|have|had|their|by|of|on|in|at',
  'whose|where their|the',
  'with|have|has|having|had|gave|give|given|provided|left|shared a|an|the|their|us?',
  'where the|their?',
  'and|but? whose',
  'who|that have|has a|an?',
  'in|of|on|at the',
  'with|have|has|having|whose a|an|the|their? balance|total|value|number|amount|level of',
  'on|in|at any|some',
  'with|have|has|having a|an|the? recorded|known|current',
);
const IS = pattern(
  'is|are|was|were|=|==|:|be|being|equals|of|as|in|∈',
  'is|are|was equal|set|now to?',
  'is|are|was in|on|one?',
  'that is|are',
  'equal|set to',
  'is|are either|any|one of?',
  'one of',
  'include|includes|including|contain|contains',
  'is|are : ',
  'named|called',
  'has|have been?',
  'falls|fall|lies|is|are|was|were in|on|due|dated|happening?',
);
const IS_NOT = pattern(
  'is|are|was|were not',
  'not',
  '!=|<>|≠',
  'is|are not in|one|any|equal of|to?',
  'does|do not equal',
  'other than',
  'is|are other than',
  'not in',
  'not equal to',
  'is|are anything but',
  'is|are neither',
  'differs|differ|differing from',
  'is|are different from|to?',
  'is|are not one|any? of?',
  'is|are none of',
);
const KNOWN = pattern(
  'is|are known|given|present|filled|available|set|there|specified|recorded|provided|stated|populated',
  'is|are not missing|empty|unknown|blank|null|none',
  'exists',
  'known',
  'not missing|empty|unknown|blank|null',
  'has|have a value',
  '!=|<>|≠ null|nil|none|undefined|empty',
  'provided|supplied',
);
const UNKNOWN = pattern(
  'is|are not known|given|present|filled|available|set|there|specified|recorded|provided|stated|populated',
  'is|are missing|empty|unknown|blank|null|none|absent|unset',
  'missing',
  'unknown',
  'null|blank|empty|unset|absent',
  'has|have no value',
  '=|==|: null|nil|none|undefined|empty',
  'does not exist',
  'not set|known|given|specified|recorded|provided|stated|populated|filled|available',
  'is not there',
);
const GIVEN = pattern(
  'at all',
  'given|known|set|recorded|available|listed|provided|stated|entered',
  'on file|record',
);
const INFORMATION = pattern(
  'information|info|data|details|value|values recorded|given|known|available|stored|held?',
  'information|info|data|details|value|values on file|record',
);
const CONTAINS = pattern(
  'contains|contain|containing|including',
  'with the text',
  'like|ilike',
  'is like',
  'ends|ending|starts|starting|begins|beginning with',
  'ends|ending in',
);

/** Every phrase that begins with a field's name at this token: `points over 100`, `tier is gold`, `renewal date before March`. */
export function readFieldPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const head = skip(tokens, at, HEAD);
  const starts = new Set([head, at]);
  return [...starts].flatMap((start) =>
    fieldsAt(sentence, start).flatMap((read) => aboutField(sentence, at, start, read)),
  );
}

/** Fields named at this token, whole names first. */
export const fieldsAt = once(fieldsAtAt);

function fieldsAtAt(sentence: Sentence, at: number): readonly FieldRead[] {
  const reads: FieldRead[] = [];
  for (const { refs, end: said, score } of lookUp(sentence, at)) {
    const named = refs.filter((ref) => ref.is === 'field' && !ref.isPart);
    const spelled = named.filter((ref) => ref.is === 'field' && isSpelled(sentence, at, said, ref.field));
    const whole = spelled.length > 0 ? spelled : named;
    const parts = refs.filter((ref) => ref.is === 'field' && ref.isPart);
    for (const ref of whole)
      if (ref.is === 'field')
        reads.push({ field: ref.field, end: endOfKind(sentence, said, ref.field), score: EXACT * score });
    if (whole.length > 0) continue;
    for (const ref of parts) {
      if (ref.is !== 'field') continue;
      const certain = parts.length === 1 ? 0.93 : 0.75;
      const others = parts.flatMap((each) =>
        each.is === 'field' && each !== ref ? [shownField(each.field)] : [],
      );
      const note = others.length > 0 ? `; it could also be ${others.slice(0, 4).join(', ')}` : '';
      reads.push({
        field: ref.field,
        end: endOfKind(sentence, said, ref.field),
        score: certain * score,
        assumption: `"${sentence.tokens
          .slice(at, said)
          .map(({ raw }) => raw)
          .join(' ')}" was taken as the field ${shownField(ref.field)}${note}.`,
      });
    }
  }
  return reads;
}

const DATES = pattern('date|dates');
const NUMBERS = pattern('score|scores|value|values|figure|figures|rating|amount|amounts');

/** `renewal date` of `renewal`, `churn risk score` of `churn_risk`: what kind of thing it is, where no other field is called so. */
function endOfKind(sentence: Sentence, at: number, field: FieldWords): number {
  const kind = isDateField(field) ? DATES : isNumberField(field) ? NUMBERS : undefined;
  const end = kind === undefined ? undefined : endOf(sentence.tokens, at, kind);
  return end === undefined || lookUp(sentence, at).some(({ score }) => score === 1) ? at : end;
}

/** Of `language` and `languages` the one that was said. */
function isSpelled({ tokens }: Sentence, at: number, end: number, { name }: FieldWords): boolean {
  return (
    tokens
      .slice(at, end)
      .map(({ word }) => word)
      .join('_') === name
  );
}

function aboutField(sentence: Sentence, at: number, start: number, read: FieldRead): readonly Phrase[] {
  const { tokens } = sentence;
  const { field } = read;
  const kind = isDateField(field)
    ? pattern('date|dates|field|column')
    : pattern('code|value|field|column|attribute|balance|rate|total|count|score');
  const end = skip(tokens, read.end, kind);
  if (end > read.end) return aboutField(sentence, at, start, { ...read, end });
  const phrases: Phrase[] = [];
  const give = (end: number, query: Query, score = 1, ...notes: readonly (string | undefined)[]) =>
    phrases.push(phrase(at, end, { is: 'query', query }, read.score * score, [read.assumption, ...notes]));

  const operator = endOf(tokens, read.end, IS) ?? read.end;
  const isValue = valuesAt(sentence, operator, field).some(
    ({ customers, score }) => customers > 0 && score === 1,
  );
  const unknown = isValue ? undefined : endOf(tokens, read.end, UNKNOWN);
  const known = endOf(tokens, read.end, KNOWN);
  if (unknown !== undefined) give(unknown, { field: field.name, exists: false });
  else if (known !== undefined) {
    give(known, { field: field.name, exists: true });
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
  const contains = endOf(tokens, read.end, CONTAINS);
  const part = contains === undefined ? undefined : tokens[contains];
  const run = contains === undefined ? undefined : runAt(sentence, contains);
  const isLike = tokens.slice(read.end, contains).some(({ word }) => /^i?like$/.test(word));
  const plain = (text: string) => (isLike ? withoutPercent(text) : text);
  const isEdge =
    /^(ends|ending|starts|starting|begins|beginning)$/.test(tokens[read.end]?.word ?? '') ||
    (isLike && part?.kind === 'quoted' && part.word.startsWith('%') !== part.word.endsWith('%'));
  const edge = isEdge ? 'Beginning or ending with a text was taken as containing it.' : undefined;
  const price = !isEdge
    ? 1
    : /^[%"'@.+]/.test(part?.raw.replace(/^["']/, '') ?? '')
      ? PRICE.choice
      : PRICE.torn;
  if (contains !== undefined && part !== undefined && part.kind === 'quoted' && field.type !== 'list')
    give(contains + 1, { field: field.name, contains: plain(part.word) }, price, edge);
  else if (run !== undefined && field.type !== 'list')
    give(run.end, { field: field.name, contains: plain(run.text) }, price, edge);
  else if (contains !== undefined && part?.kind === 'quoted')
    give(contains + 1, { field: field.name, contains: plain(part.word) }, price, edge);

  for (const isNegative of [true, false]) {
    const operator = endOf(tokens, read.end, isNegative ? IS_NOT : IS);
    if (operator === undefined && isNegative) continue;
    const from = operator ?? read.end;
    const opened = endOf(tokens, from, pattern('in? ('));
    const behind = skip(tokens, from, pattern('the|a|an|in|on|at|either|both', 'any|all|one|either of?'));
    for (const end of new Set([from, opened ?? behind, ...(isNegative ? [] : [read.end])]))
      compare(sentence, end, isNegative, operator !== undefined, field, give);
    const list = endOf(tokens, behind, pattern('(', '[', '{'));
    if (list !== undefined)
      compare(sentence, list, isNegative, true, field, (end, ...rest) => {
        const close = endOf(tokens, end, pattern(')', ']', '}'));
        if (close !== undefined) give(close, ...rest);
      });
  }
  const from = endOf(tokens, read.end, pattern('from the?'));
  if (from !== undefined && sentence.index.countryFields.some((each) => each.field === field))
    compare(sentence, from, false, true, field, give);
  const isLacked =
    start === skip(tokens, at, pattern('a|an|the|any')) &&
    /^(without|no|lacking|missing|null|empty|blank|unknown)$/.test(lastWord(sentence, at));
  if (isLacked && !isNumberField(field) && !('yes' in (yesAndNo(field) ?? {})))
    give(
      skip(tokens, read.end, GIVEN),
      { field: field.name, exists: true },
      hasNone(field) ? PRICE.choice : 1,
      hasNone(field) ? `Not having a ${shownField(field)} was taken as not known, not as "none".` : undefined,
    );
  const recorded = endOf(tokens, read.end, INFORMATION);
  if (isLacked && recorded !== undefined) give(recorded, { field: field.name, exists: true });
  if (isLacked && isNumberField(field))
    give(
      skip(tokens, read.end, GIVEN),
      field.min === 0 ? { field: field.name, moreThan: 0 } : { field: field.name, exists: true },
      0.97,
    );
  const isSome =
    /^(on|in|at)$/.test(tokens[at]?.word ?? '') && /^(any|some)$/.test(tokens[start - 1]?.word ?? '');
  if (isSome && !isNumberField(field)) give(read.end, { field: field.name, exists: true });
  const flag = yesAndNo(field);
  if (start > at && flag !== undefined && isHaving(sentence, at))
    give(read.end, { field: field.name, is: flag.yes }, PRICE.choice);
  else if (start > at && !isNumberField(field) && isHaving(sentence, at)) giveHaving(sentence, read, give);
  else if (start > at && isHaving(sentence, at) && !/^(with|ha(ve|s|ving|d))$/.test(tokens[at]?.word ?? ''))
    give(
      read.end,
      { field: field.name, exists: true },
      0.97,
      `Having ${shownField(field)} was taken as known.`,
    );
  else if (start > at && isHaving(sentence, at))
    give(
      read.end,
      field.min === 0 ? { field: field.name, moreThan: 0 } : { field: field.name, exists: true },
      field.min === 0 ? 0.8 : 0.97,
      `Having ${shownField(field)} was taken as ${field.min === 0 ? 'more than 0' : 'known'}.`,
    );
  return phrases;
}

/** `LIKE '%text%'`. */
function withoutPercent(text: string): string {
  return text.replaceAll(/^%|%$/g, '');
}

/** Whether a field has a value that says that there is none. */
function hasNone({ values }: FieldWords): boolean {
  return values.some(({ value }) => /^(none|no|nothing|n\/a|na|unknown)$/i.test(String(value)));
}

/** The word before, past an article. */
function lastWord({ tokens }: Sentence, at: number): string {
  const before = tokens[at - 1]?.word ?? '';
  return /^(a|an|the|any)$/.test(before) ? (tokens[at - 2]?.word ?? '') : before;
}

/** `with a home airport in Germany`: whose place it is, nobody said. */
function giveHaving({ tokens }: Sentence, { field, end }: FieldRead, give: Give): void {
  const isUnclear =
    field.type === 'text' && field.values.length > 0 && /^(in|at|from|near)$/.test(tokens[end]?.word ?? '');
  give(
    end,
    { field: field.name, exists: true },
    isUnclear ? PRICE.choice : 0.95,
    isUnclear
      ? `"${shownField(field)}" was taken as having one; what follows as said of the customer.`
      : undefined,
  );
}

type Give = (end: number, query: Query, score?: number, ...notes: readonly (string | undefined)[]) => void;

function isHaving({ tokens }: Sentence, at: number): boolean {
  return /^(with|have|has|having|had|gave|give|given|provided|left|shared)$/.test(tokens[at]?.word ?? '');
}

function compare(
  sentence: Sentence,
  at: number,
  isNegative: boolean,
  isSaid: boolean,
  field: FieldWords,
  give: Give,
): void {
  const { tokens } = sentence;
  const not = (query: Query): Query => (isNegative ? { not: query } : query);
  const measured = readMeasured(tokens, at);
  const { fit, note } = unitOf(tokens, measured, field);
  const comparison = fit > 0 ? measured : undefined;
  const isList = tokens[at - 1]?.word === 'of' && tokens[at - 2]?.word === 'one';
  if (
    comparison !== undefined &&
    !(isList && comparison.isBare) &&
    (!isNegative || isInBrackets(tokens, at)) &&
    (isNumberField(field) || (field.type === 'mixed' && !comparison.isBare))
  ) {
    const isAge = isAgeField(field)
      ? skip(tokens, comparison.end, pattern('years|year old?', 'years of age'))
      : comparison.end;
    give(isAge, not(comparedField(field.name, comparison.comparison)), fit, note);
    const unit = unitBehind(tokens, isAge, field);
    if (unit !== undefined) {
      const { end, comparison: bounds } = boundBehind(tokens, unit.end, comparison) ?? {
        ...comparison,
        ...unit,
      };
      give(end, not(comparedField(field.name, bounds)), unit.score, unit.assumption);
    }
    const row = readRow(sentence, at, isAge, field, comparison);
    if (row !== undefined) give(row.end, not(row.query), fit, note);
  } else if (comparison !== undefined && isNegative && isNumberField(field) && !comparison.isBare) {
    // `not over 200` is a bound of its own, read without the negation.
    if (readMeasured(tokens, at - 1) !== undefined) return;
    give(comparison.end, otherThan(field.name, comparison.comparison), fit, note);
  } else if (
    comparison !== undefined &&
    !comparison.isBare &&
    isSaid &&
    !isNumberField(field) &&
    readPeriod(tokens, at, sentence.today) === undefined
  ) {
    give(comparison.end, not(comparedField(field.name, comparison.comparison)), 0.85);
  }
  const utc = literalTime(sentence, at);
  if (utc !== undefined)
    give(
      utc.end,
      utc.isBefore ? { field: field.name, before: utc.time } : { field: field.name, after: utc.time },
    );
  const isPast =
    isDateField(field) ||
    field.type === 'mixed' ||
    (isSaid && (isWordOf(tokens[at - 1], /^(is|are)$/) || isWordOf(tokens[at - 2], /^(is|are)$/)));
  const isTimeWord = isDateField(field) && isWordOf(tokens[at - 1], /^(since|from|until|before|after|on)$/);
  const said = isPast
    ? (readPeriod(tokens, at, sentence.today) ??
      (isTimeWord ? readPeriod(tokens, at - 1, sentence.today) : undefined))
    : undefined;
  const period = said && withDoubtOfYear(said, field, sentence);
  if (
    period !== undefined &&
    !(
      isBirthField(field) &&
      /birthday/.test(
        tokens
          .slice(Math.max(0, at - 3), at)
          .map(({ word }) => word)
          .join(' '),
      ) &&
      !(
        'from' in period.period ||
        'before' in period.period ||
        'to' in period.period ||
        'after' in period.period
      )
    )
  ) {
    give(
      period.end,
      not(duringField(field, futureOf(period, field, sentence))),
      period.score,
      period.assumption,
    );
    const second = otherTime(sentence, period);
    if (second !== undefined)
      give(
        second.end,
        not({ and: [duringField(field, period.period), duringField(field, second.period)] }),
        period.score,
      );
  }
  if (
    utc !== undefined ||
    (comparison !== undefined && !comparison.isBare) ||
    (period !== undefined && isDateField(field))
  )
    return;
  const isBracket = tokens[at - 1]?.word === '(';
  for (const read of readValues(sentence, at, field)) {
    if (isBracket && tokens[read.end]?.word !== ')') continue;
    const values = isBracket ? { ...read, end: read.end + 1 } : read;
    const { query, assumption } = valuesQuery(values);
    const isOne = isNegative && 'is' in query;
    // `tier in (gold, silver)`
    const valuesEnd = tokens[at - 1]?.word === '(' ? skip(tokens, values.end, pattern(')')) : values.end;
    const score = values.score * (isSaid || values.score === 1 ? 1 : 0.98);
    if (isOne && 'field' in query && 'is' in query)
      give(valuesEnd, { field: query.field, isNot: query.is }, score, ...values.assumptions);
    else if (!isNegative && isListed(tokens[at - 1]?.word, query))
      give(valuesEnd, { field: field.name, in: [query.is] }, score, ...values.assumptions);
    else give(valuesEnd, not(query), score, assumption, ...values.assumptions);
  }
}

/** Whether the unit that was said can be that of the field: `fit` 0 where the field has another. */
export function unitOf(
  tokens: Sentence['tokens'],
  read: ComparisonRead | undefined,
  field: FieldWords,
): { readonly fit: number; readonly note?: string } {
  if (read?.unit === undefined || !isNumberField(field)) return { fit: 1 };
  const token = tokens[read.unit.at];
  const fit = measureFit(field, read.unit.name, token);
  return fit === 1
    ? { fit }
    : { fit, note: `"${token?.raw ?? ''}" was taken as the unit of ${shownField(field)}.` };
}

/** `on or before 2026-12-31 but after 2026-11-20`. */
function otherTime({ tokens, today }: Sentence, { period, end }: PeriodRead): PeriodRead | undefined {
  const join = endOf(tokens, end, pattern('and', 'but'));
  const second = join === undefined ? undefined : readPeriod(tokens, join, today);
  const isStart = (each: Period) => ('from' in each && !('to' in each)) || 'after' in each;
  const isEnd = (each: Period) => ('to' in each && !('from' in each)) || 'before' in each;
  const isPair =
    second !== undefined &&
    ((isStart(period) && isEnd(second.period)) || (isEnd(period) && isStart(second.period)));
  return isPair ? second : undefined;
}

/** `points over 100 or under 10`, `seats 5, 10 or 20`: bounds of one field in a row. */
function readRow(
  { tokens }: Sentence,
  from: number,
  at: number,
  { name }: FieldWords,
  first: ComparisonRead,
): { query: Query; end: number } | undefined {
  const parts = [comparedField(name, first.comparison)];
  let end = at;
  let join: 'and' | 'or' = 'and';
  for (;;) {
    const or = endOf(tokens, end, pattern('or', ', or'));
    const next = or ?? endOf(tokens, end, pattern('and', 'but', ','));
    const read = next === undefined ? undefined : readMeasured(tokens, next);
    if (read === undefined || read.isBare !== first.isBare || fieldFollows(tokens, read.end)) break;
    if (read.unit?.name !== first.unit?.name && first.unit !== undefined) break;
    if (or !== undefined) join = 'or';
    parts.push(comparedField(name, read.comparison));
    end = read.end;
  }
  if (parts.length === 1 || (first.isBare && join === 'and' && !isInBrackets(tokens, from))) return undefined;
  const bare = parts.flatMap((part) => ('is' in part ? [part.is] : []));
  if (bare.length === parts.length) return { query: { field: name, in: bare }, end };
  return { query: join === 'or' ? { or: parts } : { and: parts }, end };
}

/** `in (5, 10)`. */
function isInBrackets(tokens: Sentence['tokens'], at: number): boolean {
  return /^[([{]$/.test(tokens[at - 1]?.word ?? '');
}

/** Whether a number is of something else: `and 3 orders`. */
function fieldFollows(tokens: Sentence['tokens'], at: number): boolean {
  const next = tokens[at];
  return (
    next?.kind === 'word' &&
    !/^(and|or|but|who|that|in|from|with|on|customers?|members?|users?|points?|as|living|people)$/.test(
      next.word,
    )
  );
}

/** `payment terms of 60 days`, `a pledge of 10 a month`: the unit is in the field's name, or nothing there speaks against it. */
function unitBehind(
  tokens: readonly Token[],
  at: number,
  field: FieldWords,
): { end: number; score: number; assumption?: string } | undefined {
  const from = skip(tokens, at, pattern('a', 'an', 'per', 'each', 'every'));
  const unit = unitAt(tokens[from]);
  if (unit === undefined) return undefined;
  if (field.name.includes(unit)) return { end: from + 1, score: 1 };
  if (from > at || UNIT_IN_NAME.test(field.name) || isAgeField(field)) return undefined;
  const assumption = `${shownField(field)} was taken to be in ${unit}s.`;
  return { end: from + 1, score: PRICE.choice, assumption };
}

const UNIT_IN_NAME =
  /minute|hour|day|daily|week|month|quarter|year|annual|price|amount|value|spend|point|limit|total/;

function isWordOf(token: Token | undefined, words: RegExp): boolean {
  return token !== undefined && words.test(token.word);
}

/** `is one of "a"`: an explanation of a list with one value stays a list. */
function isListed(before: string | undefined, query: Query): query is { field: string; is: Scalar } {
  return before === 'of' && 'is' in query;
}

/** Without a direction, `within 30 days` lies ahead where the field's times do; so does `March` of a field that has only times ahead. */
export function futureOf(read: PeriodRead, field: FieldWords, sentence: Sentence): Period {
  if (read.span !== undefined && !isAhead(field, sentence)) return read.period;
  if (read.span?.isAtLeast === true) return { after: isoDate(dayAhead(sentence.today, read.span)) };
  if (read.span !== undefined) return { next: read.span.text };
  return read.isYearOpen === true && (isOnlyAhead(field, sentence) || isAhead(field, sentence))
    ? nextYear(read.period, sentence)
    : read.period;
}

/** Of a field with times behind and ahead, `in March` may be either. */
export function withDoubtOfYear(read: PeriodRead, field: FieldWords, sentence: Sentence): PeriodRead {
  const isEither = read.isYearOpen === true && isAhead(field, sentence) && !isOnlyAhead(field, sentence);
  return isEither
    ? {
        ...read,
        score: read.score * PRICE.choice,
        assumption: read.assumption ?? 'No year was said: the next one was taken.',
      }
    : read;
}

function isOnlyAhead({ min }: FieldWords, { today }: Sentence): boolean {
  return min !== undefined && min > Date.UTC(today.year, today.month - 1, today.day) - 31 * 86_400_000;
}

/** The same days a year later, where they are over. */
function nextYear(period: Period, { today }: Sentence): Period {
  const later = (date: string) => `${Number(date.slice(0, 4)) + 1}${date.slice(4)}`;
  const isOver = (date: string) => date < isoDate(today);
  if ('from' in period && 'to' in period)
    return isOver(period.to) ? { from: later(period.from), to: later(period.to) } : period;
  if ('from' in period) return isOver(period.from) ? { from: later(period.from) } : period;
  if ('to' in period) return isOver(period.to) ? { to: later(period.to) } : period;
  if ('before' in period) return isOver(period.before) ? { before: later(period.before) } : period;
  if ('after' in period) return isOver(period.after) ? { after: later(period.after) } : period;
  return period;
}

/** Whether most of a field's times can only be ahead: what renews, expires or is due. */
export function isAhead({ name, max }: FieldWords, { today }: Sentence): boolean {
  if (/renew|expir|due|next|end|deadline|valid_until|checkout|departure|arrival/.test(name)) return true;
  return max !== undefined && max > Date.UTC(today.year, today.month - 1, today.day) + 86_400_000 * 2;
}

/** `before "2026-03-31T12:00Z" UTC`. */
function literalTime(
  { tokens }: Sentence,
  at: number,
): { time: string; end: number; isBefore: boolean } | undefined {
  const word = tokens[at]?.word;
  const time = tokens[at + 1];
  if ((word !== 'before' && word !== 'after') || time?.kind !== 'quoted') return undefined;
  return { time: time.word, end: skip(tokens, at + 2, pattern('utc')), isBefore: word === 'before' };
}
