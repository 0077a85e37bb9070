import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { TimeHeap } from './time-heap.ts';

const times = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 200 });

function drain<T>(heap: TimeHeap<T>): T[] {
  const out: T[] = [];
  for (let value = heap.pop(); value !== undefined; value = heap.pop()) out.push(value);
  return out;
}

test('values leave by time, those of one time in the order they came', () => {
  fc.assert(
    fc.property(times, (list) => {
      const heap = new TimeHeap<string>();
      for (const [i, at] of list.entries()) heap.push(at, `${at}#${i}`);
      expect(heap.peekAt()).toBe(list.length === 0 ? undefined : Math.min(...list));
      const expected = list
        .map((at, i) => ({ at, i }))
        .sort((a, b) => a.at - b.at || a.i - b.i)
        .map(({ at, i }) => `${at}#${i}`);
      expect(drain(heap)).toEqual(expected);
      expect(heap.size).toBe(0);
    }),
  );
});

test('pushes and pops mixed give the least of what is in it', () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer({ min: 0, max: 50 }))), (steps) => {
      const heap = new TimeHeap<number>();
      const model: number[] = [];
      const popped: (readonly [number | undefined, number | undefined])[] = [];
      for (const step of steps) {
        if (step === null) {
          popped.push([heap.pop(), model.sort((a, b) => a - b).shift()]);
        } else {
          heap.push(step, step);
          model.push(step);
        }
      }
      for (const [got, expected] of popped) expect(got).toBe(expected);
      expect(drain(heap)).toEqual(model.sort((a, b) => a - b));
    }),
  );
});

test('keep drops the unwanted and leaves the order', () => {
  const heap = new TimeHeap<number>();
  for (const at of [9, 3, 7, 3, 1, 8]) heap.push(at, at);
  heap.keep((value) => value !== 3);
  heap.push(2, 2);
  expect(heap.peek()).toBe(1);
  expect(drain(heap)).toEqual([1, 2, 7, 8, 9]);
});
