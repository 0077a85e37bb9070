import { isMessageVerb } from '../sentence/deed.ts';
import { joinAlikeGroups } from './alike-groups.ts';
import { withCountOfAll } from './count-of-all.ts';
import { deedOf } from '../sentence/deeds-in-row.ts';
import { withDeedsAhead } from './deeds-ahead.ts';
import { withDoubtOfAsker } from '../doubts/doubt-of-asker.ts';
import { withDoubtOfOnly } from '../doubts/doubt-of-only.ts';
import { withDoubtOfPast } from '../doubts/doubt-of-past.ts';
import { placeNotBoth } from './either-not-both.ts';
import { placeSequences } from './sequences.ts';
import { withNamedBefore } from '../sentence/named-before.ts';
import { placeNothingSince } from './nothing-since.ts';
import { withLastOfThem } from './last-of-them.ts';
import type { Phrase } from '../sentence/phrase.ts';
import { ofThoseSent } from './of-those-sent.ts';
import { withOwnWindows } from './own-windows.ts';
import { withOthersNamed } from './others-named.ts';
import { placeExceptions, withExcluded } from './place-exceptions.ts';
import { placeMeasure } from './place-measure.ts';
import { placePeriods } from './place-periods.ts';
import { repeatPeriods } from './repeat-periods.ts';
import { withDoubtOfReadOver } from './read-over.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { shareParts } from './share-parts.ts';
import { withSumsOverThings } from './sums-over-things.ts';
import { withThingsAhead } from './things-ahead.ts';
import { withTimesOfMates } from './time-of-mate.ts';
import { withVerbBefore } from './verb-before.ts';

/** What the deeds of a sentence became once each got what stood elsewhere. */
export interface Settled {
  readonly phrases: readonly Phrase[];
  /** Of what could not be placed. */
  readonly leftOver: readonly Phrase[];
}

/** Gives each deed what stands apart from it: times in front or behind, the things of the deed it is joined with, `it`, `nothing since`. */
export function settleDeeds(sentence: Sentence, given: readonly Phrase[]): Settled {
  const doubted = withDoubtOfAsker(sentence, withDoubtOfPast(sentence, given));
  const readOver = withDoubtOfReadOver(sentence, withOthersNamed(sentence, doubted));
  const leftOver: Phrase[] = [];
  let phrases = withDoubtOfOnly(sentence, readOver).filter(
    ({ meaning }) => meaning.is !== 'mark' || meaning.mark !== 'noise',
  );
  phrases = withThingsAhead(sentence, phrases);
  phrases = placeSequences(sentence, phrases, leftOver);
  phrases = placeExceptions(withExcluded(sentence, phrases));
  phrases = withVerbBefore([...withLastOfThem(sentence, withNamedBefore(sentence.it, phrases))]);
  phrases = placeMeasure(phrases, leftOver);
  const timed = repeatPeriods(sentence, withTimesOfMates(sentence, withOwnWindows(sentence, phrases)));
  phrases = placePeriods(withCountOfAll(sentence, timed), leftOver);
  phrases = [...withSumsOverThings(sentence, ofThoseSent(sentence, shareParts(sentence, phrases)))];
  phrases = joinAlikeGroups(phrases);
  phrases = withDeedsAhead(sentence, phrases);
  phrases = placeNotBoth(withoutIt(placeNothingSince(phrases, leftOver), leftOver));
  return { phrases, leftOver };
}

/** `bought the same product twice`: the same as what, nobody said. */
function withoutIt(phrases: readonly Phrase[], leftOver: Phrase[]): Phrase[] {
  return phrases.flatMap((phrase) => {
    const deed = deedOf(phrase);
    if (deed?.isSame !== true || isMessageVerb(deed.verb)) return [phrase];
    leftOver.push(phrase);
    return [];
  });
}
