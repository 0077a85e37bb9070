import { duringField, isDateField } from '../data/field-queries.ts';
import { shownField } from '../data/shown-field.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { isLongAt, type Sentence } from '../sentence/sentence.ts';
import { isoDate } from '../times/calendar.ts';
import { PRICE } from '../words/price.ts';
import { endOf, pattern } from '../words/patterns.ts';

/** What ends a name of a date up to which something holds. */
const UNTIL = /_(end|ends|ended|expiry|expires|expiration|until|valid_until|end_date|expiry_date)$/;
const IN = pattern('still? in|under|within', 'still? under a|the?', 'currently in|under');
const OUT = pattern('out of', 'no longer in|under', 'not in|under', 'off');

/** `still in contract`, `out of warranty`: of `contract_end`, `warranty_expires`. */
export function readInForce(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index, today } = sentence;
  const out = endOf(tokens, at, OUT);
  const start = out ?? endOf(tokens, at, IN);
  if (start === undefined) return [];
  return index.vocabulary.fields.flatMap((field) => {
    const [thing, until] = field.name.split(UNTIL);
    const isNamed = tokens[start]?.stem === thing || isLongAt(sentence, start, thing ?? '');
    if (!isDateField(field) || until === undefined || !isNamed) return [];
    if (/^(end|expiry|date|until)$/.test(tokens[start + 1]?.word ?? '')) return [];
    const period = out === undefined ? { from: isoDate(today) } : { before: isoDate(today) };
    const side = out === undefined ? `from today on` : `before today`;
    const note = `"${tokens
      .slice(at, start + 1)
      .map(({ raw }) => raw)
      .join(' ')}" was taken as a ${shownField(field)} ${side}.`;
    const query = duringField(field, period);
    return [phrase(at, start + 1, { is: 'query', query }, EXACT * PRICE.likelyField, [note])];
  });
}
