import type { Period } from './period.ts';
import type {
  Comparison,
  Happening,
  HistoryQuery,
  MessagesOf,
  PurchasedItems,
  SequenceQuery,
} from './query.ts';
import { CHANNEL_NAMES, things, when, compared, explainPeriod, words, quoted } from './explain-parts.ts';

export function explainHistory(query: HistoryQuery): string {
  if ('bought' in query)
    return words('bought', things(query.bought), amounts(query.bought), counted(query), when(query.when));
  if ('carted' in query) return words('carted', things(query.carted), counted(query), when(query.when));
  if ('viewed' in query) return words('viewed', things(query.viewed), counted(query), when(query.when));
  if ('spent' in query) {
    return words(
      'spent',
      compared(query.spent, query.currency),
      query.on === undefined ? '' : `on ${things(query.on)}`,
      when(query.when),
    );
  }
  if ('averagePurchase' in query) {
    return words(
      'average purchase is',
      compared(query.averagePurchase, query.currency),
      query.on === undefined ? '' : `on ${things(query.on)}`,
      when(query.when),
    );
  }
  if ('shareOfSpend' in query)
    return words(
      `share of spend on ${things(query.on)} is`,
      compared(query.shareOfSpend, '%'),
      when(query.when),
    );
  if ('firstPurchase' in query)
    return words(
      'first purchase',
      query.of === undefined ? '' : `of ${things(query.of)}`,
      'was',
      explainPeriod(query.firstPurchase),
    );
  if ('lastPurchase' in query)
    return words(
      'last purchase',
      query.of === undefined ? '' : `of ${things(query.of)}`,
      'was',
      explainPeriod(query.lastPurchase),
    );
  if ('newestPurchase' in query)
    return words('newest purchase of all was of', things(query.newestPurchase), when(query.when));
  if ('oldestPurchase' in query)
    return words('oldest purchase of all was of', things(query.oldestPurchase), when(query.when));
  if ('first' in query) return explainSequence(query);
  if ('contacted' in query) return messages('was contacted', query.contacted, query);
  if ('delivered' in query) return messages('received a message', query.delivered, query);
  if ('opened' in query) return messages('opened a message', query.opened, query);
  if ('clicked' in query) return messages('clicked a message', query.clicked, query);
  return messages('message failed', query.failed, query);
}

/** `carted anything in the last 30 days and then never bought anything of the same product within 7 days`. */
function explainSequence(query: SequenceQuery): string {
  return words(
    happening(query.first),
    when(query.when),
    'and then',
    'followedBy' in query ? happening(query.followedBy) : `never ${happening(query.notFollowedBy)}`,
    query.sameProduct === undefined ? '' : 'of the same product',
    query.within === undefined ? '' : `within ${query.within}`,
  );
}

function happening(what: Happening): string {
  if ('bought' in what) return `bought ${things(what.bought)}`;
  if ('carted' in what) return `carted ${things(what.carted)}`;
  if ('viewed' in what) return `viewed ${things(what.viewed)}`;
  if ('contacted' in what) return messages('was contacted', what.contacted, {});
  if ('delivered' in what) return messages('received a message', what.delivered, {});
  if ('opened' in what) return messages('opened a message', what.opened, {});
  return messages('clicked a message', what.clicked, {});
}

function messages(
  deed: string,
  { channel, campaign }: MessagesOf,
  query: { readonly when?: Period; readonly times?: Comparison },
): string {
  const by = channel === undefined ? '' : `by ${CHANNEL_NAMES[channel]}`;
  return words(
    deed,
    by,
    campaign === undefined ? '' : `with campaign ${quoted(campaign)}`,
    counted(query),
    when(query.when),
  );
}

function amounts({ amount, currency }: PurchasedItems): string {
  if (amount !== undefined) return `for ${compared(amount, currency)} each`;
  return currency === undefined ? '' : `in ${currency}`;
}

interface Counts {
  readonly times?: Comparison;
  readonly units?: Comparison;
  readonly differentProducts?: Comparison;
}

function counted({ times, units, differentProducts }: Counts): string {
  return words(
    times === undefined ? '' : `${compared(times)} times`,
    units === undefined ? '' : `${compared(units)} units`,
    differentProducts === undefined ? '' : `${compared(differentProducts)} different products`,
  );
}
