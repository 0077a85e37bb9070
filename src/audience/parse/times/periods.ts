import { readBetween } from './between-periods.ts';
import type { Day } from './calendar.ts';
import { readLast, readNext, readThis } from './last-this-next.ts';
import { readNamed } from './named-periods.ts';
import { once } from '../words/once.ts';
import { readOpen } from './open-periods.ts';
import { readWithin } from './period-lengths.ts';
import { readAgain } from './periods-again.ts';
import type { PeriodRead } from './period-read.ts';
import { readAgo } from './periods-from-now.ts';
import type { Token } from '../words/tokens.ts';

/** The longest stretch of time that begins at this token. */
export const readPeriod = once(readPeriodAt);

function readPeriodAt(tokens: readonly Token[], at: number, today: Day): PeriodRead | undefined {
  const reads = [
    readLast(tokens, at),
    readAgo(tokens, at, today),
    readNext(tokens, at, today),
    readThis(tokens, at),
    readBetween(tokens, at, today),
    readOpen(tokens, at, today),
    readNamed(tokens, at, today),
    readWithin(tokens, at),
    readAgain(tokens, at, today, readPeriod),
  ];
  let best: PeriodRead | undefined;
  for (const read of reads)
    if (read !== undefined && (best === undefined || read.end > best.end)) best = read;
  return best;
}
