import type { Query } from '../../query/query.ts';
import type { Phrase } from '../sentence/phrase.ts';
import { PhraseRow } from '../sentence/phrase-row.ts';
import type { Rank } from '../settle/ranked.ts';

/** What looking at single phrases tells. */
export interface PhraseChecks {
  /** Whether a rank is only one condition more: `gold members in the top 100`. */
  readonly isInTop: (phrase: Phrase) => boolean;
  /** Whether a phrase says something of people and is no group of its own: `with an email address`. */
  readonly isAside: (phrase: Phrase) => boolean;
}

/** A row of phrases on its way to a tree: the place that is read, and what was found so far. */
export class Combining {
  readonly row: PhraseRow;
  readonly isInTop: PhraseChecks['isInTop'];
  readonly isAside: PhraseChecks['isAside'];
  /** Reads all of one bracket. */
  readonly level: (combining: Combining) => Query | undefined;
  score = 1;
  isEveryone = false;
  readonly assumptions = new Set<string>();
  /** Phrases that could not become part of the tree. */
  readonly leftOver: Phrase[] = [];
  /** Ranks of the bracket being read that take the rest of it as their field. */
  pending: Rank[] = [];

  constructor(phrases: readonly Phrase[], { isInTop, isAside }: PhraseChecks, level: Combining['level']) {
    this.row = new PhraseRow(phrases);
    this.isInTop = isInTop;
    this.isAside = isAside;
    this.level = level;
  }

  doubt(score: number, note?: string): void {
    this.score = Math.min(this.score, score);
    if (note !== undefined) this.assumptions.add(note);
  }
}
