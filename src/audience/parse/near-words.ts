import { editDistance, typosAllowed } from './edit-distance.ts';

export interface NearWord {
  readonly word: string;
  readonly distance: number;
}

/** More words than this are not compared: what looks like that many others is no typing error. */
const MAX_COMPARED = 4_000;

/**
 * Known words by their first two and last two letters: one typing error leaves one of both ends as it was, so few need comparing. Two
 * errors, one at each end, are not found.
 */
export class NearWords {
  readonly #byEnds = new Map<string, string[]>();

  constructor(words: Iterable<string>) {
    for (const word of words) {
      if (word.length < 4 || /\d/.test(word)) continue;
      this.#add(`<${word.slice(0, 2)}`, word);
      this.#add(`>${word.slice(-2)}`, word);
    }
  }

  /** The nearest known words, all of one distance, at most three; none for a short word. */
  find(word: string, limit = typosAllowed(word.length)): readonly NearWord[] {
    if (limit === 0 || word.length > 40 || /\d/.test(word)) return [];
    const found = new Map<string, number>();
    let best = limit;
    for (const key of [`<${word.slice(0, 2)}`, `>${word.slice(-2)}`]) {
      for (const known of (this.#byEnds.get(key) ?? []).slice(0, MAX_COMPARED)) {
        const distance = editDistance(word, known, best);
        if (distance > best) continue;
        best = distance;
        found.set(known, distance);
      }
    }
    return [...found]
      .filter(([, distance]) => distance === best)
      .slice(0, 3)
      .map(([word, distance]) => ({ word, distance }));
  }

  #add(key: string, word: string): void {
    const words = this.#byEnds.get(key);
    if (words === undefined) this.#byEnds.set(key, [word]);
    else words.push(word);
  }
}
