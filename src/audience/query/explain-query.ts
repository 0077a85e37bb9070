import type { Channel } from '../../kernel/channel.ts';
import type { Scalar } from '../customer.ts';
import type { RecordQuery } from './customer-test.ts';
import type { FieldQuery } from './query.ts';

const CHANNEL_NAMES: Readonly<Record<Channel, string>> = { sms: 'SMS', whatsapp: 'WhatsApp', email: 'email' };

/** A query in plain words, to be read after "customers whose" or alone: `country is "DE" and (tier is "gold" or points is at least 100)`. */
export function explainQuery(query: RecordQuery): string {
  if ('all' in query) return 'every customer';
  if ('and' in query) return query.and.map(explainPart).join(' and ');
  if ('or' in query) return query.or.map(explainPart).join(' or ');
  if ('not' in query) return `not (${explainQuery(query.not)})`;
  if ('consents' in query) return `has agreed to ${CHANNEL_NAMES[query.consents]}`;
  if ('reachable' in query) return `has an address for ${CHANNEL_NAMES[query.reachable]}`;
  if ('customers' in query) return `is one of ${query.customers.length} named`;
  if ('share' in query) return `${query.share}% of ${explainQuery(query.among ?? { all: true })}`;
  return `${query.field.replaceAll('_', ' ')} ${explainComparison(query)}`;
}

/** In brackets where the words would run together: a list inside a list. */
function explainPart(query: RecordQuery): string {
  const inner = 'and' in query ? query.and : 'or' in query ? query.or : [];
  return inner.length > 1 ? `(${explainQuery(query)})` : explainQuery(query);
}

function explainComparison(query: FieldQuery): string {
  if ('is' in query) return `is ${shown(query.is)}`;
  if ('isNot' in query) return `is not ${shown(query.isNot)} (or not known)`;
  if ('in' in query) return `is one of ${query.in.map(shown).join(', ')}`;
  if ('contains' in query) return `contains ${shown(query.contains)}`;
  if ('exists' in query) return query.exists ? 'is known' : 'is not known';
  if ('moreThan' in query) return `is more than ${query.moreThan}`;
  if ('atLeast' in query) return `is at least ${query.atLeast}`;
  if ('lessThan' in query) return `is less than ${query.lessThan}`;
  if ('atMost' in query) return `is at most ${query.atMost}`;
  if ('during' in query) return `is in ${JSON.stringify(query.during)}`;
  return 'before' in query ? `is before ${query.before}` : `is after ${query.after}`;
}

function shown(value: Scalar): string {
  return typeof value === 'string' ? `"${value}"` : String(value);
}
