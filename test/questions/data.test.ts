import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DATA_SETS } from './data-sets.ts';
import { cloudFiles } from './make-cloud.ts';
import { messagesFile } from './make-messages.ts';
import { retailerFiles } from './make-retailer.ts';
import { schoolsFiles } from './make-schools.ts';
import { isDrawn, KEPT_APART, PARTS, readQuestions } from './question.ts';
import { Truth } from './truth.ts';

const MAKERS: Readonly<Record<string, () => ReadonlyMap<string, string>>> = {
  retailer: retailerFiles,
  schools: schoolsFiles,
  cloud: cloudFiles,
};

const OWN = ['open', 'held-out'] as const;

describe.each(DATA_SETS)('$name', (set) => {
  const questions = PARTS.flatMap((part) => readQuestions(set.name, part));
  let truth: Truth;
  beforeAll(async () => {
    truth = await Truth.of(set);
  });
  afterAll(() => truth.close());

  test.skipIf(MAKERS[set.name] === undefined)('the files are what its script makes', () => {
    const made = MAKERS[set.name]?.() ?? new Map<string, string>();
    expect(made.size).toBeGreaterThan(3);
    for (const [name, text] of made) expect(readFileSync(new URL(name, set.folder), 'utf8')).toBe(text);
  });

  test('each question stands once, and the draw alone says in which part', () => {
    const ids = questions.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(questions.map(({ words }) => JSON.stringify(words))).size).toBe(ids.length);
    const own = OWN.flatMap((part) => readQuestions(set.name, part).map(({ id }) => id));
    const apart = readQuestions(set.name, 'held-out').map(({ id }) => id);
    expect(new Set(apart)).toEqual(set.name === KEPT_APART ? new Set(own) : new Set(own.filter(isDrawn)));
  });

  test('the statements of nearly all find somebody, and hardly one finds everybody', async () => {
    const everybody = (await truth.ids('SELECT customer_id FROM customers')).length;
    const counts: number[] = [];
    for (const { sql } of questions) if (sql !== undefined) counts.push((await truth.ids(sql)).length);
    expect(counts.filter((count) => count === 0).length).toBeLessThan(counts.length * 0.02);
    expect(counts.filter((count) => count === everybody).length).toBeLessThan(3);
  });
});

test('the list of messages is what its script makes', () => {
  expect(readFileSync(new URL('retailer/messages.csv', import.meta.url), 'utf8')).toBe(messagesFile());
});

test('there are 320 questions of our own, a third of them kept apart, and a tenth that nobody could answer for sure', () => {
  const all = DATA_SETS.map(({ name }) => OWN.map((part) => readQuestions(name, part)));
  const questions = all.flat(2);
  expect(questions.length).toBeGreaterThan(320);
  expect(all.flatMap(([, apart = []]) => apart).length).toBeGreaterThan(questions.length / 3);
  expect(questions.filter((question) => question.expect !== undefined).length).toBeGreaterThan(
    questions.length * 0.09,
  );
});
