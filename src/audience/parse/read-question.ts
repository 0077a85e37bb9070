import { canonicalQuery } from '../query/canonical-query.ts';
import { explainQuery } from '../query/explain-query.ts';
import type { AsOf } from '../query/period.ts';
import { NOBODY, type Query } from '../query/query.ts';
import { askedLast } from './doubts/asked-last.ts';
import { readChart } from './chart.ts';
import { combine } from './tree/combine.ts';
import { confidenceOf, rounded } from './doubts/confidence.ts';
import { contradictionIn } from './doubts/contradiction.ts';
import { missingInQuery } from './doubts/missing-in-query.ts';
import { deedQuery } from './sentence/deed.ts';
import { asksForAll } from './marks/mark-phrases.ts';
import { namedIn } from './sentence/named-before.ts';
import { explainUnknown } from './doubts/not-understood.ts';
import { withoutUnknownObjects } from './doubts/unknown-objects.ts';
import type { PersonName } from './sentence/person-names.ts';
import type { Phrase } from './sentence/phrase.ts';
import { PRICE } from './words/price.ts';
import { mayBeOfThose, type Refinement, readRefinement } from './refine/refine.ts';
import { kindOf, readBeside, refinedReading } from './refine/refined-reading.ts';
import { swappedReading } from './refine/swaps.ts';
import { readingOfNext } from './refine/then-next.ts';
import type { Reading, Understood } from './sentence/reading.ts';
import { type Sentence, sentenceOf, textOf } from './sentence/sentence.ts';
import { settleDeeds } from './settle/settle-deeds.ts';
import { type Token, tokenize } from './words/tokens.ts';
import type { WordIndex } from './data/word-index.ts';

const ASIDE = /^(with|without|who|that|having|whose|but|only|opted|reachable|contactable)$/;

/** Said where words that could be about those before are taken as being about all. */
export const OWN_QUESTION =
  'Taken as a question of its own, about all customers: begin with "of those" to narrow the question before.';

/** A longer question is no question: it is refused as not understood. */
export const MAX_QUESTION_LENGTH = 1_000;

/**
 * What a question means, by rules and the words of the data. Pure, never throws, 1 to 20 ms. `named`: what the index knows under
 * `wordsOfInterest(words)`; `previous`: the query before, which "only those with email" narrows;
 * `people`: those of `namesOfInterest(words)` that customers have.
 */
export function readQuestion(
  words: string,
  index: WordIndex,
  named: ReadonlyMap<string, readonly string[]>,
  asOf: AsOf,
  previous?: Query,
  people: readonly PersonName[] = [],
): Reading {
  return readWithWork(words, index, named, asOf, previous, people).reading;
}

/** The same, with the number of phrases that were looked at. */
export function readWithWork(
  words: string,
  index: WordIndex,
  named: ReadonlyMap<string, readonly string[]>,
  asOf: AsOf,
  previous?: Query,
  people: readonly PersonName[] = [],
): { readonly reading: Reading; readonly steps: number } {
  if (words.length > MAX_QUESTION_LENGTH) {
    const refused = `The question is longer than ${MAX_QUESTION_LENGTH} characters.`;
    return { reading: nothing([refused]), steps: 0 };
  }
  const given = tokenize(words);
  const own = () => readOwn(words, (text) => readWhole(sentenceOf(text, index, asOf, named, people)));
  if (previous === undefined) return own();
  let work = 0;
  const swapped = swappedReading(words, given, previous, (text) => {
    const { reading, steps } = readWhole(sentenceOf(text, index, asOf, named, people));
    work += steps;
    return reading;
  });
  if (swapped !== undefined) return { reading: swapped, steps: work };
  const refinement = withDoubtOfName(readRefinement(given), given, index);
  if (refinement === undefined) {
    const { reading, steps } = own();
    return { reading: mayBeOfThose(given) ? ownDoubted(reading) : reading, steps };
  }
  const cut = given[refinement.start]?.start ?? 0;
  const said = `${' '.repeat(cut)}${words.slice(cut, given[refinement.end]?.start)}`;
  const sentence = { ...sentenceOf(said, index, asOf, named, people), it: namedIn(previous) };
  const beside = readBeside(sentence, previous, refinement);
  if (beside !== undefined) return { reading: beside, steps: 0 };
  const { reading, steps } = readWhole(sentence);
  if (refinement.score === PRICE.likelyRefinement) {
    if (isNamed(reading)) return { reading, steps };
    const both = canonicalQuery({ and: [previous, reading.query] });
    const isOther = contradictionIn(both, index.fields) !== undefined;
    if (isOther && kindOf(sentence, previous, refinement, reading.query) === 'narrow')
      return { reading: ownDoubted(reading), steps };
  }
  const next = refinement.kind === 'narrow' ? readingOfNext(given, previous, reading) : undefined;
  return { reading: next ?? refinedReading(sentence, previous, refinement, reading), steps };
}

/** `plus customers in Leeds` adds people to those before, or asks for those whose plan is `Plus`. */
function withDoubtOfName(
  read: Refinement | undefined,
  [first]: readonly Token[],
  { refs }: WordIndex,
): Refinement | undefined {
  const isName = refs.get(first?.stem ?? '')?.some((ref) => ref.is === 'value' && ref.isPart !== true);
  return read !== undefined && isName === true && read.start > 0
    ? { ...read, score: PRICE.likelyRefinement }
    : read;
}

type Whole = ReturnType<typeof readWhole>;

/** A question that may have to be turned round first: what is told as understood are words of the question as it was written. */
function readOwn(words: string, read: (text: string) => Whole): Whole {
  const turned = askedLast(words);
  const { reading, steps } = read(turned);
  if (turned === words) return { reading, steps };
  const told = reading.understood.flatMap((each) => {
    const text = words.includes(each.text) ? each.text : each.text.replace(/^except ?/, '');
    return text === '' ? [] : [{ ...each, text }];
  });
  // A phrase over the place where the halves were put together is nowhere in the question.
  return told.every(({ text }) => words.includes(text))
    ? { reading: { ...reading, understood: told }, steps }
    : read(words);
}

/** `CUST-00000012` and a full name say who is meant. */
function isNamed({ query }: Reading): boolean {
  return ('and' in query ? query.and : [query]).every(
    (part) => 'customers' in part || ('field' in part && /^(first|last)_name$/.test(part.field)),
  );
}

/** `silver` behind `gold` can't be of those before. */
function ownDoubted(reading: Reading): Reading {
  if (reading.confidence === 0) return reading;
  return {
    ...reading,
    assumptions: [OWN_QUESTION, ...reading.assumptions],
    confidence: Math.min(reading.confidence, PRICE.likelyRefinement),
  };
}

function readWhole(sentence: Sentence): { readonly reading: Reading; readonly steps: number } {
  const { steps, ...chart } = readChart(sentence);
  const { phrases, unknown } = withoutUnknownObjects(sentence, chart);
  const settled = settleDeeds(sentence, phrases);
  const combined = combine(withRelatives(sentence, settled.phrases), {
    isInTop: (phrase) => isInTop(sentence, phrase),
    isAside: ({ start }) => ASIDE.test(sentence.tokens[start]?.word ?? ''),
  });
  const leftOver = [...settled.leftOver, ...combined.leftOver];
  const notUnderstood = [
    ...explainUnknown(sentence, unknown),
    ...hardlyMeant(phrases),
    ...leftOver.map(({ start, end }) => textOf(sentence, start, end)).filter((text) => text !== ''),
  ];
  const isAll =
    combined.query === undefined &&
    notUnderstood.length === 0 &&
    (combined.isEveryone || asksForAll(sentence));
  const query = combined.query ?? (isAll ? { all: true as const } : undefined);
  const plain = query && canonicalQuery(query);
  // Everybody is only who was asked for whole: not what is left of `drop TABLE nobody`.
  if (plain === undefined || ('all' in plain && notUnderstood.length > 0))
    return {
      reading: nothing(notUnderstood.length > 0 ? notUnderstood : [sentence.text.trim()]),
      steps,
    };
  const contradiction = contradictionIn(plain, sentence.index.fields);
  const missing = missingInQuery(plain, sentence.index.vocabulary.has);
  const structure =
    combined.score *
    (contradiction === undefined ? 1 : PRICE.contradiction) *
    (missing.length === 0 ? 1 : PRICE.noHistory);
  const used = [
    ...settled.phrases.filter((phrase) => !leftOver.includes(phrase)),
    ...phrases.filter(isToldNoise),
  ];
  return {
    reading: {
      query: plain,
      understood: used.flatMap((phrase) => understood(sentence, phrase)),
      notUnderstood,
      assumptions: [
        ...new Set([
          ...correctionsIn(sentence, used),
          ...used.flatMap(({ assumptions }) => assumptions).filter((each) => !notUnderstood.includes(each)),
          ...combined.assumptions,
          ...(contradiction === undefined ? [] : [contradiction]),
          ...missing,
        ]),
      ],
      confidence: confidenceOf(sentence, used, structure, notUnderstood.length, isAll),
    },
    steps,
  };
}

/** `text gold members`: no condition, which is to be said. */
function isToldNoise({ meaning, assumptions }: Phrase): boolean {
  return meaning.is === 'mark' && meaning.mark === 'noise' && assumptions.length > 0;
}

function correctionsIn({ corrections }: Sentence, used: readonly Phrase[]): readonly string[] {
  return [...corrections]
    .filter(([at]) => used.some(({ start, end }) => at >= start && at < end))
    .map(([, { said, meant }]) => `"${said}" was read as "${meant}".`);
}

/** `who are gold` is one phrase, and says too that what stands before holds of all behind it; `subscribers` says of whom, and who they are. */
function withRelatives({ tokens }: Sentence, phrases: readonly Phrase[]): readonly Phrase[] {
  return phrases.flatMap((phrase) => {
    const isRelative =
      phrase.meaning.is !== 'mark' && /^(who|that|whose)$/.test(tokens[phrase.start]?.word ?? '');
    const who: Phrase = { ...phrase, end: phrase.start, meaning: { is: 'mark', mark: 'who' } };
    const isNoun = phrase.meaning.is === 'query' && phrase.meaning.isNoun === true;
    const noun: Phrase = { ...phrase, start: phrase.end, meaning: { is: 'mark', mark: 'noun' } };
    return [...(isRelative ? [who] : []), phrase, ...(isNoun ? [noun] : [])];
  });
}

/** What was taken for want of anything likelier: a word that the data does not know as a name. */
function hardlyMeant(phrases: readonly Phrase[]): readonly string[] {
  return phrases.filter(({ score }) => score < 0.5).flatMap(({ assumptions }) => assumptions.slice(0, 1));
}

function nothing(notUnderstood: readonly string[]): Reading {
  return { query: NOBODY, understood: [], notUnderstood, assumptions: [], confidence: 0 };
}

/** `in the top 100` is one condition more; `top 100` takes from all that is said beside it. */
function isInTop({ tokens }: Sentence, { start }: Phrase): boolean {
  return (
    /^(in|among|within|amongst|inside|the)$/.test(tokens[start - 1]?.word ?? '') &&
    (tokens[start - 1]?.word !== 'the' || /^(in|among|within|amongst)$/.test(tokens[start - 2]?.word ?? ''))
  );
}

function understood(sentence: Sentence, phrase: Phrase): readonly Understood[] {
  const meaning = meaningOf(phrase);
  return meaning === undefined
    ? []
    : [{ text: textOf(sentence, phrase.start, phrase.end), meaning, confidence: rounded(phrase.score) }];
}

function meaningOf({ meaning }: Phrase): string | undefined {
  switch (meaning.is) {
    case 'query':
      return explainQuery(meaning.query);
    case 'deed': {
      const query = deedQuery(meaning.deed);
      return query && explainQuery(query);
    }
    case 'rank':
      return explainQuery({
        top: meaning.top,
        by: meaning.by,
        ...(meaning.order === undefined ? {} : { order: meaning.order }),
      });
    case 'share':
      return explainQuery({ share: meaning.percent });
    case 'everyone':
      return 'everyone';
    case 'nobody':
      return 'nobody';
    case 'mark':
      return meaning.mark === 'not' || meaning.mark === 'except' || meaning.mark === 'neither'
        ? 'not'
        : meaning.mark === 'or'
          ? 'or'
          : undefined;
    case 'period':
    case 'measure':
    case 'nothingSince':
    case 'order':
      return undefined;
  }
}
