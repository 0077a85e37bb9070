import { describe, expect, test } from 'vitest';
import { AskAhead } from './ask-ahead.ts';

/** The answers to a worker that comes back at once, when the store gives what is asked for up to 24. */
function answers(
  ask: AskAhead,
  count: number,
  wastedOf: (parts: number) => number = () => 0,
): readonly number[] {
  let given = 1;
  return Array.from({ length: count }, () => {
    ask.granted(given, 100);
    ask.wasted(wastedOf(given));
    const parts = ask.next(0);
    given = Math.max(1, Math.min(24, parts));
    return parts;
  });
}

describe('AskAhead', () => {
  test('begins with what is needed, and doubles while the worker comes back in time', () => {
    const ask = new AskAhead();
    expect(ask.next(0)).toBe(0);
    expect(answers(ask, 6)).toEqual([2, 4, 8, 16, 32, 48]);
  });

  test('asks for nothing more when the worker comes back after its last slot passed', () => {
    const ask = new AskAhead();
    ask.granted(24, 100);
    expect(ask.next(100)).toBe(48);
    expect(ask.next(101)).toBe(0);
  });

  test('a slot missed now and then says nothing', () => {
    const ask = new AskAhead();
    for (let n = 0; n < 10; n++) {
      ask.granted(24, 100);
      ask.wasted(3);
      expect(ask.next(0)).toBe(48);
    }
  });

  test('halves when slots pass unused, and is back at a block within twenty grants', () => {
    const ask = new AskAhead();
    answers(ask, 6);
    ask.granted(24, 100);
    ask.wasted(10);
    expect(ask.next(0)).toBe(12);
    const back = answers(ask, 20);
    expect(back[3]).toBeLessThan(20);
    expect(back.at(-1)).toBeGreaterThan(24);
  });

  test('what was not asked ahead was not wasted by asking ahead', () => {
    const ask = new AskAhead();
    ask.granted(10, 100);
    ask.wasted(10);
    expect(ask.next(0)).toBe(20);
  });

  test('a worker that can use five slots a grant wastes few', () => {
    const wasted: number[] = [];
    const given: number[] = [];
    answers(new AskAhead(), 400, (parts) => {
      given.push(parts);
      wasted.push(Math.max(0, parts - 5));
      return Math.max(0, parts - 5);
    });
    const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
    expect(sum(wasted) / sum(given)).toBeLessThan(0.1);
    expect(sum(given) / given.length).toBeGreaterThan(3);
  });
});
