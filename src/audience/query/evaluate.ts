import { byCodePoints } from '../code-points.ts';
import type { Customer } from '../customer.ts';
import { fieldReader } from '../field.ts';
import {
  compileCustomerTest,
  type CustomerTest,
  isAboutCustomersAlone,
  timeReader,
} from './customer-test.ts';
import { History, sumOfAmounts, type World } from './history.ts';
import { historyTest } from './history-test.ts';
import type { AsOf } from './period.ts';
import type { Query, RankedQuery, TopCount } from './query.ts';
import { PERCENT_UNITS, percentUnits, shareBound, sharePlace } from './share.ts';

/**
 * Ids of the customers that a query is for: what every node means, said plainly, and what every store has to agree with. For tests and
 * small worlds: it looks at everybody for each node.
 */
export function evaluate(query: Query, world: World, asOf: AsOf): ReadonlySet<string> {
  const members = new Evaluation(world, asOf).members(query);
  return new Set(members.map(({ id }) => id));
}

/** A part is rounded up, in whole numbers: 7% of 100 are 7. */
function topOf(top: TopCount, measured: number): number {
  return typeof top === 'number' ? top : Math.ceil((percentUnits(top) * measured) / PERCENT_UNITS);
}

type Top = Extract<RankedQuery, { top: unknown }>;

class Evaluation {
  readonly #everybody: readonly Customer[];
  readonly #history: History;
  readonly #asOf: AsOf;

  constructor(world: World, asOf: AsOf) {
    this.#everybody = world.customers;
    this.#history = new History(world, asOf);
    this.#asOf = asOf;
  }

  members(query: Query): readonly Customer[] {
    if (isAboutCustomersAlone(query)) return this.#whoPass(compileCustomerTest(query, this.#asOf));
    if ('and' in query) {
      const all = query.and.map((part) => new Set(this.members(part)));
      return this.#whoPass((who) => all.every((some) => some.has(who)));
    }
    if ('or' in query) {
      const all = query.or.map((part) => new Set(this.members(part)));
      return this.#whoPass((who) => all.some((some) => some.has(who)));
    }
    if ('not' in query) {
      const others = new Set(this.members(query.not));
      return this.#whoPass((who) => !others.has(who));
    }
    if ('top' in query) return this.#first(query);
    if ('share' in query) {
      const bound = shareBound(query.share);
      return this.#among(query).filter(({ id }) => sharePlace(id, query.seed) < bound);
    }
    return this.#whoPass(historyTest(query, this.#history, this.#asOf));
  }

  #whoPass(test: CustomerTest): readonly Customer[] {
    return this.#everybody.filter(test);
  }

  #among({ among }: RankedQuery): readonly Customer[] {
    return among === undefined ? this.#everybody : this.members(among);
  }

  #first(query: Top): readonly Customer[] {
    const measure = this.#measure(query);
    const sign = query.order === 'least' ? 1 : -1;
    const measured = this.#among(query)
      .flatMap((who) => {
        const value = measure(who);
        return value === undefined ? [] : [{ who, value }];
      })
      .toSorted((a, b) => sign * (a.value - b.value) || byCodePoints(a.who.id, b.who.id));
    return measured.slice(0, topOf(query.top, measured.length)).map(({ who }) => who);
  }

  #measure({ by, on, when }: Top): (who: Customer) => number | undefined {
    if (typeof by !== 'string') return this.#fieldMeasure(by.field);
    const purchases = (who: Customer) => this.#history.purchases(who, on, when);
    if (by === 'spend') return (who) => sumOfAmounts(purchases(who));
    return (who) => {
      const found = purchases(who);
      if (found.length === 0) return undefined;
      if (by === 'purchases') return found.length;
      if (by === 'units') return found.reduce((sum, { quantity }) => sum + quantity, 0);
      return found.reduce((latest, { at }) => Math.max(latest, at), -Infinity);
    };
  }

  #fieldMeasure(field: string): (who: Customer) => number | undefined {
    const read = fieldReader(field);
    const number = (who: Customer) => {
      const value = read(who);
      return typeof value === 'number' ? value : undefined;
    };
    return this.#everybody.some((who) => number(who) !== undefined) ? number : timeReader(field);
  }
}
