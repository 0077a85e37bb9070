import { Failure, toError } from '../kernel/failure.ts';
import type { Letter } from './mailbox.ts';

/**
 * Takes letters in all together, or where one of them breaks something, each of the others by itself: a bad one never holds them up.
 * Answers those that are stored; when time `isOver` the rest is left. @throws when the store refuses everything, or the only letter.
 */
export async function takeLetters<L extends Pick<Letter, 'text'>>(
  letters: readonly L[],
  takeAll: (letters: readonly L[]) => Promise<void>,
  trouble: (error: Error) => void,
  isOver: () => boolean = () => false,
): Promise<readonly L[]> {
  try {
    await takeAll(letters);
    return letters;
  } catch (error) {
    // The store refuses everything now (a full disk): another time, all together.
    if (error instanceof Failure || letters.length === 1) throw error;
    const stored: L[] = [];
    for (const letter of letters) {
      if (isOver()) break;
      try {
        await takeAll([letter]);
        stored.push(letter);
      } catch (one) {
        trouble(toError(one));
      }
    }
    return stored;
  }
}
