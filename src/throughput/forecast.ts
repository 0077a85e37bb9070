import { formatDuration } from '../kernel/duration.ts';
import { PACED_SHARE } from './pace.ts';

/** Work that shares one pace: the messages that go out from one origin. */
export interface ForecastLane {
  /** As people know it: `SMS from us-pool`. */
  readonly name: string;
  readonly parts: number;
  /** The slowest of the limits that apply; `Infinity` when none does. */
  readonly partsPerSecond: number;
  /** Parts in any 24 hours. */
  readonly perDay?: number | undefined;
}

export interface Forecast {
  /** Epoch ms at which the last lane is done: lanes run beside each other. */
  readonly finishAt: number;
  /** One sentence for each lane that needs longer than a day, the slowest first. */
  readonly warnings: readonly string[];
}

const LONG_MS = 86_400_000;

/** When sending that starts at `startAt` (epoch ms) and is never held up ends. */
export function forecastFinish(plan: {
  readonly lanes: readonly ForecastLane[];
  readonly startAt: number;
}): Forecast {
  const lengths = plan.lanes.map((lane) => ({ lane, ms: lengthMs(lane) })).toSorted((a, b) => b.ms - a.ms);
  return {
    finishAt: plan.startAt + (lengths[0]?.ms ?? 0),
    warnings: lengths.filter(({ ms }) => ms > LONG_MS).map(({ lane, ms }) => warning(lane, ms)),
  };
}

function lengthMs({ parts, partsPerSecond, perDay = Number.POSITIVE_INFINITY }: ForecastLane): number {
  if (parts === 0 || partsPerSecond === Number.POSITIVE_INFINITY) return 0;
  const atPace = (count: number) => Math.ceil((count / (partsPerSecond * PACED_SHARE)) * 1000);
  if (parts <= perDay) return atPace(parts);
  const days = Math.ceil(parts / perDay) - 1;
  return Math.max(atPace(parts), days * LONG_MS + atPace(parts - days * perDay));
}

function warning({ name, parts, partsPerSecond, perDay }: ForecastLane, ms: number): string {
  const days = ms >= 2 * LONG_MS ? `${(ms / LONG_MS).toFixed(1)} days` : formatDuration(ms);
  const day = perDay === undefined ? '' : ` and ${perDay.toLocaleString('en-US')} a day`;
  const pace = `${parts.toLocaleString('en-US')} parts at ${partsPerSecond} a second${day}`;
  return `${name} needs ${days} (${pace}): raise its limit, add an origin or choose fewer people.`;
}
