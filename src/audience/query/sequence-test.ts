import type { Customer } from '../customer.ts';
import { Calendar } from './calendar.ts';
import type { CustomerTest } from './customer-test.ts';
import type { History } from './history.ts';
import { parseSpan, type Period, type Span } from './period.ts';
import type { Happening, SequenceQuery } from './query.ts';

interface Moment {
  /** Epoch ms. */
  readonly at: number;
  /** Of a message there is none. */
  readonly sku?: string;
}

/** Whether some first thing was followed by the other, or some was not. */
export function sequenceTest(query: SequenceQuery, history: History): CustomerTest {
  const isWanted = 'followedBy' in query;
  const other = isWanted ? query.followedBy : query.notFollowedBy;
  const deadline = deadlineOf(query.within);
  return (who) => {
    const others = moments(history, who, other);
    return moments(history, who, query.first, query.when).some(
      (first) =>
        isWanted ===
        others.some(
          ({ at, sku }) =>
            at > first.at &&
            at <= deadline(first.at) &&
            (query.sameProduct === undefined || sku === first.sku),
        ),
    );
  };
}

function deadlineOf(within: Span | undefined): (at: number) => number {
  if (within === undefined) return () => Infinity;
  const span = parseSpan(within);
  if (span === undefined) throw new RangeError('A query holds a span that its schema refuses.');
  const calendar = new Calendar('UTC');
  return (at) => calendar.moved(at, span.count, span.unit);
}

function moments(history: History, who: Customer, what: Happening, when?: Period): readonly Moment[] {
  if ('bought' in what) return history.purchases(who, what.bought, when);
  if ('carted' in what) return history.carts(who, what.carted, when);
  if ('viewed' in what) return history.views(who, what.viewed, when);
  if ('contacted' in what) return history.messages(who, 'contacted', what.contacted, when);
  if ('delivered' in what) return history.messages(who, 'delivered', what.delivered, when);
  if ('opened' in what) return history.messages(who, 'opened', what.opened, when);
  return history.messages(who, 'clicked', what.clicked, when);
}
