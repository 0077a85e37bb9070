import { readItems } from '../names/items.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { phrase, type Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { readSpan, spanText } from '../times/spans.ts';

const BETWEEN = pattern(
  'and|but|, then|later|afterwards|subsequently|thereafter later|afterwards|subsequently?',
  ', and|but then|later|afterwards|subsequently|thereafter',
  'and|but|, after|since that|then|it',
  ', and|but after|since that|then|it',
  'then',
  'and|,? followed by',
  'who|that|which|they later|then|afterwards|subsequently|thereafter',
);
const BEHIND = pattern(
  'afterwards|later|thereafter|subsequently|since|after',
  'after|since that|then|it|them|this',
  'later on',
  'of that|it|each|them|the|one|doing other|another|first|so?',
  'of|after that|the|this first? purchase|order|one',
);
/** Of what a time behind a deed is counted. */
const OF_FIRST = pattern(
  'of|after|from that|it|this|doing|them|then so|it|that?',
  'of|after|from the|that|their|this first? purchase|order|view|one|message|booking|visit',
  'of|after buying|ordering|viewing|receiving|opening|getting|booking|purchasing|adding it|that|them|this?',
  'of|after each other',
  'later|afterwards|thereafter',
);
const AFTER = pattern('after|following');
const AT_MOST = pattern(
  'within',
  'in|within less|under than?',
  'at most',
  'up to',
  'no|not more|later than',
  'less|fewer than',
  'max|maximum',
);
const BEFORE = pattern('before');
const OF = pattern('of|after|from|following');
const DOING = pattern(
  // Bookings are read as orders before.
  'buying|ordering|order|viewing|booking|purchasing|getting|browsing|hiring|renting',
  'looking at',
  'having bought|ordered|viewed|booked|purchased',
);
/** No verbs of buying: what stands behind says what was taken. */
const TAKING_PART = pattern('visiting|attending|seeing|watching|trying|taking|joining|doing', 'going to');
const BUYING_IT = pattern('buying|ordering|booking|purchasing|hiring|renting it|them|one');
const READING = pattern('opening|clicking|receiving the|our|an|a');
/** `but not since` says that it was not done again. */
const DENIES = /^(not|never|none|neither|nothing)$/;
const OF_SAME_PRODUCT = pattern('of the same product|item|thing', 'of the same');

/** Words that tell that one deed came behind another: `and then`, `followed by`, `afterwards`, `of the same product`. */
export function readOrder(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  if (at === 0) return [];
  const beside = besideThings(sentence, at);
  if (beside.length > 0) return beside;
  const between = endOf(tokens, at, BETWEEN);
  const behind = endOf(tokens, at, BEHIND);
  const same = endOf(tokens, at, OF_SAME_PRODUCT);
  const limit = tokens[at]?.word === 'within' ? readSpan(tokens, at + 1) : undefined;
  const limited = limit && endOf(tokens, limit.end, OF_FIRST);
  return [
    ...(between === undefined ? [] : [phrase(at, between, { is: 'order', stands: 'between' })]),
    ...(behind === undefined || !isClosed(tokens[behind]?.word) || DENIES.test(tokens[at - 1]?.word ?? '')
      ? []
      : [phrase(at, behind, { is: 'order', stands: 'behind' })]),
    ...(limit === undefined || limited === undefined
      ? []
      : [phrase(at, limited, { is: 'order', stands: 'behind', within: spanText(limit) })]),
    ...(same === undefined
      ? []
      : [phrase(at, same, { is: 'order', stands: 'behind', isOfSameProduct: true })]),
  ];
}

/** `bought a stove after a tent`, `within 2 weeks of buying a tent`, `viewed a tent before buying it`. */
function besideThings(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const most = endOf(tokens, at, AT_MOST);
  const limit = most === undefined ? undefined : readSpan(tokens, most);
  const turned = limit === undefined ? endOf(tokens, at, AFTER) : endOf(tokens, limit.end, OF);
  const before = endOf(tokens, at, BEFORE);
  if (turned !== undefined && isOfThings(sentence, turned))
    return [
      phrase(at, skip(tokens, turned, TAKING_PART), {
        is: 'order',
        stands: 'between',
        isTurned: true,
        ...(limit === undefined ? {} : { within: spanText(limit) }),
      }),
    ];
  const isPlain =
    before !== undefined && (isOfThings(sentence, before) || endOf(tokens, before, BUYING_IT) !== undefined);
  return isPlain ? [phrase(at, skip(tokens, before, TAKING_PART), { is: 'order', stands: 'between' })] : [];
}

function isOfThings(sentence: Sentence, at: number): boolean {
  if (endOf(sentence.tokens, at, READING) !== undefined) return true;
  const start = skip(sentence.tokens, skip(sentence.tokens, at, TAKING_PART), DOING);
  const things = readItems(sentence, start);
  return things?.items.some((each) => Object.keys(each).length > 0) === true;
}

/** `since` and `after` end there: `since March` is a time. */
function isClosed(next: string | undefined): boolean {
  return (
    next === undefined ||
    /^(and|or|but|,|\.|\?|!|\)|;|who|that|can|with|within|in|from|have|has|are|of)$/.test(next)
  );
}
