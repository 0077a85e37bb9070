import type { Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** What a sentence says about which deed came first, which no query can. */
export interface InOrder {
  readonly phrases: readonly Phrase[];
  /** `and then` between two deeds. */
  readonly leftOver: readonly Phrase[];
}

/** `bought a tent and then a stove` is told; of `viewed a tent but then did not buy it` the rest is most of it. */
export function withoutOrder({ tokens }: Sentence, given: readonly Phrase[]): InOrder {
  const leftOver: Phrase[] = [];
  const phrases = [...given];
  for (const [i, mark] of given.entries()) {
    const isThen =
      mark.meaning.is === 'mark' &&
      tokens.slice(mark.start, mark.end).some(({ word }) => word === 'then') &&
      given.slice(0, i).some(isDeed);
    const next = given.findIndex((each, j) => j > i && each.meaning.is !== 'mark');
    const later = given[next];
    if (!isThen || later?.meaning.is !== 'deed') continue;
    const isNegated = later.meaning.deed.isNegated === true || given.slice(i, next).some(isNot);
    if (!isNegated) leftOver.push(mark);
    else
      phrases[next] = {
        ...later,
        score: later.score * PRICE.choice,
        assumptions: [...later.assumptions, 'Which of the two came first was not looked at.'],
      };
  }
  return { phrases, leftOver };
}

function isDeed({ meaning }: Phrase): boolean {
  return meaning.is === 'deed';
}

function isNot({ meaning }: Phrase): boolean {
  return meaning.is === 'mark' && (meaning.mark === 'not' || meaning.mark === 'neither');
}
