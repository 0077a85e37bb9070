import type { PersonName } from '../sentence/person-names.ts';
import type { Reading } from '../sentence/reading.ts';
import { PRICE } from '../words/price.ts';
import { rounded } from './confidence.ts';

/** `Hamilton`, where customers live and are called so. */
export function withDoubtOfPerson(reading: Reading, { text, query }: PersonName): Reading {
  if (JSON.stringify(reading.query) === JSON.stringify(query)) return reading;
  const meaning = reading.understood[0]?.meaning ?? 'something else';
  return {
    ...reading,
    assumptions: [...reading.assumptions, `Customers are called "${text}" too; ${meaning} was taken.`],
    confidence: rounded(Math.min(reading.confidence, PRICE.choice)),
  };
}
