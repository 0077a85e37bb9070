import type { Items, Query } from '../../query/query.ts';
import { messagesOf } from './changed-query.ts';
import { isMessageVerb } from './deed.ts';
import { deedOf, lastIndexBefore, withDeed } from './deeds-in-row.ts';
import type { Phrase } from './phrase.ts';

/** The only things, and the only campaign, that a query names. */
export interface Named {
  readonly items?: Items;
  readonly campaign?: string;
  /** Whether something was bought, and nothing only viewed or put in a cart. */
  readonly isBought?: boolean;
}

/** What `it` means behind this query: nothing, where that could be two things. */
export function namedIn(query: Query): Named {
  const found = [...parts(query)];
  const items = only(found.flatMap((each) => each.items ?? []));
  const campaign = only(found.flatMap((each) => each.campaign ?? []));
  return {
    ...(items === undefined ? {} : { items }),
    ...(campaign === undefined ? {} : { campaign }),
    isBought: found.some(({ isBought }) => isBought) && found.every(({ isBought = true }) => isBought),
  };
}

function only<T>(all: readonly T[]): T | undefined {
  return new Set(all.map((each) => JSON.stringify(each))).size === 1 ? all[0] : undefined;
}

function parts(query: Query): readonly Named[] {
  if ('and' in query) return query.and.flatMap(parts);
  if ('or' in query) return query.or.flatMap(parts);
  if ('not' in query) return parts(query.not);
  if ('bought' in query) {
    const { skus, products, categories } = query.bought;
    const items = {
      ...(skus === undefined ? {} : { skus }),
      ...(products === undefined ? {} : { products }),
      ...(categories === undefined ? {} : { categories }),
    };
    return named(items, true);
  }
  if ('carted' in query) return named(query.carted, false);
  if ('viewed' in query) return named(query.viewed, false);
  if ('newestPurchase' in query) return named(query.newestPurchase, true);
  if ('oldestPurchase' in query) return named(query.oldestPurchase, true);
  const campaign = messagesOf(query)?.campaign;
  return campaign === undefined ? [] : [{ campaign }];
}

function named(items: Items, isBought: boolean): readonly Named[] {
  return Object.keys(items).length === 0 ? [] : [{ items, isBought }];
}

/** `and has not bought it`, of what the question before named. */
export function withNamedBefore(it: Named | undefined, phrases: readonly Phrase[]): readonly Phrase[] {
  if (it === undefined) return phrases;
  return phrases.map((phrase, i) => {
    const deed = deedOf(phrase);
    if (deed?.isSame !== true || lastIndexBefore(phrases, i) !== undefined) return phrase;
    if (!isMessageVerb(deed.verb))
      return it.items === undefined
        ? phrase
        : withDeed(phrase, { ...deed, items: [it.items], join: 'or', isSame: false });
    return it.campaign === undefined
      ? phrase
      : withDeed(phrase, { ...deed, campaigns: [it.campaign], isSame: false });
  });
}
