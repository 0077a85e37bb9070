import { z } from 'zod';
import type { DayStretch } from '../../throughput/day-window.ts';
import { ceilTick, TICKS_PER_MS } from '../../throughput/pace.ts';
import type { ScopeState } from '../../throughput/slots.ts';
import { storedScope } from '../../throughput/stored-scope.ts';
import type { Item } from './dynamodb.ts';

/*
 * A limit's scope in rate-limits. A write costs a unit for each KB begun, so what is long is kept short: slots taken ahead as the distances
 * between them, in ticks, and the day as distances in minutes, all in base 36: 30 slots and a whole day make 0.8 KB.
 */

export function scopeKey(scope: string): string {
  return `scope#${scope}`;
}

/** What is not asked for in this time has no slots ahead and no day that counts: AWS may remove it. */
const KEPT_SECONDS = 3 * 24 * 3_600;
/** Stretches of a day begin on whole minutes. */
const MINUTE_MS = 60_000;

/** @param by a token of the write. */
export function formatScope(scope: string, state: ScopeState, by: string): Item {
  const { nextFreeAt, taken, grantedAt, limitPerSecond, throttle, day } = state;
  const lastAt = Math.max(grantedAt, nextFreeAt);
  return {
    limiter_key: scopeKey(scope),
    by,
    next_free_at: nextFreeAt,
    granted_at: grantedAt,
    limit_per_second: limitPerSecond,
    ...(taken.length === 0 ? {} : { taken: formatTaken(nextFreeAt, taken) }),
    ...(day === undefined ? {} : { day: formatDay(day) }),
    ...(throttle === undefined ? {} : { throttle: JSON.stringify(throttle) }),
    ttl: Math.ceil(lastAt / 1000) + KEPT_SECONDS,
  };
}

const item = z.object({
  by: z.string(),
  next_free_at: z.number(),
  granted_at: z.number(),
  limit_per_second: z.number(),
  taken: z.string().default(''),
  day: z.string().optional(),
  throttle: z.string().optional(),
});

/** A scope as it stands, and the token of the write that made it so. */
export function parseScope(found: Item): { readonly state: ScopeState; readonly by: string } {
  const { by, next_free_at, granted_at, limit_per_second, taken, day, throttle } = item.parse(found);
  const state = storedScope.parse({
    nextFreeAt: next_free_at,
    taken: parseTaken(next_free_at, taken),
    grantedAt: granted_at,
    limitPerSecond: limit_per_second,
    ...(day === undefined ? {} : { day: parseDay(day) }),
    ...(throttle === undefined ? {} : { throttle: JSON.parse(throttle) }),
  });
  return { state, by };
}

function formatTaken(nextFreeAt: number, taken: readonly number[]): string {
  let before = nextFreeAt;
  const distances = taken.map((slot) => {
    const distance = slot - before;
    before = slot;
    return (ceilTick(distance) * TICKS_PER_MS).toString(36);
  });
  return distances.join(' ');
}

function parseTaken(nextFreeAt: number, text: string): readonly number[] {
  let slot = nextFreeAt;
  return words(text).map((distance) => {
    slot += Number.parseInt(distance, 36) / TICKS_PER_MS;
    return slot;
  });
}

/** Each begins so many minutes after the one before it. */
function formatDay(day: readonly DayStretch[]): string {
  let before = 0;
  const stretches = day.map(({ from, parts }) => {
    // A clock that was set back leaves parts of a minute; a later begin counts longer.
    const minute = Math.ceil(from / MINUTE_MS);
    const distance = minute - before;
    before = minute;
    return `${distance.toString(36)}:${parts.toString(36)}`;
  });
  return stretches.join(' ');
}

function parseDay(text: string): readonly DayStretch[] {
  let minute = 0;
  return words(text).map((word) => {
    const [distance = '', parts = ''] = word.split(':');
    minute += Number.parseInt(distance, 36);
    return { from: minute * MINUTE_MS, parts: Number.parseInt(parts, 36) };
  });
}

function words(text: string): readonly string[] {
  return text === '' ? [] : text.split(' ');
}
