import { once } from '../words/once.ts';
import { courtesyEnds } from './courtesy.ts';
import { FILLER } from './polite-words.ts';
import { COMMAND, NOISE } from '../words/noun-words.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { orderPhrase } from '../channels/ordered-channel.ts';
import { MARKETING, purposeAt, purposeFrom } from './purposes.ts';
import { reasonsAt } from './reasons.ts';
import { headingAt } from './headings.ts';
import { wishesAt } from './wishes.ts';
import { PRICE } from '../words/price.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';

/** `who on our books never bought a lamp`: of the customers that there are. */
const ON_BOOKS = /^on (our|the) (books|database|system|files|records|mailing list|list|register)( |$)/;

/** Greetings, thanks and reasons: `could you be so kind as to`, `for our newsletter`. */
export function readFillers(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const end = greetingEnd(sentence, at) ?? endOf(tokens, at, FILLER);
  const reasons = [
    purposeAt(sentence, at, isBeginning(sentence, at)),
    ...wishesAt(sentence, at),
    ...(isBeginning(sentence, at - 1) ? [] : reasonsAt(sentence, at)),
  ];
  return [
    ...courtesyAt(sentence, at).map((each) => phrase(at, each, { is: 'mark', mark: 'noise' })),
    ...(end === undefined ? [] : [phrase(at, end, { is: 'mark', mark: 'noise' })]),
    ...headingPhrase(sentence, at),
    ...onBooks(sentence, at),
    ...reasons.flatMap((each) => (each === undefined ? [] : [reasonPhrase(sentence, at, each)])),
  ];
}

const GREETING = pattern('hi|hello|hey|dear', 'good? morning|afternoon|evening');

/** Where `Hi Anna,` ends in front of all, whoever is called so in the data. */
function greetingEnd({ tokens }: Sentence, at: number): number | undefined {
  const name = at > 0 ? undefined : endOf(tokens, at, GREETING);
  if (name === undefined || !/^\p{Lu}\p{Ll}+$/u.test(tokens[name]?.raw ?? '')) return undefined;
  return /^[,!.:–—-]$/.test(tokens[name + 1]?.word ?? '') ? name + 2 : undefined;
}

function onBooks({ tokens }: Sentence, at: number): readonly Phrase[] {
  if (tokens[at]?.word !== 'on') return [];
  const said = tokens.slice(at, at + 4).map(({ word }) => word);
  const [, , books] = ON_BOOKS.exec(said.join(' ')) ?? [];
  return books === undefined
    ? []
    : [phrase(at, at + 2 + books.split(' ').length, { is: 'mark', mark: 'noise' })];
}

function headingPhrase(sentence: Sentence, at: number): readonly Phrase[] {
  const end = headingAt(sentence, at);
  if (end === undefined) return [];
  const note = `"${textOf(sentence, at, end - 1)}" was taken as a heading, not as a condition.`;
  // `For the comeback offer:` can only be what it is for.
  const isMailing =
    purposeFrom(sentence, at) === end - 1 && MARKETING.test(sentence.tokens[end - 2]?.stem ?? '');
  const doubt = isMailing ? 1 : PRICE.readOver;
  return [phrase(at, end, { is: 'mark', mark: 'noise' }, EXACT * doubt, [note])];
}

function reasonPhrase(sentence: Sentence, at: number, end: number): Phrase {
  const note = `"${textOf(sentence, at, end)}" was taken as a reason, not as a condition.`;
  return orderPhrase(sentence, at, end, note);
}

/** Where polite words end that stand in front of all or behind a sign: `those we ask` are no such. */
function courtesyAt(sentence: Sentence, at: number): readonly number[] {
  const { tokens } = sentence;
  const before = tokens[at - 1];
  if (/^(those|these|ones?|who|whom|that|what|which|all|any)$/.test(before?.word ?? '')) return [];
  const ends = courtesyEnds(sentence, at);
  if (ends.length === 0 || isBeginning(sentence, at)) return ends;
  return before?.kind === 'sign' ? ends.filter((end) => (tokens[end]?.kind ?? 'sign') === 'sign') : [];
}

/** Whether nothing but holding words and commands stands before, in this sentence. */
export const isBeginning = once(isBeginningAt);

function isBeginningAt(sentence: Sentence, at: number): boolean {
  const { tokens } = sentence;
  let start = at;
  while (start > 0 && !/^[.;:!?–—-]$/.test(tokens[start - 1]?.word ?? '')) start--;
  for (let i = start; i < at; ) {
    const word = tokens[i]?.word ?? '';
    const isFirst = /^(and|but|so)$/.test(word) || (i === start && word === 'then');
    const ends = [FILLER, COMMAND, NOISE].map((each) => endOf(tokens, i, each) ?? 0);
    const end =
      isFirst || word === ','
        ? i + 1
        : Math.max(
            greetingEnd(sentence, i) ?? 0,
            purposeFrom(sentence, i) ?? 0,
            ...courtesyEnds(sentence, i),
            ...ends,
          );
    if (end === 0 || (/^(who|that)$/.test(word) && end === i + 1)) return false;
    i = end;
  }
  return true;
}
