import type { Query } from '../../query/query.ts';
import type { Deed } from '../sentence/deed.ts';
import { deedOf, isMark, withDeed } from '../sentence/deeds-in-row.ts';
import type { Phrase } from '../sentence/phrase.ts';
import { nothingElse, OTHERS_NOTE } from '../names/other-things.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';
import type { WordIndex } from '../data/word-index.ts';

/** More values of a field are not all in the vocabulary. */
const MOST_OTHERS = 100;

/** `only bought tents` may mean that they bought nothing else, which is not asked for here. */
export function withDoubtOfOnly({ tokens, index }: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  return withDoubtOfTorn(given).map((phrase, i) => {
    const behind = given[i + 1];
    const before = given[i - 1];
    const isOnly = (other: Phrase | undefined) =>
      isMark(other, 'noise') &&
      other !== undefined &&
      tokens.slice(other.start, other.end).some(({ word }) => /^(only|just|solely|exclusively)$/.test(word));
    const isEver = before !== undefined && tokens[before.start]?.word === 'ever' && isOnly(given[i - 2]);
    const inside = tokens
      .slice(phrase.start + 1, phrase.end)
      .some(
        ({ word }, j) =>
          /^(only|just)$/.test(word) &&
          !/^(once|twice|one|a)$/.test(tokens[phrase.start + j + 2]?.word ?? ''),
      );
    const lead = isOnly(before) ? tokens[(before?.start ?? 0) - 1]?.word : undefined;
    if (
      (isOnly(before) && isAddressOf([lead, tokens[phrase.start]?.word], phrase)) ||
      ((isOnly(before) || isOnly(behind)) && isConsent(phrase)) ||
      (isOnly(behind) && isReachable(phrase))
    )
      return {
        ...phrase,
        score: phrase.score * PRICE.only,
        assumptions: [...phrase.assumptions, '"only" was read over: other channels were not excluded.'],
      };
    const alone = isOnly(before) || isOnly(behind) ? valueAlone(index, phrase) : undefined;
    if (alone !== undefined) return alone;
    const deed = deedOf(phrase);
    const isThings =
      deed !== undefined &&
      (deed.items !== undefined || deed.when !== undefined) &&
      deed.times === undefined &&
      deed.units === undefined;
    if (!isThings || !(isOnly(before) || isOnly(behind) || isEver || inside)) return phrase;
    const isNegated = deed.isNegated === true || isMark(given[i - 2], 'not') || isMark(before, 'not');
    const meant = isNegated ? undefined : nothingElse(index.vocabulary, deed);
    const always = isNegated ? undefined : allIn(deed);
    if (always !== undefined)
      return {
        ...phrase,
        score: phrase.score * PRICE.choice,
        meaning: { is: 'query', query: always },
        assumptions: [...phrase.assumptions, '"only" was taken as all purchases in that time.'],
      };
    return meant === undefined
      ? withDeed(phrase, deed, PRICE.only, '"only" was read over: there may be other things and other times.')
      : withDeed(phrase, meant, PRICE.choice, '"only" was taken as nothing else in that time.', OTHERS_NOTE);
  });
}

/** Things side by side without `and` are one thing that the data does not have: `lounge pass` is not a lounge and a pass. */
function withDoubtOfTorn(given: readonly Phrase[]): readonly Phrase[] {
  return given.map((phrase, i) => {
    const before = given[i - 1];
    const isTorn =
      deedOf(phrase)?.isVerbless === true &&
      before?.end === phrase.start &&
      deedOf(before)?.items !== undefined;
    return isTorn ? { ...phrase, score: phrase.score * PRICE.torn } : phrase;
  });
}

/** `only have an email address`, `with only email`; `only with email` is most likely about people. */
function isAddressOf([lead, word]: readonly (string | undefined)[], phrase: Phrase): boolean {
  const isHeld =
    /^(have|has|having|got|use|uses)$/.test(word ?? '') || /^(with|have|has|having)$/.test(lead ?? '');
  return isHeld && isReachable(phrase);
}

/** `only Sports TV`, of a field that may have several values: and none of the others. */
function valueAlone({ fields }: WordIndex, phrase: Phrase): Phrase | undefined {
  const query = phrase.meaning.is === 'query' ? phrase.meaning.query : undefined;
  if (query === undefined || !('field' in query)) return undefined;
  const field = fields.get(query.field);
  const these = 'is' in query ? [query.is] : 'in' in query ? query.in : undefined;
  if (field?.type !== 'list' || these === undefined) return undefined;
  const others = field.values.map(({ value }) => value).filter((value) => !these.includes(value));
  if (others.length === 0 || others.length > MOST_OTHERS) return undefined;
  return {
    ...phrase,
    score: phrase.score * PRICE.choice,
    meaning: { is: 'query', query: { and: [query, { not: { field: query.field, in: others } }] } },
    assumptions: [...phrase.assumptions, '"only" was taken as no other value beside it.'],
  };
}

/** `bought only in 2025`: from the first to the last. */
function allIn({ verb, items, when }: Deed): Query | undefined {
  const isPlain = verb === 'bought' && items === undefined && when !== undefined;
  return isPlain ? { and: [{ firstPurchase: when }, { lastPurchase: when }] } : undefined;
}

function isReachable({ meaning }: Phrase): boolean {
  return meaning.is === 'query' && 'reachable' in meaning.query;
}

function isConsent({ meaning }: Phrase): boolean {
  return meaning.is === 'query' && 'consents' in meaning.query;
}
