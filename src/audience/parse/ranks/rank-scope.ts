import type { Items } from '../../query/query.ts';
import type { Deed } from '../sentence/deed.ts';
import { readItems } from '../names/items.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** Things and a time behind a measure. */
export function readScope(
  sentence: Sentence,
  at: number,
  given?: readonly Items[],
): { deed?: Deed; end: number; score: number; notes: readonly string[] } {
  const { tokens, today } = sentence;
  const scope: { when?: NonNullable<Deed['when']>; items?: NonNullable<Deed['items']> } =
    given === undefined ? {} : { items: given };
  let end = at;
  let score = 1;
  const notes: string[] = [];
  for (let rounds = 0; rounds < 3; rounds++) {
    const period = scope.when === undefined ? readPeriod(tokens, end, today) : undefined;
    if (period !== undefined) {
      scope.when = period.period;
      end = period.end;
      score = Math.min(score, period.score);
      if (period.assumption !== undefined) notes.push(period.assumption);
      continue;
    }
    const on = endOf(tokens, end, pattern('on|of|for|in|to the?'));
    const items = on === undefined || scope.items !== given ? undefined : readItems(sentence, on);
    if (items === undefined || items.items.some((each) => Object.keys(each).length === 0)) break;
    scope.items = items.items;
    end = items.end;
    score = Math.min(score, items.score, items.join === 'and' && items.items.length > 1 ? 0.8 : 1);
    notes.push(...items.assumptions);
  }
  return end === at && given === undefined
    ? { end, score, notes }
    : { deed: { verb: 'bought', ...scope }, end, score, notes };
}
