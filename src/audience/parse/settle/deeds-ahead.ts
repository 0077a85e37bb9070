import { duringField } from '../data/field-queries.ts';
import { shownField } from '../data/shown-field.ts';
import { onlyNextField } from '../fields/booked-ahead.ts';
import { isAnything } from '../names/items.ts';
import { isAheadOf, NOTHING_YET } from '../purchases/purchase-time.ts';
import type { Deed } from '../sentence/deed.ts';
import { deedOf } from '../sentence/deeds-in-row.ts';
import { EXACT, type Phrase } from '../sentence/phrase.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { PRICE } from '../words/price.ts';

/** `booked in at Soho next week`, of a `next_visit`: nobody has bought anything yet in a time that lies ahead. */
export function withDeedsAhead(sentence: Sentence, given: readonly Phrase[]): Phrase[] {
  return given.map((phrase) => {
    const deed = deedOf(phrase);
    if (deed?.verb !== 'bought' || deed.when === undefined) return phrase;
    const isAhead = isAheadOf(sentence, deed.when);
    const isOpen = deed.items === undefined || isAnything(deed.items);
    const booked =
      isOpen && (isAhead || isBookedIn(sentence, phrase)) ? asBooked(sentence, phrase, deed) : undefined;
    return booked ?? (isAhead ? withDoubt(phrase) : phrase);
  });
}

/** `is booked this month`: that they are, and not when they did it. */
function isBookedIn({ tokens }: Sentence, { start }: Phrase): boolean {
  const [before, verb, behind] = [-1, 0, 1].map((i) => tokens[start + i]?.word ?? '');
  return verb === 'booked' && (/^(is|are)$/.test(before ?? '') || behind === 'in');
}

function asBooked(sentence: Sentence, phrase: Phrase, { when, isNegated }: Deed): Phrase | undefined {
  const field = onlyNextField(sentence);
  if (field === undefined || when === undefined) return undefined;
  const during = duringField(field, when);
  const said = textOf(sentence, phrase.start, phrase.end);
  return {
    ...phrase,
    meaning: { is: 'query', query: isNegated === true ? { not: during } : during },
    score: EXACT * PRICE.likelyField,
    assumptions: [
      ...phrase.assumptions.filter((each) => each !== NOTHING_YET),
      `"${said}" was taken as ${shownField(field)}.`,
    ],
  };
}

function withDoubt(phrase: Phrase): Phrase {
  if (phrase.assumptions.includes(NOTHING_YET)) return phrase;
  return {
    ...phrase,
    score: phrase.score * PRICE.contradiction,
    assumptions: [...phrase.assumptions, NOTHING_YET],
  };
}
