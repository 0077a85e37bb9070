import { expect, test } from 'vitest';
import { makeScreen, type ScreenOptions } from '../../test/cli/make-screen.ts';
import { ImportProgress } from './import-progress.ts';

function screen({ total = 1_000_000, ...options }: ScreenOptions & { total?: number }) {
  const { session, ...seen } = makeScreen(options);
  const share = (rows: number) => (total === 0 ? undefined : rows / total);
  return { ...seen, progress: new ImportProgress(session, 'p.csv', share) };
}

test('a terminal shows rows, their rate, the share done and the time left, in place, and clears it', async () => {
  const { clock, written, progress } = screen({ columns: 100 });
  for (let i = 1; i <= 10; i++) {
    await clock.advance(100);
    progress.update(i * 25_000);
  }
  progress.end();
  expect(written).toHaveLength(6);
  expect(written.at(-2)).toBe(
    '\r\u001B[Kp.csv: [#####...............] 250,000 rows, 250,000 rows/s, 25%, 3.0s left',
  );
  expect(written.at(-1)).toBe('\r\u001B[K');
});

test('a log gets a line every two seconds, without a bar; without a size there is no share', async () => {
  const { clock, written, progress } = screen({ total: 0 });
  for (let i = 1; i <= 5; i++) {
    await clock.advance(1_000);
    progress.update(i * 100);
  }
  progress.end();
  expect(written).toEqual(['p.csv: 200 rows, 100 rows/s', 'p.csv: 400 rows, 100 rows/s']);
});

test('nothing beside --json, and lines no wider than the terminal', async () => {
  const quiet = screen({ json: true });
  await quiet.clock.advance(5_000);
  quiet.progress.update(7);
  quiet.progress.end();
  expect(quiet.written).toEqual([]);
  const narrow = screen({ columns: 20 });
  await narrow.clock.advance(5_000);
  narrow.progress.update(7);
  expect(narrow.written[0]).toBe('\r\u001B[Kp.csv: [...........');
});
