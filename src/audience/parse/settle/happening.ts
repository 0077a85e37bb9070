import type { Happening, MessagesOf } from '../../query/query.ts';
import { type Deed, mergeItems } from '../sentence/deed.ts';

/** What a query can say of a deed in a sequence: things or messages alone, however many of them. */
export function happeningOf(deed: Deed, verb: Deed['verb']): Happening | undefined {
  const {
    items = [],
    join,
    channels = [],
    campaigns = [],
    isSame,
    times,
    units,
    amount,
    others,
    differentProducts,
    currency,
  } = deed;
  const isCounted =
    times !== undefined ||
    units !== undefined ||
    differentProducts !== undefined ||
    amount !== undefined ||
    currency !== undefined ||
    others !== undefined;
  if (isSame === true || isCounted || (join === 'and' && items.length > 1)) return undefined;
  if (channels.length > 1 || campaigns.length > 1) return undefined;
  const [channel, campaign] = [channels[0], campaigns[0]];
  const messages: MessagesOf = {
    ...(channel === undefined ? {} : { channel }),
    ...(campaign === undefined ? {} : { campaign }),
  };
  switch (verb) {
    case 'bought':
      return { bought: mergeItems(items) };
    case 'carted':
      return { carted: mergeItems(items) };
    case 'viewed':
      return { viewed: mergeItems(items) };
    case 'contacted':
      return { contacted: messages };
    case 'delivered':
      return { delivered: messages };
    case 'opened':
      return { opened: messages };
    case 'clicked':
      return { clicked: messages };
    case 'failed':
    case 'spent':
    case 'averagePurchase':
    case 'firstPurchase':
    case 'lastPurchase':
    case 'newestPurchase':
    case 'oldestPurchase':
    case 'shareOfSpend':
      return undefined;
  }
}
