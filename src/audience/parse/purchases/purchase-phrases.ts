import { readCategoryDeed } from './category-deeds.ts';
import { readAbandonedCart, readFinished } from './abandoned-carts.ts';
import { readCarted } from './cart-phrases.ts';
import { readAmountSpent } from './amount-spent.ts';
import { readSpendShare } from './spend-shares.ts';
import { readCounted } from './counted-phrases.ts';
import { rivalField, withDoubtOfField } from '../names/counting-fields.ts';
import { categoriesOfVerb } from '../names/category-verbs.ts';
import { fieldsAt } from '../names/field-names.ts';
import { measureAt } from '../ranks/measure-phrases.ts';
import { endOf } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { verbRoot } from '../words/fold-word.ts';
import { PRICE } from '../words/price.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import { endOfOneOrder } from './purchase-count.ts';
import { readDeed } from './purchase-deed.ts';
import { readReordered } from './reordered.ts';
import { readLongSince, readSinceLast } from './since-last.ts';
import {
  AVERAGE,
  BOUGHT,
  FIRST,
  LAST,
  NEWEST,
  OLDEST,
  SPENT,
  TAKEN_OUT,
  TOOK_PART,
  VIEWED,
} from '../words/purchase-words.ts';
import { endOfPaid } from './purchase-money.ts';
import { withRest } from './purchase-parts.ts';
import { ofVerbOnly } from './things-of-verb.ts';
import { readVerbOfThing } from './verb-of-thing.ts';
import { withSingle } from './single-purchase.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { readHad } from './had-things.ts';
import { isSeen, readSeen } from './staged-things.ts';
import { isOwnedValue, supposedAt, withDoubtOfEach } from './purchase-doubts.ts';
import { missingHistory } from '../sentence/missing-history.ts';

/** Every deed of buying that begins at this token. */
export function readPurchasePhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { vocabulary } = sentence.index;
  if (
    isOwnOf(sentence, at) ||
    isWished(sentence, at) ||
    isInOneOrder(sentence, at) ||
    isOfMeasure(sentence, at)
  )
    return [];
  const reads: (DeedRead | undefined)[] = [];
  for (const [verb, way] of [
    ['bought', BOUGHT],
    ['bought', TOOK_PART],
    ['viewed', VIEWED],
    ['spent', SPENT],
    ['averagePurchase', AVERAGE],
    ['firstPurchase', FIRST],
    ['lastPurchase', LAST],
    ['newestPurchase', NEWEST],
    ['oldestPurchase', OLDEST],
  ] as const) {
    const end =
      endOf(sentence.tokens, at, way) ??
      (verb === 'bought' ? (endOfBook(sentence, at) ?? endOfPaid(sentence, at)) : undefined);
    if (end === undefined || (verb === 'viewed' && isSeen(sentence, at))) continue;
    const isField = fieldsAt(sentence, at).some(
      ({ score, end: fieldEnd }) => score > 0.94 && fieldEnd >= end,
    );
    if (isField && verb !== 'bought') continue;
    const read = readDeed(sentence, verb, at, end);
    if (verb === 'viewed' && read?.deed.items === undefined && isVerbOfField(sentence, at)) continue;
    if (verb === 'viewed' && read?.deed.items === undefined && isBeenSeen(sentence, at)) continue;
    const isCheckedOut = verb === 'viewed' && read?.deed.items === undefined && isCheckout(sentence, at, end);
    if (isCheckedOut && read !== undefined) {
      reads.push(boughtAtCheckout(read));
      continue;
    }
    // `rented this year`, `first rented`, where `Rentals` are sold: the verb says what.
    const isOfAnything = read?.deed.items === undefined;
    const said = verb === 'bought' ? at : verb === 'firstPurchase' || verb === 'lastPurchase' ? at + 1 : end;
    if (isOfAnything && end === said + 1 && categoriesOfVerb(sentence, said).length > 0) continue;
    reads.push(
      read && verb === 'bought' ? withSingle(sentence, at, end, ofVerbOnly(sentence, at, read)) : read,
    );
  }
  reads.push(
    readSeen(sentence, at),
    readHad(sentence, at),
    readTakenOut(sentence, at),
    readReordered(sentence, at),
    readSinceLast(sentence, at),
    readLongSince(sentence, at),
    readCategoryDeed(sentence, at),
    readVerbOfThing(sentence, at),
    readCarted(sentence, at),
    readAbandonedCart(sentence, at),
    readFinished(sentence, at),
    doubted(sentence, at, readCounted(sentence, at)),
    readAmountSpent(sentence, at),
    readSpendShare(sentence, at),
  );
  return reads.flatMap((found) => {
    if (found === undefined) return [];
    const read = withDoubtOfEach(found);
    const missing = missingHistory(read.deed.verb, vocabulary.has);
    const supposed = supposedAt(sentence, at);
    const rival = rivalField(sentence, at, read);
    const doubt =
      (rival?.price ?? 1) *
      (isOwnedValue(sentence, at, read) ? PRICE.ownedValue : 1) *
      (supposed === undefined ? 1 : PRICE.supposed);
    return [
      phrase(
        at,
        read.end,
        { is: 'deed', deed: read.deed },
        EXACT * read.score * doubt * (missing === undefined ? 1 : PRICE.noHistory),
        [...read.assumptions, supposed, rival?.note, missing],
      ),
    ];
  });
}

/** `has not taken one out`. */
function readTakenOut(sentence: Sentence, at: number): DeedRead | undefined {
  const end = endOf(sentence.tokens, at, TAKEN_OUT);
  if (end === undefined) return undefined;
  return withRest(sentence, { deed: { verb: 'bought', isSame: true }, end, score: 1, assumptions: [] });
}

/** `checked out last week`, where the data knows a `last_checkout`. */
function isVerbOfField({ tokens, index }: Sentence, at: number): boolean {
  const [verb, particle] = [tokens[at], tokens[at + 1]];
  return /^(in|out|up)$/.test(particle?.word ?? '')
    ? index.fieldRoots.has(`${verbRoot(verb?.word ?? '')}${particle?.word ?? ''}`)
    : false;
}

/** `not been seen since June`, `last seen in May`: by somebody who works there, and not who looked at a page. */
function isBeenSeen({ tokens, index }: Sentence, at: number): boolean {
  // `players seen yesterday`, of a `last_seen`
  if (tokens[at]?.word === 'seen' && index.fieldRoots.has(verbRoot('seen'))) return true;
  const before = tokens[at - 1]?.word ?? '';
  return (
    tokens[at]?.word === 'seen' && /^(been|be|was|were|is|are|last|still|not|never|patients|)$/.test(before)
  );
}

/** `who checked out`, without a thing: at the till, and not at a page. */
function isCheckout({ tokens }: Sentence, at: number, end: number): boolean {
  const last = tokens[end - 1]?.word;
  return last === 'out' && tokens[at]?.word === 'checked';
}

function boughtAtCheckout(read: DeedRead): DeedRead {
  return {
    ...read,
    deed: { ...read.deed, verb: 'bought', ...(read.deed.isSame === true ? {} : { items: [{}] }) },
    score: read.score * PRICE.choice,
    assumptions: [...read.assumptions, '"Checked out" was taken as bought.'],
  };
}

/** `did not book it`: behind a verb that helps it is none of the books for sale. */
function endOfBook({ tokens }: Sentence, at: number): number | undefined {
  const isVerb = /^(not|to|did|do|does)$/.test(tokens[at - 1]?.word ?? '');
  return isVerb && /^(book|rent|hire|reserve)$/.test(tokens[at]?.word ?? '') ? at + 1 : undefined;
}

function doubted(sentence: Sentence, at: number, read: DeedRead | undefined): DeedRead | undefined {
  return read && withDoubtOfField(sentence, at, read);
}

/** `top 10 Swiss customers by spend on tents`: what they are ranked by, and nothing that they did beside it. */
function isOfMeasure(sentence: Sentence, at: number): boolean {
  const { tokens } = sentence;
  const by = tokens.findLastIndex(({ word }, i) => word === 'by' && i < at && i >= at - MOST_OF_MEASURE);
  const measure = by < 0 ? undefined : measureAt(sentence, by);
  const isRanked = tokens.slice(0, Math.max(0, by)).some(({ word }) => RANKED.test(word));
  return isRanked && measure !== undefined && measure.end > at;
}

/** Words from `by` to the last word of a measure: `by total number of orders`. */
const MOST_OF_MEASURE = 4;

const RANKED = /^(top|bottom|best|worst|highest|lowest|biggest|smallest|largest)$/;

/** Words of `used to buy`. */
const USED_TO_BUY = 3;

/** `no car of their own`: nothing that they own. */
function isOwnOf({ tokens }: Sentence, at: number): boolean {
  return tokens[at]?.word === 'own' && /^(their|his|her|its|our|your|my)$/.test(tokens[at - 1]?.word ?? '');
}

function isInOneOrder({ tokens }: Sentence, at: number): boolean {
  return [1, 2, 3].some((back) => (endOfOneOrder(tokens, at - back) ?? 0) > at);
}

/** `will buy`, `likely to buy`, `used to be`: nobody knows who will, or was. */
function isWished({ tokens }: Sentence, at: number): boolean {
  const isVerb = /^(buy|purchase|order|spend|shop|view|browse|look|add|abandon)$/.test(
    tokens[at]?.word ?? '',
  );
  if (tokens[at]?.word === 'used' && tokens[at + 1]?.word === 'to')
    return endOf(tokens, at, BOUGHT) !== at + USED_TO_BUY;
  if (/^(buy|order|purchase)$/.test(tokens[at]?.word ?? '') && endOf(tokens, at - 2, BOUGHT) === at + 1)
    return true;
  const before = tokens[at - 1]?.word ?? '';
  const isFuture = /^(will|would|might|may|should|shall|could|can|to)$/.test(before);
  // `have yet to buy` says that nobody has.
  const isYet = before === 'to' && tokens[at - 2]?.word === 'yet';
  return isVerb && isFuture && !isYet && (at > 1 || before !== 'to');
}
