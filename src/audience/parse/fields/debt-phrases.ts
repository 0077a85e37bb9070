import { comparedField } from '../data/field-queries.ts';
import { isDebtField } from '../data/field-roles.ts';
import { shownField } from '../data/shown-field.ts';
import { readComparison } from '../sentence/comparisons.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';

const OWE = pattern('who|that? still|currently? owe|owes|owing|owed us?', 'who|that? do|does owe us?');
const ANYTHING = pattern(
  'money|anything|something|some money?',
  'any|some money',
  'a balance|debt|sum|payment|bill',
);
const NOTHING = pattern('nothing|zero', 'no money');
const US = pattern('to? us', 'to the practice|company|shop|business|club', 'in total');
const INDEBTED = pattern(
  'are|is|being? in arrears|debt',
  'are|is? behind on|with|in the|their|our? payment|payments|bills|rent|fees|dues|instalments|installments',
  'have|has|having|with|still? an|any|some|a? outstanding|unpaid|open|overdue balance|balances|debt|debts|amount|sum|money|bill|bills|payment|payments',
  'have|has|having|with|still? an|any|some|a? outstanding|unpaid|overdue order|orders|invoice|invoices',
  'have|has|having|with|still? a|any|some? debt|debts|arrears',
  'have|has|with? money outstanding|owed|owing',
  'have|has|having|with? something|anything overdue|outstanding|owed|owing|unpaid',
  'with|whose|where the|their? balance|account|bill is outstanding|unpaid|owing|overdue',
);
const SETTLED = pattern(
  'with|have|has|having? nothing outstanding|owing|owed|unpaid|overdue|due',
  'with|have|has|having? no money outstanding|owing|owed',
  'with|have|has|having? no debt|debts|arrears',
  'with|have|has|having? no outstanding|unpaid|open balance|balances|debt|debts|bill|bills|payment|payments',
  'debt free',
  'paid up|off in full',
);

/** `owe us money`, `in arrears`, `an outstanding balance over 100`: of the one field that says what is still to be paid. */
export function readDebts(sentence: Sentence, at: number): readonly Phrase[] {
  const [field, ...others] = sentence.index.vocabulary.fields.filter(isDebtField);
  if (field === undefined || others.length > 0) return [];
  const { tokens } = sentence;
  const made = (end: number, query = comparedField(field.name, { moreThan: 0 })) => {
    const note = `"${textOf(sentence, at, end)}" was taken as ${shownField(field)}.`;
    return phrase(at, end, { is: 'query', query }, EXACT * 0.97, [note]);
  };
  const settled = endOf(tokens, at, SETTLED);
  if (settled !== undefined) return [made(settled, { not: comparedField(field.name, { moreThan: 0 }) })];
  const owe = endOf(tokens, at, OWE);
  const none = owe === undefined ? undefined : endOf(tokens, owe, NOTHING);
  if (none !== undefined) return [made(none, { not: comparedField(field.name, { moreThan: 0 }) })];
  const start = owe ?? endOf(tokens, at, INDEBTED);
  // What the data calls so itself it says better.
  if (start === undefined || lookUp(sentence, at).some(({ score, end }) => score === 1 && end >= start))
    return [];
  const read = readComparison(tokens, skip(tokens, start, OF));
  if (read !== undefined && !read.isBare && read.isPercent !== true)
    return [made(skip(tokens, read.end, US), comparedField(field.name, read.comparison))];
  return read === undefined ? [made(skip(tokens, skip(tokens, start, ANYTHING), US))] : [];
}

const OF = pattern('is|are|of|by');
