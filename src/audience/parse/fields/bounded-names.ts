import { comparedField } from '../data/field-queries.ts';
import { isNumberField } from '../data/field-roles.ts';
import { fieldsAt } from '../names/field-names.ts';
import { boundAt, readMeasured } from '../sentence/comparisons.ts';
import { phrase, type Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';

const HEAD = pattern('who|that? are|is|have|has|with|on|of', 'who|that? have|has? got');
const PAST = pattern('past', 'beyond', 'got|gone past|beyond|above');
const REACHED = pattern('reached|reaching|made|hit|attained|passed', 'got|made it? to');

/** `above level 50`, `at least grade 4`, `reached level 30`: what compares stands in front of the name, and the number behind it. */
export function readBoundedNames(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const start = skip(tokens, at, HEAD);
  const read = boundAt(tokens, start) ?? boundOfVerb(sentence, at);
  if (read === undefined || read.bound === 'exactly') return [];
  return fieldsAt(sentence, skip(tokens, read.end, pattern('the|a|an'))).flatMap(
    ({ field, end, score, assumption }) => {
      const number = isNumberField(field) ? readMeasured(tokens, end) : undefined;
      const value = number?.isBare === true ? number.comparison.exactly : undefined;
      if (number === undefined || value === undefined) return [];
      const query = comparedField(field.name, { [read.bound]: value });
      return [phrase(at, number.end, { is: 'query', query }, score, [assumption])];
    },
  );
}

function boundOfVerb({ tokens }: Sentence, at: number): ReturnType<typeof boundAt> {
  const past = endOf(tokens, at, PAST);
  if (past !== undefined) return { bound: 'moreThan', end: past };
  const reached = endOf(tokens, at, REACHED);
  return reached === undefined ? undefined : { bound: 'atLeast', end: reached };
}
