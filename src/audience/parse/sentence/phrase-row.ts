import { isMark } from './deeds-in-row.ts';
import type { Mark, Phrase } from './phrase.ts';

/** The phrases of a sentence, the place that is being read, and what can be told by looking around it. */
export class PhraseRow {
  readonly phrases: readonly Phrase[];
  /** Number of the phrase that is read next. */
  at = 0;

  constructor(phrases: readonly Phrase[]) {
    this.phrases = phrases;
  }

  /** Goes past all of these holding words. */
  skip(...marks: readonly Mark[]): void {
    while (isMark(this.phrases[this.at], ...marks)) this.at++;
  }

  /** Goes past one of these, and the noun of what stands before it: `neither gold members nor ...`; whether it was there. */
  goPast(...marks: readonly Mark[]): boolean {
    let at = this.at;
    while (this.mark(at) === 'noun') at++;
    const isThere = isMark(this.phrases[at], ...marks);
    if (isThere) this.at = at + 1;
    return isThere;
  }

  /** The holding word that stands there, if one does. */
  mark(at = this.at): Mark | undefined {
    const meaning = this.phrases[at]?.meaning;
    return meaning?.is === 'mark' ? meaning.mark : undefined;
  }

  /** `, and` or `and` with a new group of people behind it: adjectives and a noun. */
  startsPeople(): boolean {
    if (this.mark() !== 'and' && !(this.mark() === 'comma' && this.mark(this.at + 1) === 'and')) return false;
    const isEveryone = (at: number) => this.phrases[at]?.meaning.is === 'everyone';
    if (isEveryone(this.at + (this.mark() === 'comma' ? 2 : 1))) return true;
    if (
      !this.phrases
        .slice(0, this.at)
        .some((phrase) => phrase.meaning.is === 'mark' && phrase.meaning.mark === 'noun')
    )
      return false;
    let at = this.at + (this.mark() === 'comma' ? 2 : 1);
    for (; at < this.phrases.length; at++) {
      const meaning = this.phrases[at]?.meaning;
      if (meaning?.is === 'mark' && meaning.mark === 'noun') return true;
      if (meaning?.is !== 'query' || meaning.isAdjective !== true) return false;
    }
    return false;
  }

  /** `but a or b`: a choice between two conditions, and no new group of people. */
  hasOrAhead(): boolean {
    for (let at = this.at + 1; at < this.phrases.length; at++) {
      const mark = this.mark(at);
      if (mark === 'or') return at > this.at + 1 && this.mark(at - 1) !== 'comma';
      if (mark !== undefined && mark !== 'not') return false;
    }
    return false;
  }

  /** Whether the comma here and those behind it end in such a word: `a, b or c`. */
  isListOf(...ends: readonly Mark[]): boolean {
    if (this.mark() !== 'comma') return false;
    for (let at = this.at + 1; at < this.phrases.length; at++) {
      const mark = this.mark(at);
      if (mark !== undefined && ends.includes(mark)) return at > this.at + 1;
      if (mark === 'comma' || mark === 'not') continue;
      if (mark !== undefined) return false;
      if (this.mark(at - 1) !== 'comma' && this.mark(at - 1) !== 'not') return false;
    }
    return false;
  }

  /** `viewed a, carted b or bought c`: deeds in a row are one list, and so is whatever has a comma before its `or`. */
  isOrOfAll(): boolean {
    if (!this.isListOf('or')) return false;
    const or = this.phrases.findIndex((_, at) => at > this.at && this.mark(at) === 'or');
    if (this.mark(or - 1) === 'comma') return true;
    return this.phrases
      .slice(this.at - 1, or + 2)
      .every(
        (_, i) =>
          this.phrases[this.at - 1 + i]?.meaning.is === 'deed' ||
          /^(comma|or)$/.test(this.mark(this.at - 1 + i) ?? ''),
      );
  }

  /** Whether a single customer is named there. */
  isNamedCustomer(at: number): boolean {
    const meaning = this.phrases[at]?.meaning;
    return meaning?.is === 'query' && 'customers' in meaning.query;
  }

  /** What stands before and behind the `or` here. */
  isBoth(kind: 'deed' | 'query'): boolean {
    return [this.at - 1, this.at + 1].every((at) => this.phrases[at]?.meaning.is === kind);
  }
}
