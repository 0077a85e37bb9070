import { editDistance, typosAllowed, unlikeness } from './edit-distance.ts';

export interface NearWord {
  readonly word: string;
  readonly distance: number;
  /** The distance and a part of one more: letters swapped are nearer than letters changed. */
  readonly unlikeness: number;
}

/** More words than this are not compared: what looks like that many others is no typing error. */
const MAX_COMPARED = 4_000;

/**
 * Known words by their first and last letters, one for short words and two for others: one typing error leaves one of both ends as it
 * was, so few need comparing. Two errors, one at each end, are not found.
 */
export class NearWords {
  readonly #byEnds = new Map<string, string[]>();

  constructor(words: Iterable<string>, shortest = 4) {
    for (const word of words) {
      if (word.length < shortest || !/^\p{L}+$/u.test(word)) continue;
      for (const key of new Set([...endsOf(word, 1), ...endsOf(word, 2)])) this.#add(key, word);
    }
  }

  /** The nearest known words, all of one distance, likeliest first, at most three; none for a short word. */
  find(word: string, limit = typosAllowed(word.length)): readonly NearWord[] {
    if (limit === 0 || word.length > 40 || /\d/.test(word)) return [];
    const found = new Map<string, number>();
    let best = limit;
    for (const key of endsOf(word, word.length < 5 ? 1 : 2)) {
      for (const known of (this.#byEnds.get(key) ?? []).slice(0, MAX_COMPARED)) {
        const distance = editDistance(word, known, best);
        if (distance > best) continue;
        best = distance;
        found.set(known, distance);
      }
    }
    return [...found]
      .filter(([, distance]) => distance === best)
      .map(([known, distance]) => ({ word: known, distance, unlikeness: unlikeness(word, known, distance) }))
      .sort((a, b) => a.unlikeness - b.unlikeness)
      .slice(0, 3);
  }

  #add(key: string, word: string): void {
    const words = this.#byEnds.get(key);
    if (words === undefined) this.#byEnds.set(key, [word]);
    else words.push(word);
  }
}

function endsOf(word: string, letters: 1 | 2): readonly string[] {
  return [`<${word.slice(0, letters)}`, `>${word.slice(-letters)}`];
}
