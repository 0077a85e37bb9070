import { PRICE } from '../words/price.ts';
import { isDateField } from '../data/field-queries.ts';
import type { Query } from '../../query/query.ts';
import { lastSpan } from '../times/bare-span.ts';
import { mergeItems } from '../sentence/deed.ts';
import { fieldsAt } from '../names/field-names.ts';
import { readItems } from '../names/items.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import { phrase, type Phrase } from '../sentence/phrase.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';

const INACTIVE = pattern(
  'no|without any? activity',
  'inactive|dormant|lapsed|idle',
  'not active',
  'gone|been quiet|silent|inactive|dormant',
);
const ACTIVE = pattern('last? active');
const REPEAT = pattern(
  'repeat|returning|recurring buyers|buyer|customers|customer|purchasers|shoppers|renters|donors|guests|clients|visitors',
);
const ONE_TIME = pattern(
  'one time|off buyers|buyer|customers|customer|purchasers|shoppers',
  'single purchase customers|buyers',
);
const BUYER = pattern(
  'have|has ever bought|purchased|ordered',
  'existing|actual|paying buyers|customers',
  'who buy',
);

const NOTHING_BOUGHT = pattern(
  'nothing else? bought|purchased|ordered|booked?',
  'nothing else? at all bought|purchased|ordered|booked?',
  'nothing else? bought|purchased|ordered|booked at all',
  'nothing whatsoever',
  'no more',
);

/** Where nothing else is said: `still nothing bought`. */
const NOTHING_YET = pattern(
  'still|yet|so? nothing at? all? bought|purchased|ordered at? all?',
  'still? nothing bought|purchased|ordered yet|ever|still|far?',
  'still? nothing bought|purchased|ordered so|thus|until far|now',
  'have|has|had|are|is|were|was yet to buy|order|purchase|shop anything? at? all?',
  'have|has|had|are|is|were|was yet to make|place a|an|any|their first? purchase|order',
);
const CLOSED = /^([.,;?!)]|and|or|but|who|)$/;

/** Words for what people do or don't, with the meaning shown as an assumption: `inactive for 90 days`, `abandoned cart`, `repeat buyers`. */
export function readActivityPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const isData = lookUp(sentence, at).some(
    ({ refs, score }) => score === 1 && refs.some((ref) => ref.is === 'value' || ref.is === 'flag'),
  );
  const phrases: Phrase[] = [];
  if (!isData && fieldsAt(sentence, at).length === 0) phrases.push(...activity(sentence, at));
  const nothing = endOf(tokens, at, NOTHING_BOUGHT);
  const silent = nothing === undefined ? undefined : readPeriod(tokens, nothing, sentence.today);
  if (silent !== undefined)
    phrases.push(
      phrase(
        at,
        silent.end,
        { is: 'query', query: { not: { bought: {}, when: silent.period } } },
        0.96 * silent.score,
        [silent.assumption],
      ),
    );
  const on = nothing === undefined ? undefined : endOf(tokens, nothing, pattern('on|from|in|of'));
  const none = on === undefined ? undefined : readItems(sentence, on);
  if (none !== undefined)
    phrases.push(
      phrase(
        at,
        none.end,
        { is: 'deed', deed: { verb: 'bought', items: none.items, join: 'or', isNegated: true } },
        0.95 * none.score,
        none.assumptions,
      ),
    );
  const yet = endOf(tokens, at, NOTHING_YET);
  if (yet !== undefined && CLOSED.test(tokens[yet]?.word ?? ''))
    phrases.push(
      phrase(at, yet, { is: 'deed', deed: { verb: 'bought', items: [{}], isNegated: true } }, 0.95),
    );
  const repeat = endOf(tokens, at, REPEAT);
  if (repeat !== undefined)
    phrases.push(counted(sentence, at, repeat, 2, '"Repeat" was taken as two purchases or more.'));
  const once = endOf(tokens, at, ONE_TIME);
  if (once !== undefined)
    phrases.push(counted(sentence, at, once, 1, '"One-time" was taken as exactly one purchase.'));
  const buyer = endOf(tokens, at, BUYER);
  if (buyer !== undefined && readItems(sentence, buyer) === undefined)
    phrases.push(phrase(at, buyer, { is: 'deed', deed: { verb: 'bought' } }, 0.9));
  return phrases;
}

const ACTIVITY = /(^|_)(login|logon|visit|visited|active|activity|seen|session|usage|used)($|_)/;

function activity(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, today, index } = sentence;
  const inactive = endOf(tokens, at, INACTIVE);
  const end = inactive ?? endOf(tokens, at, ACTIVE);
  if (end === undefined) return [];
  const read =
    readPeriod(tokens, skip(tokens, end, pattern('customers|members|users|clients|people')), today) ??
    readPeriod(tokens, end, today) ??
    (inactive === undefined ? undefined : lastSpan(tokens, end));
  if (read === undefined) return [];
  const { fields, has } = index.vocabulary;
  // A `last_login` may be meant as well, and where there are no purchases nothing else.
  const [field, ...more] = fields.filter((each) => isDateField(each) && ACTIVITY.test(each.name));
  const isOnly = field !== undefined && more.length === 0 && !has.purchases;
  if (isOnly) {
    const during: Query = { field: field.name, during: read.period };
    return [
      phrase(
        at,
        read.end,
        { is: 'query', query: inactive === undefined ? during : { not: during } },
        0.95 * read.score,
        [`"${textOf(sentence, at, end)}" was taken as the field ${shownField(field)}.`, read.assumption],
      ),
    ];
  }
  const bought: Query = { bought: {}, when: read.period };
  const note =
    inactive === undefined
      ? '"Active" was taken as having bought something.'
      : '"Inactive" was taken as having bought nothing.';
  return [
    phrase(
      at,
      read.end,
      { is: 'query', query: inactive === undefined ? bought : { not: bought } },
      (inactive === undefined || field !== undefined ? PRICE.choice : 0.95) * read.score,
      [note, read.assumption],
    ),
  ];
}

function counted(sentence: Sentence, at: number, end: number, times: number, note: string): Phrase {
  const { tokens, today } = sentence;
  const of = endOf(tokens, end, pattern('of|for|in'));
  const things = of === undefined ? undefined : readItems(sentence, of);
  const behind = things?.end ?? end;
  const read = readPeriod(tokens, behind, today);
  const query: Query = {
    bought: mergeItems(things?.items ?? []),
    ...(read === undefined ? {} : { when: read.period }),
    times: times === 2 ? { atLeast: 2 } : { exactly: 1 },
  };
  const score = 0.93 * (read?.score ?? 1) * (things?.score ?? 1);
  return phrase(at, read?.end ?? behind, { is: 'query', query }, score, [
    note,
    ...(things?.assumptions ?? []),
    read?.assumption,
  ]);
}
