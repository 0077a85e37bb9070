import { editDistance, unlikeness } from '../words/edit-distance.ts';
import { singular } from '../words/fold-word.ts';
import type { NearWord } from '../words/near-words.ts';
import { PERSON } from '../words/noun-words.ts';
import { nearOrdinary } from '../words/ordinary-words.ts';
import type { Token } from '../words/tokens.ts';
import type { WordIndex } from './word-index.ts';
import { mostUnlike } from './confused-words.ts';

export interface Candidate extends NearWord {
  readonly of: 'grammar' | 'data' | 'ordinary';
}

/** By how much less likely a word is that says nothing about customers. */
const ORDINARY_DOUBT = 0.25;

/** By how much a word has to be nearer than all others to be taken without a doubt. */
const CLEARLY = 0.15;

/** Short words that hold sentences together, of which two letters are swapped more often than in any others. */
const HOLDING = /^(the|and|for|who|not|has|had|are|was|all|any|but|did|can|with|from|that|than|have|this)$/;

/** Names of times, the only words of the grammar with capitals. */
const TIME_NAME = /^(january|february|march|april|june|july|august|(sept|nov|dec)ember|october|\w+day)$/;

export function candidatesFor(
  { word, stem }: Token,
  index: WordIndex,
  isCapital: boolean,
): readonly Candidate[] {
  const limit = word.length < 4 ? 1 : undefined;
  const ofGrammar = index.nearGrammar
    .find(word, limit)
    .filter((each) => !isCapital || TIME_NAME.test(each.word));
  const [likely, other] = word.length - stem.length > 1 || stem.length < 3 ? [word, stem] : [stem, word];
  const near = index.near.find(likely, limit);
  const ofData = (near.length > 0 || !word.endsWith('ies') ? near : index.near.find(other, limit)).map(
    (each) => nearerInPlural(word, each),
  );
  if (ofGrammar.length === 0 && ofData.length === 0) return [];
  const known = new Set([...ofGrammar, ...ofData].map((each) => singular(each.word)));
  const farthest = Math.max(...[...ofGrammar, ...ofData].map(({ distance }) => distance));
  const ordinary = nearOrdinary
    .find(word, farthest)
    .filter((each) => !known.has(singular(each.word)) && !isFormOf(each.word, ofData));
  return [
    ...ofGrammar.map((each) => ({
      ...each,
      unlikeness: each.unlikeness + (PERSON.byFirst.has(each.word) ? ORDINARY_DOUBT : 0),
      of: 'grammar' as const,
    })),
    ...ofData.map((each) => ({ ...each, of: 'data' as const })),
    ...ordinary.map((each) => ({
      ...each,
      unlikeness: each.unlikeness + ORDINARY_DOUBT,
      of: 'ordinary' as const,
    })),
  ].sort((a, b) => a.unlikeness - b.unlikeness);
}

/** `golden` where the data has `gold`: whichever was typed, the same is meant. */
function isFormOf(word: string, ofData: readonly NearWord[]): boolean {
  return ofData.some((each) => each.word.length >= 4 && word.startsWith(each.word));
}

/** The data's words are kept in singular: `tosy` is two letters swapped in `toys`, and not one too many in `toy`. */
function nearerInPlural(word: string, near: NearWord): NearWord {
  const plural = `${near.word}s`;
  const distance = editDistance(word, plural, near.distance);
  const nearer = distance > near.distance ? Infinity : unlikeness(word, plural, distance);
  return nearer < near.unlikeness ? { word: plural, distance, unlikeness: nearer } : near;
}

export function clearOf({ word }: Token, candidates: readonly Candidate[]): Candidate | undefined {
  const best = nearestOf(candidates);
  if (best === undefined || best.unlikeness > mostUnlike(word.length, best.distance)) return undefined;
  return best.word.length < 4 && !HOLDING.test(best.word) ? undefined : best;
}

/** The one that is nearer than all that are other words. */
export function nearestOf(candidates: readonly Candidate[]): Candidate | undefined {
  const [best] = candidates;
  const second = candidates.find((each) => singular(each.word) !== singular(best?.word ?? ''));
  return second === undefined || second.unlikeness - (best?.unlikeness ?? 0) >= CLEARLY ? best : undefined;
}
