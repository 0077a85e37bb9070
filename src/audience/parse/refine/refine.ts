import { FILLER } from '../marks/polite-words.ts';
import { COMMAND, EVERYONE, PERSON } from '../words/noun-words.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import type { Token } from '../words/tokens.ts';

/** What a question does to the one before it. */
export interface Refinement {
  readonly kind: 'narrow' | 'remove' | 'widen' | 'add' | 'more' | 'replace' | 'vary';
  /** Where the words about whom begin, and where they end. */
  readonly start: number;
  readonly end: number;
  readonly score: number;
  /** Begins with `and`: of what was said of the same kind it may be one more. */
  readonly isAnd?: boolean;
  /** Begins with `now`: of what was said of the same kind it may be another. */
  readonly isNow?: boolean;
  /** Ends as a question: `and in Chicago?` is another one, of those there. */
  readonly isAsked?: boolean;
}

const REMOVE = pattern(
  'but|and? not|without those|them|the|anyone|people|customers?',
  'and|but|now? exclude|excluding|remove|drop|skip|omit|minus',
  'and|but? without the|those|people|customers|anyone ones|people|customers?',
  'and|but? except for? those|the|people|customers?',
  'now|then|please|and? exclude|remove|drop|leave out|away? those|the|all?',
  'take out|away',
  'not the|those ones?',
  'but not',
  'leave out',
  'other than',
  'apart from',
  'filter out',
  'get rid of',
);
/** What is lacked is a condition, and nobody to leave out: `without an insurer`. */
const LACKING = pattern('but|and? without a|an|any');
const WIDEN = pattern(
  'and? also customers|people|users|members|clients|those|everyone|anyone',
  'and|now|please? also? add|include also?',
  'plus also? customers|people|those|everyone|anyone?',
  'or also? customers|people|those|everyone?',
  'as well as',
  'and customers|people|those|everyone|members|clients too',
  'together with',
  'also add|include',
  'or',
);
const NARROW = pattern(
  'now|and|but|then|please|ok|so? only|just the|those|people|customers|members|show|keep|ones?',
  'but? only in|from|with|who|that?',
  'of|among|from those|these|them|which|the who|that|only|just?',
  'out of these|those|them',
  'those|these|ones|the who|that|with|in|from|of',
  'the|those|these ones',
  'and who|that|which',
  'and|but in|from|with|on|are|have|is|has|also|whose',
  'and|but no|not|never|without|nothing|neither|did|do|does|can|could|reachable|contactable|living|based',
  'but who|that|which|with|in|from|also|they|only|just',
  'narrow|restrict|limit|filter it|that|this|them? down? to|by|for?',
  'keep only|just the|those?',
  'who|that also',
  'now|then in|with|from|who|the|show|for',
  'also with|in|from|who|that|have|has|are|whose',
  'only',
  'just',
  'how many of those|them|these',
  'and|but|also',
  'and|ok|so? now',
);

/** What says that something else is meant in the place of what was said. */
const REPLACE = pattern(
  'and|now|ok|please? the? same question|list|thing|again? but|, only|just|now?',
  'and|now|ok|please? the? same question|list|thing|again? but|,? for|with|in|from|of|as|about only|just?',
  'and|now|ok|please|then|no|actually? make|change|switch it|that|this|them into|to?',
  'and|now|ok|so|then? what|how about',
  'actually',
);
const INSTEAD = pattern('instead ,|.|!|?|please?');

/** Of two things asked for before only one. */
export const NOT_BOTH = pattern(
  'but|and? not both',
  'but|and? not both of? them|those|these',
  'but|and? only|just one of the? two|both|them',
  'one or the other',
);
const NEXT = pattern('and|ok|so? now|then');
const MORE = pattern('and|plus|also|or also? the?', 'what|how about the?');
/** `three-beds as well`, `Leeds too`: no more words are only added without an `and`. */
const MOST_ADDED = 6;
const TOO = pattern('too', 'as well', 'also');

/** `and the silver ones too`: one more of what was said, or one condition more. */
function adding(tokens: readonly Token[]): Refinement | undefined {
  const more = endOf(tokens, 0, MORE);
  const isShort =
    tokens.length <= MOST_ADDED &&
    endOf(tokens, 0, COMMAND) === undefined &&
    !ASKS.test(tokens[0]?.word ?? '');
  const start = more ?? (isShort ? 0 : undefined);
  const last = tokens.findLastIndex(({ kind }) => kind !== 'sign') + 1;
  const too = [last - 2, last - 1].find((at) => endOf(tokens, at, TOO) === last);
  if (start === undefined || too === undefined || too <= start) return undefined;
  const isOfPeople = tokens
    .slice(start, too)
    .some(({ word }) => PERSON.byFirst.has(word) && !NO_NAME.test(word) && word !== 'ones');
  if (more === undefined && isOfPeople) return undefined;
  const isOpen = more === undefined || isOfPeople;
  return { kind: 'more', start, end: too, score: isOpen ? PRICE.likelyRefinement : 0.95, isAnd: true };
}

/** How the first words of a question take up the one before, or `undefined` for a question of its own. */
export function readRefinement(tokens: readonly Token[]): Refinement | undefined {
  const isOfThose = tokens.some(
    ({ word }, i) =>
      i > 0 &&
      /^(of|among|amongst|from)$/.test(word) &&
      /^(those|these|them)$/.test(tokens[i + 1]?.word ?? '') &&
      !/^(who|that|with|in|from)$/.test(tokens[i + 2]?.word ?? ''),
  );
  const end = tokens.length;
  if (isOfThose) return { kind: 'narrow', start: narrowedFrom(tokens), end, score: 0.95 };
  if (endOf(tokens, 0, NOT_BOTH) === tokens.length)
    return { kind: 'narrow', start: 0, end: tokens.length, score: 0.95 };
  const more = adding(tokens);
  if (more !== undefined) return more;
  const replaced = replacing(tokens) ?? askingOther(tokens);
  if (replaced !== undefined) return replaced;
  if (endOf(tokens, 0, LACKING) !== undefined)
    return { kind: 'narrow', start: narrowedFrom(tokens), end, score: 0.95 };
  const remove = endOf(tokens, 0, REMOVE);
  const widen = endOf(tokens, 0, WIDEN);
  const narrow = endOf(tokens, 0, NARROW);
  const longest = Math.max(remove ?? 0, widen ?? 0, narrow ?? 0);
  if (longest === 0 || (endOf(tokens, 0, FILLER) ?? 0) > longest) return namingNobody(tokens);
  if (remove === longest) return { kind: 'remove', start: longest, end, score: 0.96 };
  if (widen === longest) {
    const isOfPeople = tokens.some(({ word }) => PERSON.byFirst.has(word));
    return { kind: isOfPeople ? 'widen' : 'add', start: longest, end, score: 0.95 };
  }
  return {
    kind: 'narrow',
    start: narrowedFrom(tokens),
    end,
    score: tokens[0]?.word === 'also' || longest === 1 ? PRICE.likelyRefinement : 0.95,
    isAnd: /^(and|also|plus)$/.test(tokens[0]?.word ?? ''),
    isNow: endOf(tokens, 0, NEXT) !== undefined,
    isAsked: tokens.at(-1)?.word === '?',
  };
}

const ASKS = /^(how|which|what|where|when|is|are|do|does|can|could|would|please|who|whom|whose)$/;
const RELATIVE = /^(who|that|which|whose)$/;
const CUTS = /^(keep|limit|filter|pick|take)$/;
const NO_NAME = /^(us|them|one)$/;
const DOERS = /^(buyers?|purchasers?|spenders?|shoppers?|viewers?|openers?|clickers?)$/;

/** Words that name no people of their own, and neither ask nor command, are about those before: `who never bought a tent`, `born before 1970`. */
function namingNobody(tokens: readonly Token[]): Refinement | undefined {
  const { word = '' } = tokens[0] ?? {};
  const isAsked = tokens.at(-1)?.word === '?';
  const isRelative = RELATIVE.test(word) && !isAsked;
  const isCommand = endOf(tokens, 0, COMMAND) !== undefined && !CUTS.test(word);
  if (isCommand || (ASKS.test(word) && !isRelative) || namesPeople(tokens)) return undefined;
  const score = isRelative ? 0.95 : PRICE.likelyRefinement;
  return { kind: 'narrow', start: 0, end: tokens.length, score };
}

function namesPeople(tokens: readonly Token[]): boolean {
  return tokens.some(
    ({ word, kind }, i) =>
      kind === 'quoted' ||
      DOERS.test(word) ||
      ((endOf(tokens, i, PERSON) !== undefined || endOf(tokens, i, EVERYONE) !== undefined) &&
        !NO_NAME.test(word) &&
        !isTheirs(tokens, i) &&
        !isSaidOfThem(tokens, i)),
  );
}

/** `more than 1000 in their account`. */
function isTheirs(tokens: readonly Token[], at: number): boolean {
  const before = tokens.slice(Math.max(0, at - 2), at).map(({ word }) => word);
  return (
    /^(their|his|her|its)$/.test(before.at(-1) ?? '') || /^(in|on|into) (the|an|a)$/.test(before.join(' '))
  );
}

/** `who are subscribers`, `who is not a member`: what those before are too. */
function isSaidOfThem(tokens: readonly Token[], at: number): boolean {
  const before = tokens.slice(0, at).map(({ word }) => word);
  return /^(and |but |or )?(who|that) (are|is)( also| not| not also)?( a| an)?$/.test(before.join(' '));
}

/** Whether `who bought a tent?` is asked, which may be of those before. */
export function mayBeOfThose(tokens: readonly Token[]): boolean {
  return RELATIVE.test(tokens[0]?.word ?? '') && tokens.at(-1)?.word === '?' && !namesPeople(tokens);
}

/** `make it silver instead`, `same but for Sports`, `what about last year?`. */
function replacing(tokens: readonly Token[]): Refinement | undefined {
  const start = endOf(tokens, 0, REPLACE);
  const instead = tokens.findIndex((_, i) => i > 0 && endOf(tokens, i, INSTEAD) === tokens.length);
  const isActually = tokens[(start ?? 0) - 1]?.word === 'actually';
  if ((start === undefined || isActually) && instead < 0) return undefined;
  const kind = tokens.slice(0, start).some(({ word }) => word === 'same') ? 'vary' : 'replace';
  return { kind, start: start ?? 0, end: instead < 0 ? tokens.length : instead, score: 0.95 };
}

const ASKED = pattern('and|ok|so|now? the|those');

/** `and the silver ones?`: asked for in their place. */
function askingOther(tokens: readonly Token[]): Refinement | undefined {
  const start = endOf(tokens, 0, ASKED);
  const last = tokens.length - 1;
  const isAsked = tokens[last]?.word === '?' && tokens[last - 1]?.word === 'ones';
  const isLong = start !== undefined && start < last - 1;
  return isAsked && isLong && /^(and|ok|so|now)$/.test(tokens[0]?.word ?? '')
    ? { kind: 'replace', start, end: last, score: PRICE.likelyRefinement }
    : undefined;
}

/** A word that narrows says nothing else: all but the first holding words is read as it stands. */
function narrowedFrom(tokens: readonly Token[]): number {
  return (
    endOf(
      tokens,
      0,
      pattern(
        'and|but|now|then|please|ok|so? only|just|keep?',
        'of|among|from those|these|them|which',
        'out of these|those|them',
        'and|but|now|also',
        'narrow|restrict|limit|filter it|that|this|them? down? to|by|for?',
        'keep only|just',
        'how many of those|them|these',
      ),
    ) ?? 0
  );
}
