import type { Customer } from '../customer.ts';
import type { Purchase } from '../records.ts';
import { AMOUNT_SCALE } from '../sql/schema.ts';
import { holds } from './compare.ts';
import type { CustomerTest } from './customer-test.ts';
import { type History, inCurrency, type Mark, meanAmount, sumOfAmounts } from './history.ts';
import { type AsOf, isWithin, type Period, resolvePeriod } from './period.ts';
import type { Comparison, HistoryQuery, Items, MessagesOf } from './query.ts';
import { sequenceTest } from './sequence-test.ts';

/** Whether what a customer did, or what was sent to them, is what the query asks for. */
export function historyTest(query: HistoryQuery, history: History, asOf: AsOf): CustomerTest {
  if ('bought' in query) return boughtTest(query, history);
  if ('carted' in query) return counted((who) => history.carts(who, query.carted, query.when), query);
  if ('viewed' in query) {
    return (who) => areEnough(history.views(who, query.viewed, query.when).length, query.times);
  }
  if ('spent' in query) return spentTest(query, history);
  if ('shareOfSpend' in query) return shareOfSpendTest(query, history);
  if ('averagePurchase' in query) {
    return (who) => {
      const mean = meanAmount(inCurrency(history.purchases(who, query.on, query.when), query.currency));
      return mean !== undefined && holds(query.averagePurchase, mean);
    };
  }
  if ('firstPurchase' in query) {
    return endTest((who) => history.purchases(who, query.of), Math.min, query.firstPurchase, asOf);
  }
  if ('lastPurchase' in query) {
    return endTest((who) => history.purchases(who, query.of), Math.max, query.lastPurchase, asOf);
  }
  if ('newestPurchase' in query) return outermostTest(Math.max, query.newestPurchase, query.when, history);
  if ('oldestPurchase' in query) return outermostTest(Math.min, query.oldestPurchase, query.when, history);
  if ('first' in query) return sequenceTest(query, history);
  return messageTest(query, history);
}

function boughtTest(query: Extract<HistoryQuery, { bought: unknown }>, history: History): CustomerTest {
  const purchases = (who: Customer) => history.purchases(who, query.bought, query.when);
  const { differentProducts, times, units } = query;
  const isEnough =
    differentProducts === undefined || times !== undefined || units !== undefined
      ? counted(purchases, query)
      : () => true;
  return (who) =>
    isEnough(who) &&
    (differentProducts === undefined ||
      holds(differentProducts, new Set(purchases(who).map(({ sku }) => sku)).size));
}

interface Counted {
  readonly times?: Comparison;
  readonly units?: Comparison;
}

/** One is enough where nothing is said; who has none has 0 of both. */
function counted(
  rows: (who: Customer) => readonly { readonly quantity: number }[],
  { times, units }: Counted,
): CustomerTest {
  return (who) => {
    const found = rows(who);
    if (units === undefined) return areEnough(found.length, times);
    const sum = found.reduce((total, { quantity }) => total + quantity, 0);
    return holds(units, sum) && (times === undefined || holds(times, found.length));
  };
}

function areEnough(count: number, times: Comparison = { atLeast: 1 }): boolean {
  return holds(times, count);
}

function spentTest(query: Extract<HistoryQuery, { spent: unknown }>, history: History): CustomerTest {
  return (who) => {
    const purchases = inCurrency(history.purchases(who, query.on, query.when), query.currency);
    return holds(query.spent, (sumOfAmounts(purchases) ?? 0) / AMOUNT_SCALE);
  };
}

function shareOfSpendTest(
  { shareOfSpend, on, when }: Extract<HistoryQuery, { shareOfSpend: unknown }>,
  history: History,
): CustomerTest {
  return (who) => {
    const all = sumOfAmounts(history.purchases(who, {}, when)) ?? 0;
    const part = sumOfAmounts(history.purchases(who, on, when)) ?? 0;
    return all > 0 && holds(shareOfSpend, (part * 100) / all);
  };
}

function endTest(
  purchases: (who: Customer) => readonly Purchase[],
  end: (...moments: number[]) => number,
  period: Period,
  asOf: AsOf,
): CustomerTest {
  const interval = resolvePeriod(period, asOf);
  return (who) => {
    const moments = purchases(who).map(({ at }) => at);
    return (
      moments.length > 0 &&
      isWithin(
        interval,
        moments.reduce((a, b) => end(a, b)),
      )
    );
  };
}

/** Whether one of the newest, or of the oldest, of all purchases is of the items and in the period. */
function outermostTest(
  outermost: (...moments: number[]) => number,
  items: Items,
  when: Period | undefined,
  history: History,
): CustomerTest {
  return (who) => {
    const moments = history.purchases(who).map(({ at }) => at);
    return history
      .purchases(who, items, when)
      .some(({ at }) => at === moments.reduce((a, b) => outermost(a, b)));
  };
}

type MessageQuery = Extract<
  HistoryQuery,
  | { contacted: unknown }
  | { delivered: unknown }
  | { opened: unknown }
  | { clicked: unknown }
  | { failed: unknown }
>;

function messageTest(query: MessageQuery, history: History): CustomerTest {
  const { of, mark } = markOf(query);
  return (who) => {
    const found = history.messages(who, mark, of, query.when);
    return areEnough(found.length, query.times);
  };
}

function markOf(query: MessageQuery): { readonly of: MessagesOf; readonly mark: Mark } {
  if ('contacted' in query) return { of: query.contacted, mark: 'contacted' };
  if ('delivered' in query) return { of: query.delivered, mark: 'delivered' };
  if ('opened' in query) return { of: query.opened, mark: 'opened' };
  if ('clicked' in query) return { of: query.clicked, mark: 'clicked' };
  return { of: query.failed, mark: 'failed' };
}
