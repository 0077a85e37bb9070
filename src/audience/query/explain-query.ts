import type { FieldQuery, Measure, OtherField, Query, RankedQuery } from './query.ts';
import { CHANNEL_NAMES, things, when, explainPeriod, words, shown, number, quoted } from './explain-parts.ts';
import { explainHistory } from './explain-history.ts';

/** A query in plain words, which the parser reads back as the same query: `country is "DE" and (tier is "gold" or points is at least 100)`. */
export function explainQuery(query: Query): string {
  if ('all' in query) return 'everyone';
  if ('and' in query) return joined(query.and, 'and');
  if ('or' in query) return joined(query.or, 'or');
  if ('not' in query) return 'all' in query.not ? 'nobody' : `not (${explainQuery(query.not)})`;
  if ('consents' in query) return `agreed to ${CHANNEL_NAMES[query.consents]}`;
  if ('reachable' in query) return `has an address for ${CHANNEL_NAMES[query.reachable]}`;
  if ('customers' in query) return `is customer ${query.customers.map(quoted).join(', ')}`;
  if ('field' in query) return explainField(query);
  if ('top' in query || 'share' in query) return explainRanked(query);
  return explainHistory(query);
}

function joined(parts: readonly Query[], word: 'and' | 'or'): string {
  if (parts.length === 0) return word === 'and' ? 'everyone' : 'nobody';
  return parts
    .map((part) => (isPlain(part) ? explainQuery(part) : `(${explainQuery(part)})`))
    .join(` ${word} `);
}

/** Ends where its own words end: whatever follows can't be taken for a part of it. */
function isPlain(query: Query): boolean {
  return (
    ('field' in query && !('in' in query) && !('contains' in query)) ||
    ('not' in query && !('all' in query.not))
  );
}

function explainField(query: FieldQuery): string {
  const name = query.field.replaceAll('_', ' ');
  if ('is' in query) return `${name} is ${shown(query.is)}`;
  if ('isNot' in query) return `${name} is not ${shown(query.isNot)}`;
  if ('in' in query) return `${name} is one of ${query.in.map(shown).join(', ')}`;
  if ('contains' in query) return `${name} contains ${quoted(query.contains)}`;
  if ('exists' in query) return query.exists ? `${name} is known` : `${name} is not known`;
  if ('moreThan' in query) return `${name} is more than ${bound(query.moreThan)}`;
  if ('atLeast' in query) return `${name} is at least ${bound(query.atLeast)}`;
  if ('lessThan' in query) return `${name} is less than ${bound(query.lessThan)}`;
  if ('atMost' in query) return `${name} is at most ${bound(query.atMost)}`;
  if ('before' in query) return `${name} is before ${moment(query.before)}`;
  if ('after' in query) return `${name} is after ${moment(query.after)}`;
  if ('everyYear' in query) return `${name} is ${explainPeriod(query.everyYear)} of any year`;
  return `${name} is ${explainPeriod(query.during)}`;
}

/** `their target`: a field of the same customer. */
function bound(value: number | OtherField): string {
  return typeof value === 'number' ? number(value) : their(value);
}

function moment(value: string | OtherField): string {
  return typeof value === 'string' ? `${quoted(value)} UTC` : their(value);
}

function their({ field }: OtherField): string {
  return `their ${field.replaceAll('_', ' ')}`;
}

function explainRanked(query: RankedQuery): string {
  const among = query.among === undefined ? '' : `among (${explainQuery(query.among)})`;
  if ('share' in query)
    return words(
      `a random ${number(query.share)}%`,
      query.seed === undefined ? '' : `with seed ${quoted(query.seed)}`,
      among,
    );
  const end = query.order === 'least' ? 'bottom' : 'top';
  return words(
    `${end} ${typeof query.top === 'number' ? number(query.top) : query.top} by ${measure(query.by)}`,
    query.on === undefined ? '' : `on ${things(query.on)}`,
    when(query.when),
    among,
  );
}

function measure(by: Measure): string {
  if (typeof by === 'object') return by.field.replaceAll('_', ' ');
  return { spend: 'spend', purchases: 'number of orders', units: 'number of units', recency: 'recency' }[by];
}
