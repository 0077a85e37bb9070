import type { DataSet } from './data-sets.ts';
import { type Verdict, judge } from './judge.ts';
import { Product } from './product.ts';
import { type Part, readQuestions } from './question.ts';
import { Truth } from './truth.ts';

/** Asks the product every question of these parts of a data set, or every nth, and holds each answer against the raw files. */
export async function askAll(
  set: DataSet,
  parts: readonly Part[],
  nth = 1,
): Promise<ReadonlyMap<Part, readonly Verdict[]>> {
  const truth = await Truth.of(set);
  const product = await Product.of(set);
  try {
    const verdicts = new Map<Part, readonly Verdict[]>();
    for (const part of parts) {
      const found: Verdict[] = [];
      for (const question of readQuestions(set.name, part).filter((_, i) => i % nth === 0)) {
        const words = typeof question.words === 'string' ? [question.words] : question.words;
        const expected = question.sql === undefined ? undefined : await truth.ids(question.sql);
        found.push(judge(question, await product.ask(words), expected, product.customers));
      }
      verdicts.set(part, found);
    }
    return verdicts;
  } finally {
    product.close();
    truth.close();
  }
}
