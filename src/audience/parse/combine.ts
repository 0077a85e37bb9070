import type { Query } from '../query/query.ts';
import { allOf, anyOf } from './words/and-or.ts';
import { deedQuery } from './sentence/deed.ts';
import { isJoinedByAnd } from './settle/joined-by-and.ts';
import type { Mark, Phrase } from './sentence/phrase.ts';
import { PhraseRow } from './sentence/phrase-row.ts';
import { PRICE } from './words/price.ts';
import { type Rank, ranked } from './settle/ranked.ts';

/** The tree of a row of phrases, and what is uncertain about how they hang together. */
export interface Combined {
  /** Absent where nothing but holding words was there. */
  readonly query?: Query;
  readonly isEveryone: boolean;
  readonly score: number;
  readonly assumptions: readonly string[];
  /** Phrases that could not become part of it. */
  readonly leftOver: readonly Phrase[];
}

/** Parts of one chain of `and`: what stands before the noun (or the relative clause) says something about all that follows. */
interface Chain {
  readonly front: readonly Query[];
  readonly back: readonly Query[];
  readonly hasNoun: boolean;
}

/** Both of one field: nobody is in both groups, so "and" can only mean either. */
function isOneField(a: Query | undefined, b: Query | undefined): boolean {
  return a !== undefined && b !== undefined && 'field' in a && 'field' in b && a.field === b.field;
}

const OR_NOTE = '"or" was taken to bind weaker than what stands side by side.';

const COMMA_NOTE = 'What stands before the comma was taken as holding of all behind it.';

const ASIDE_NOTE = 'What stands behind the comma was taken of those who are left, not of those taken away.';

const NAMED_NOTE = '"and" behind a single customer was taken as something that this customer is too.';

/** Recursive descent over phrases: `or` binds weaker than `and` and than standing side by side, `except` takes from all before it. */
export class Combiner {
  readonly #row: PhraseRow;
  readonly #isInTop: (phrase: Phrase) => boolean;
  readonly #isAside: (phrase: Phrase) => boolean;
  #score = 1;
  #isEveryone = false;
  readonly #assumptions = new Set<string>();
  readonly #leftOver: Phrase[] = [];
  /** Ranks of the bracket being read that take the rest of it as their field. */
  #pending: Rank[] = [];

  /**
   * `isInTop`: whether a rank is only one condition more: `gold members in the top 100`. `isAside`: whether a phrase says something of
   * people and is no group of its own: `with an email address`.
   */
  constructor(
    phrases: readonly Phrase[],
    isInTop: (phrase: Phrase) => boolean,
    isAside: (phrase: Phrase) => boolean,
  ) {
    this.#row = new PhraseRow(phrases);
    this.#isInTop = isInTop;
    this.#isAside = isAside;
  }

  combine(): Combined {
    const parts: Query[] = [];
    while (this.#row.at < this.#row.phrases.length) {
      const query = this.#level();
      if (query !== undefined) parts.push(query);
      const rest = this.#row.phrases[this.#row.at];
      if (rest !== undefined) this.#row.at++;
    }
    const query = allOf(parts);
    return {
      ...(query === undefined ? {} : { query }),
      isEveryone: this.#isEveryone,
      score: this.#score,
      assumptions: [...this.#assumptions],
      leftOver: this.#leftOver,
    };
  }

  #doubt(score: number, note?: string): void {
    this.#score = Math.min(this.#score, score);
    if (note !== undefined) this.#assumptions.add(note);
  }

  /** All of one bracket. */
  #level(): Query | undefined {
    const outer = this.#pending;
    this.#pending = [];
    let query = this.#alternatives(false);
    for (;;) {
      const from = this.#row.at;
      this.#row.skip('and', 'but', 'comma', 'who');
      if (this.#row.mark() !== 'except') {
        this.#row.at = from;
        break;
      }
      const except = this.#row.phrases.slice(this.#row.at, this.#row.at + 1);
      this.#row.at++;
      const isAfterAll = this.#isEveryone;
      const without = this.#alternatives(true);
      if (this.#isAsideNext()) this.#doubt(PRICE.unionTaken, ASIDE_NOTE);
      if (
        query === undefined &&
        !isAfterAll &&
        without !== undefined &&
        ('and' in without || 'or' in without)
      )
        this.#doubt(PRICE.unionTaken, 'All that stands behind "except" was taken away.');
      if (without === undefined) this.#leftOver.push(...except);
      else query = allOf([...(query === undefined ? [] : [query]), { not: without }]);
    }
    for (const rank of this.#pending.toReversed()) query = ranked(rank, query);
    this.#pending = outer;
    return query;
  }

  /** `a or b or c`. With `isUnion`, behind `except`, `and` joins groups of people. */
  #alternatives(isUnion: boolean): Query | undefined {
    const groups: { front: readonly Query[]; hasNoun: boolean; choices: (Query | undefined)[] }[] = [];
    let chain = this.#chain(isUnion);
    groups.push({ front: chain.front, hasNoun: chain.hasNoun, choices: [allOf(chain.back)] });
    let isMixed = chain.back.length > 1 && chain.front.length === 0;
    while (this.#continues(isUnion)) {
      const isPeople =
        !isUnion && this.#row.mark() !== 'or' && this.#row.mark() !== 'nor' && !this.#row.isOrOfAll();
      if (isUnion && (this.#row.mark() === 'and' || this.#row.mark() === 'comma'))
        this.#doubt(PRICE.unionTaken, 'Both groups behind "except" were taken away.');
      const from = this.#row.at;
      this.#row.skip('or', 'and', 'comma', 'nor');
      chain = this.#chain(isUnion);
      if (this.#row.at === from) break;
      const last = groups.at(-1);
      const all = allOf([...chain.front, ...chain.back]);
      if (all === undefined) {
        const dangling = this.#row.phrases[from];
        if (!chain.hasNoun && dangling !== undefined) this.#leftOver.push(dangling);
        continue;
      }
      if (isPeople)
        this.#doubt(
          isOneField(
            all,
            allOf([
              ...(groups[0]?.front ?? []),
              ...(groups[0]?.choices.filter((each) => each !== undefined) ?? []),
            ]),
          )
            ? PRICE.unionOfOneField
            : PRICE.union,
          'Two groups of people joined by "and" were taken together: whoever is in either.',
        );
      if (chain.front.length + chain.back.length > 1) isMixed = true;
      if (
        last !== undefined &&
        last.hasNoun &&
        last.front.length > 0 &&
        !chain.hasNoun &&
        !last.front.some((front) => isOneField(front, all)) &&
        last.choices.every((choice) => choice !== undefined)
      )
        last.choices.push(all);
      else groups.push({ front: chain.front, hasNoun: chain.hasNoun, choices: [allOf(chain.back)] });
    }
    const isChoice = groups.length > 1 || groups.some(({ choices }) => choices.length > 1);
    if (isChoice && isMixed) this.#doubt(PRICE.andWithOr, OR_NOTE);
    if (groups.some(({ choices, front }) => choices.length > 1 && front.length > 0))
      this.#doubt(PRICE.sharedFront);
    const queries = groups.map(({ front, choices }) =>
      allOf([
        ...front,
        ...[anyOf(choices.filter((choice) => choice !== undefined))].filter((choice) => choice !== undefined),
      ]),
    );
    return anyOf(queries.filter((query) => query !== undefined));
  }

  #continues(isUnion: boolean): boolean {
    const mark = this.#row.mark();
    if (mark === 'comma' && this.#row.at === this.#row.phrases.length - 1) return false;
    if (mark === 'or' || mark === 'nor') return true;
    if (isUnion && (this.#row.mark(this.#row.at + 1) === 'except' || this.#isAsideNext())) return false;
    return (
      (isUnion && (mark === 'and' || mark === 'comma')) || this.#row.startsPeople() || this.#row.isOrOfAll()
    );
  }

  /** `, with an email address` behind those who are taken away. */
  #isAsideNext(): boolean {
    const next = this.#row.phrases[this.#row.at + 1];
    return this.#row.mark() === 'comma' && next !== undefined && this.#isAside(next);
  }

  #chain(isUnion: boolean): Chain {
    let front: Query[] = [];
    let back: Query[] = [];
    let hasNoun = false;
    let joins = 0;
    while (this.#row.at < this.#row.phrases.length) {
      const mark = this.#row.mark();
      if (mark === 'or' || mark === 'nor' || mark === 'close' || mark === 'except') break;
      if (isUnion && (mark === 'and' || mark === 'comma')) break;
      if (mark === 'and' || mark === 'comma') {
        if (this.#row.startsPeople() && front.length + back.length > 0) break;
        if (mark === 'comma' && this.#row.isListOfOr()) {
          if (!this.#row.isOrOfAll()) this.#doubt(PRICE.andWithOr, COMMA_NOTE);
          else if (back.length > 1) this.#doubt(PRICE.andWithOr, OR_NOTE);
          break;
        }
        if (mark === 'and') {
          joins++;
          if (this.#row.isNamedCustomer(this.#row.at - 1)) this.#doubt(PRICE.union, NAMED_NOTE);
        }
      }
      if (mark === 'and' || mark === 'comma' || mark === 'but' || mark === 'among') {
        this.#row.at++;
        continue;
      }
      if (mark === 'noun') {
        this.#row.at++;
        if (!hasNoun) {
          front = front.concat(back);
          back = [];
        }
        hasNoun = true;
        continue;
      }
      if (mark === 'who') {
        this.#row.at++;
        if (back.length > 0 && joins === 0) {
          front = front.concat(back);
          back = [];
          hasNoun = true;
        }
        continue;
      }
      const query = this.#primary();
      if (query !== undefined) back.push(query);
    }
    return { front, back, hasNoun };
  }

  /** One condition, with what negates it, or a bracket. */
  #primary(): Query | undefined {
    const phrase = this.#row.phrases[this.#row.at];
    if (phrase === undefined) return undefined;
    this.#row.at++;
    const { meaning } = phrase;
    switch (meaning.is) {
      case 'query':
        return meaning.query;
      case 'deed': {
        const query = deedQuery(meaning.deed);
        if (query === undefined) this.#leftOver.push(phrase);
        return query;
      }
      case 'rank':
      case 'share':
        return this.#rank(phrase, meaning);
      case 'everyone':
        this.#isEveryone = true;
        return undefined;
      case 'nobody':
        return { not: { all: true } };
      case 'period':
      case 'measure':
      case 'nothingSince':
        this.#leftOver.push(phrase);
        return undefined;
      case 'mark':
        return this.#marked(phrase, meaning.mark);
    }
  }

  #marked(phrase: Phrase, mark: Mark): Query | undefined {
    switch (mark) {
      case 'open':
        return this.#bracket();
      case 'not':
        return this.#negated(phrase);
      case 'notBoth':
        return this.#notBoth(phrase);
      case 'neither': {
        const parts = [this.#operand()];
        while (this.#row.mark() === 'nor' || this.#row.mark() === 'or') {
          this.#row.at++;
          parts.push(this.#operand());
        }
        const excluded = anyOf(parts.filter((part) => part !== undefined));
        return excluded && { not: excluded };
      }
      case 'either': {
        const parts = [this.#operand()];
        while (this.#row.mark() === 'or' || (this.#row.mark() === 'comma' && this.#row.isListOfOr())) {
          this.#row.at++;
          parts.push(this.#operand());
        }
        return anyOf(parts.filter((part) => part !== undefined));
      }
      case 'among':
      case 'and':
      case 'but':
      case 'close':
      case 'comma':
      case 'except':
      case 'noise':
      case 'nor':
      case 'noun':
      case 'or':
      case 'who':
        return undefined;
    }
  }

  #bracket(): Query | undefined {
    const isEveryone = this.#isEveryone;
    this.#isEveryone = false;
    const inner = this.#level();
    if (this.#row.mark() === 'close') this.#row.at++;
    const query = inner ?? (this.#isEveryone ? { all: true } : undefined);
    this.#isEveryone = isEveryone;
    return query;
  }

  /** The next condition, past words that only lead to it. */
  #operand(): Query | undefined {
    this.#row.skip('who', 'noun', 'but');
    const mark = this.#row.mark();
    if (mark === 'or' || mark === 'and' || mark === 'close' || mark === 'comma' || mark === 'nor')
      return undefined;
    return this.#primary();
  }

  #negated(phrase: Phrase): Query | undefined {
    const start = this.#row.at;
    const isEveryone = this.#isEveryone;
    const inner = this.#operand();
    if (inner === undefined) {
      const isAll = this.#row.phrases[start]?.meaning.is === 'everyone' && this.#row.at > start;
      this.#isEveryone = isEveryone;
      if (isAll) return { not: { all: true } };
      this.#leftOver.push(phrase);
      return undefined;
    }
    if (isJoinedByAnd(this.#row.phrases[this.#row.at - 1]))
      this.#doubt(PRICE.notBoth, '"not" with "and" was taken as not both; say "neither" for none of them.');
    const parts = [inner];
    // `haven't opened or clicked` negates both, as long as nobody new is spoken of; `no roaming or insurance` most likely does, but not `not gold or vip members`.
    while (
      (this.#row.mark() === 'or' || this.#row.mark() === 'nor') &&
      (this.#row.isBoth('deed') || (this.#row.isBoth('query') && this.#row.mark(this.#row.at + 2) !== 'noun'))
    ) {
      if (this.#row.isBoth('query'))
        this.#doubt(PRICE.negatedOr, '"not" before "a or b" was taken as neither of them.');
      this.#row.at++;
      const next = this.#primary();
      if (next !== undefined) parts.push(next);
    }
    if (this.#row.mark() === 'or' && this.#row.isBoth('query'))
      this.#doubt(PRICE.negatedOr, '"not" before "a or b" was taken as said of the first only.');
    while (this.#row.mark() === 'nor') {
      this.#row.at++;
      const next = this.#operand();
      if (next !== undefined) parts.push(next);
    }
    const excluded = anyOf(parts);
    return excluded && { not: excluded };
  }

  /** `not both gold and in London`: what `and` joins behind it, one or the other of which may hold. */
  #notBoth(phrase: Phrase): Query | undefined {
    const isJoined = isJoinedByAnd(this.#row.phrases[this.#row.at]);
    const parts = [this.#operand()];
    if (!isJoined && this.#row.mark() === 'and') {
      this.#row.at++;
      parts.push(this.#operand());
    }
    const known = parts.filter((part) => part !== undefined);
    if (known.length < 2 && !isJoined) this.#leftOver.push(phrase);
    const both = allOf(known);
    return both && (known.length < 2 && !isJoined ? both : { not: both });
  }

  #rank(phrase: Phrase, rank: Rank): Query | undefined {
    if (this.#row.mark() === 'among' && this.#row.mark(this.#row.at + 1) === 'open') {
      this.#row.at += 2;
      return ranked(rank, this.#bracket());
    }
    if (this.#isInTop(phrase)) return ranked(rank, undefined);
    this.#pending.push(rank);
    return undefined;
  }
}
