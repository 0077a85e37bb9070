import type { Comparison } from './query.ts';

/** Whether a number keeps to every bound. */
export function holds({ exactly, atLeast, atMost, moreThan, lessThan }: Comparison, value: number): boolean {
  return (
    (exactly === undefined || value === exactly) &&
    (atLeast === undefined || value >= atLeast) &&
    (atMost === undefined || value <= atMost) &&
    (moreThan === undefined || value > moreThan) &&
    (lessThan === undefined || value < lessThan)
  );
}
