import { readComparison } from './comparisons.ts';
import { comparedField } from './field-queries.ts';
import { isNumberField } from './field-roles.ts';
import { isPast, verbRoot } from './fold-word.ts';
import { ONE_OF_SEVERAL } from './narrowed.ts';
import { endOf, pattern, skip } from './patterns.ts';
import { EXACT, phrase, type Phrase } from './phrase.ts';
import { BOUGHT } from './purchase-words.ts';
import type { Sentence } from './sentence.ts';
import { shownField } from './shown-field.ts';

const US = pattern('us');
const TIMES = pattern('time|times');
const TOTAL = pattern('in total|all', 'overall|altogether|ever');

/** `visited us fewer than 10 times`, of a field of `total_visits`; `visited 3 times this month`, of `visits_this_month`. */
export function readTimesDone(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  const { word = '' } = tokens[at] ?? {};
  const read =
    isPast(word) && endOf(tokens, at, BOUGHT) === undefined
      ? readComparison(tokens, skip(tokens, at + 1, US))
      : undefined;
  const times = read === undefined || read.isBare ? undefined : endOf(tokens, read.end, TIMES);
  if (read === undefined || times === undefined) return [];
  const counting = index.vocabulary.fields.flatMap((field) => {
    const words = field.name.split('_');
    const verb = words.findIndex((each) => verbRoot(each) === verbRoot(word));
    return isNumberField(field) && verb >= 0 ? [{ field, rest: words.toSpliced(verb, 1) }] : [];
  });
  const found = counting.map(({ field, rest }) => {
    const isTotal = rest.every((each) => /^(total|count|number|lifetime|of)$/.test(each));
    const isSaid = rest.every((each, i) => tokens[times + i]?.word === each);
    const end = isTotal ? (endOf(tokens, times, TOTAL) ?? times) : times + rest.length;
    return { field, end, fits: isTotal || isSaid };
  });
  const fitting = found.filter(({ fits }) => fits);
  const longest = Math.max(0, ...fitting.map(({ end }) => end));
  const best = fitting.filter(({ end }) => end === longest);
  return best.map(({ field, end }) =>
    phrase(
      at,
      end,
      { is: 'query', query: comparedField(field.name, read.comparison) },
      best.length === 1 ? EXACT * 0.97 : ONE_OF_SEVERAL,
      [`"${word}" and a number of times was taken as ${shownField(field)}.`],
    ),
  );
}
