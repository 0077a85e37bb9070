import { CHANNELS, type Channel, perChannel } from '../kernel/channel.ts';
import type { Micros } from '../kernel/money.ts';

/** `low`: only first sends. `expected`: and the share of fallbacks that is usual. `high`: every fallback step is needed. */
export interface CostRange {
  readonly low: Micros;
  readonly expected: Micros;
  readonly high: Micros;
}

export interface EstimateTotals extends CostRange {
  readonly currency: 'USD';
  readonly byChannel: Readonly<Record<Channel, CostRange>>;
  /** ISO country, `unknown` where a customer has none. */
  readonly byCountry: Readonly<Record<string, CostRange>>;
}

interface Cell {
  firstMicros: Micros;
  fallbackMicros: Micros;
}

/**
 * Adds up what a plan costs, decision by decision, in whole micros: the channels sum to the total to the micro, and so do the
 * countries. Memory is one cell for each channel and country.
 */
export class Estimate {
  readonly #cells = perChannel(() => new Map<string, Cell>());
  readonly #fallbackOdds: number;

  /** `fallbackOdds`, 0 to 1: the share of fallback costs that is expected to be needed. */
  constructor(fallbackOdds: number) {
    if (!(fallbackOdds >= 0 && fallbackOdds <= 1)) throw new RangeError('fallbackOdds must be from 0 to 1.');
    this.#fallbackOdds = fallbackOdds;
  }

  /**
   * A first send on `channel` for `micros`, and `fallbackMicros` for the steps that may follow it. The fallback counts under the
   * channel it is added to: where the channels differ, add the fallback by a call of its own, `add('sms', country, 0, micros)`.
   */
  add(channel: Channel, country: string | undefined, micros: Micros, fallbackMicros: Micros): void {
    const cells = this.#cells[channel];
    const key = country ?? 'unknown';
    const cell = cells.get(key);
    if (cell === undefined) {
      cells.set(key, { firstMicros: micros, fallbackMicros });
    } else {
      cell.firstMicros += micros;
      cell.fallbackMicros += fallbackMicros;
    }
  }

  totals(): EstimateTotals {
    const byCountry = new Map<string, CostRange>();
    const byChannel = perChannel((channel) => {
      let sum = NOTHING;
      for (const [country, cell] of this.#cells[channel]) {
        const range = this.#rangeOf(cell);
        sum = plus(sum, range);
        byCountry.set(country, plus(byCountry.get(country) ?? NOTHING, range));
      }
      return sum;
    });
    const total = CHANNELS.reduce((sum, channel) => plus(sum, byChannel[channel]), NOTHING);
    return { currency: 'USD', ...total, byChannel, byCountry: Object.fromEntries(byCountry) };
  }

  /** Rounded here, at the smallest sum that is shown, so that every larger one is a sum of whole micros. */
  #rangeOf({ firstMicros, fallbackMicros }: Cell): CostRange {
    return {
      low: firstMicros,
      expected: firstMicros + Math.round(fallbackMicros * this.#fallbackOdds),
      high: firstMicros + fallbackMicros,
    };
  }
}

const NOTHING: CostRange = { low: 0, expected: 0, high: 0 };

function plus(a: CostRange, b: CostRange): CostRange {
  return { low: a.low + b.low, expected: a.expected + b.expected, high: a.high + b.high };
}
