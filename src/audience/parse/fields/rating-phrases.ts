import type { Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { comparedField } from '../data/field-queries.ts';
import { isRatingField } from '../data/field-roles.ts';
import { shownField } from '../data/shown-field.ts';
import { ONE_OF_SEVERAL } from '../names/narrowed.ts';
import { readMeasured } from '../sentence/comparisons.ts';
import { readNumberRow } from '../sentence/number-rows.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { verbRoot } from '../words/fold-word.ts';
import { endOf, pattern } from '../words/patterns.ts';

const RATES = pattern(
  'rate|rates|rated|rating|review|reviews|reviewed|score|scores|scored us|it|me with|at|as? a|an?',
  'rated|reviewed|scored|answered|responded|replied with|at|as? a|an?',
  'gave|give|gives us a? rating|score|review of?',
  'gave|give|gives|left|leaves us a|an?',
);
/** Says only with a number of stars or a survey behind it that it is a rating. */
const GIVES = pattern('gave|give|gives|left|leaves|answered|responded|replied with? a|an?');
const REVIEWED = pattern(
  'reviewed|rated|scored us|it',
  'reviewed',
  'left|gave|given|wrote|written us? a|an? rating|review|feedback',
  'fill|filled|filling|complete|completed|answer|answered|take|took|taken|return|returned|respond|responded|reply|replied in|out|to? the|our|a|any|their last|latest|recent|nps|satisfaction|csat|customer|feedback? survey|surveys|questionnaire|questionnaires|poll',
);
const STARS = pattern('star|stars|point|points', 'out of 5|10', 'star|stars rating|review|reviews');
const SURVEY = pattern(
  'on|in|to|for|by the|our|your|their|a|an|his|her? last|latest|recent|nps|satisfaction|csat|customer|feedback|service? survey|questionnaire|form|poll|scale',
);

/** `rate us below 2.5`, `gave us a 9 or 10 on the survey`, `reviewed us`. */
export function readRatings(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  // `a rate above 5 percent` is no rating.
  if (/^(a|an|the|whose|with|their|interest)$/.test(tokens[at - 1]?.word ?? '')) return [];
  const from = endOf(tokens, at, RATES) ?? endOf(tokens, at, GIVES);
  const read = from === undefined ? undefined : numberAt(sentence, from);
  const done = endOf(tokens, at, REVIEWED);
  if (read === undefined && done !== undefined) return reviewed(sentence, at, done);
  if (from === undefined || read === undefined) return [];
  const stars = endOf(tokens, read.end, STARS);
  const survey = endOf(tokens, stars ?? read.end, SURVEY);
  const isSaid = endOf(tokens, at, RATES) !== undefined || stars !== undefined || survey !== undefined;
  const fields = index.vocabulary.fields.filter(
    (field) => isRatingField(field) && isSaid && read.biggest <= (field.max ?? Infinity),
  );
  const said = tokens.slice(at, from).map(({ word }) => verbRoot(word));
  const named = fields.filter(({ name }) => name.split('_').some((word) => said.includes(verbRoot(word))));
  const meant = named.length > 0 ? named : fields;
  const end = survey ?? stars ?? read.end;
  return meant.map((field) =>
    phrase(
      at,
      end,
      { is: 'query', query: read.query(field) },
      meant.length === 1 ? EXACT * 0.97 : ONE_OF_SEVERAL,
      [`"${textOf(sentence, at, end)}" was taken as ${shownField(field)}.`],
    ),
  );
}

interface RatingRead {
  readonly query: (field: FieldWords) => Query;
  readonly biggest: number;
  readonly end: number;
}

/** `9 or 10`, `below 6`. */
function numberAt({ tokens }: Sentence, at: number): RatingRead | undefined {
  const row = readNumberRow(tokens, at);
  if (row !== undefined)
    return {
      query: ({ name }) => ({ field: name, in: row.values }),
      biggest: Math.max(...row.values),
      end: row.end,
    };
  const read = readMeasured(tokens, at);
  if (read === undefined || read.currency !== undefined || read.isPercent === true) return undefined;
  return {
    query: ({ name }) => comparedField(name, read.comparison),
    biggest: Math.max(...Object.values(read.comparison)),
    end: read.end,
  };
}

/** `reviewed us`: whatever they said. */
function reviewed(sentence: Sentence, at: number, end: number): readonly Phrase[] {
  const [field, ...others] = sentence.index.vocabulary.fields.filter(isRatingField);
  if (field === undefined || others.length > 0) return [];
  const note = `"${textOf(sentence, at, end)}" was taken as a known ${shownField(field)}.`;
  return [phrase(at, end, { is: 'query', query: { field: field.name, exists: true } }, EXACT * 0.95, [note])];
}
