import type { Items } from '../../query/query.ts';
import type { Deed } from '../sentence/deed.ts';
import { type DeedRead, grown } from '../sentence/deed-read.ts';
import { isAnything, type ItemsRead, readItems } from '../names/items.ts';
import { elseThan, loneOf } from './named-things.ts';
import { nothingElse, OTHERS_NOTE, otherThings } from '../names/other-things.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { IT, NOTHING } from '../words/purchase-words.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** Behind `nothing`. */
const NO_THINGS = pattern('from|in|of|on the|our?');
const WITH_US = pattern('with|from|at|through us');
/** What was bought or viewed: `tents or stoves`, `nothing`, `both of them`. */
export function readThings(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { deed } = read;
  const { tokens } = sentence;
  const others = readOthers(sentence, read);
  if (others !== undefined) return others;
  if (deed.items !== undefined || deed.isSame === true) return undefined;
  const behindUs = readBehindUs(sentence, read);
  if (behindUs !== undefined) return behindUs;
  const special = readNeither(sentence, read) ?? readLone(sentence, read) ?? readElse(sentence, read);
  if (special !== undefined) return special;
  const same = endOf(tokens, read.end, IT);
  const nothing = endOf(tokens, read.end, NOTHING);
  if (nothing !== undefined && /^(but|except|besides)$/.test(tokens[nothing]?.word ?? '')) return undefined;
  const isNone = nothing === read.end + 1 && tokens[read.end]?.word === 'none';
  // `3 orders this year, none since June` is two deeds.
  if (isNone && deed.times !== undefined) return undefined;
  if (isNone && tokens[nothing]?.word !== 'of')
    return grown(read, { isSame: true, isNegated: true, join: 'or' }, nothing, PRICE.choice, [
      '"none" was taken as none of the things before it.',
    ]);
  const both = tokens[read.end]?.word === 'both' ? readItems(sentence, read.end + 1) : undefined;
  if (both !== undefined && both.items.length > 1 && both.join === 'and')
    return grown(read, { items: both.items, join: 'and' }, both.end, both.score, both.assumptions);
  const start = skip(
    tokens,
    read.end,
    pattern(
      'on|of|for|in|with|:|from|containing|is|was|both',
      'on|of|for|in|from both',
      'is|was|were a|an|the|of|for',
      'of|on|for the|our|any',
      'none of',
    ),
  );
  const items = readItems(sentence, start) ?? readItems(sentence, read.end);
  const isNever = /^(never|not)$/.test(tokens[read.end]?.word ?? '');
  const never = isNever && nothing !== undefined ? readItems(sentence, nothing) : undefined;
  if (never !== undefined)
    return grown(
      read,
      { items: never.items, join: 'or', isNegated: true },
      never.end,
      never.score,
      never.assumptions,
    );
  if (isNever) return undefined;
  if (nothing !== undefined && (items === undefined || tokens[read.end]?.word === 'no'))
    return readNothing(sentence, read, nothing);
  if (items !== undefined && !(isAnything(items.items) && same !== undefined)) {
    const said = new Set(tokens.slice(read.end, start).map(({ word }) => word));
    return said.has('none')
      ? grown(
          read,
          { items: items.items, join: 'or', isNegated: true },
          items.end,
          items.score,
          items.assumptions,
        )
      : named(read, items, said.has('both'));
  }
  return same === undefined ? undefined : grown(read, { isSame: true }, same);
}

/** `spent over 80 with us on books`: the words for where it was bought are no things. */
function readBehindUs(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const end = endOf(sentence.tokens, read.end, WITH_US);
  const things = end === undefined ? undefined : readThings(sentence, { ...read, end });
  return things?.deed.items === undefined || isAnything(things.deed.items) ? undefined : things;
}

const BUT = pattern(
  'but|except|besides',
  'other|else than',
  'apart|aside from',
  'except for',
  'else but|except',
);
const NO_OTHER = pattern('nothing', 'no products|things|items');
const SOME_OTHER = pattern('anything|something', 'any? products|things|items');
const NOTHING_ELSE = pattern(
  ',? and|but? nothing else',
  ',? and|but? no other product|products|item|items|thing|things',
  ',? and|but? not|never anything else',
);

/** `nothing but tents`, `tents and nothing else`; and of what else there is `never anything but tents`, `something other than tents`. */
function readOthers(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { tokens, index } = sentence;
  const { deed } = read;
  if (deed.others !== undefined || deed.isSame === true) return undefined;
  if (deed.items !== undefined) {
    const end = endOf(tokens, read.end, NOTHING_ELSE);
    const isClosed = end !== undefined && !/^(since|after|from|of|in|for)$/.test(tokens[end]?.word ?? '');
    const alone = isClosed ? nothingElse(index.vocabulary, deed) : undefined;
    return end === undefined || alone === undefined ? undefined : grown(read, alone, end, 1, [OTHERS_NOTE]);
  }
  const nothing = endOf(tokens, read.end, NO_OTHER);
  const anything = endOf(tokens, read.end, SOME_OTHER);
  const but = endOf(tokens, nothing ?? anything ?? read.end, BUT);
  const named = but === undefined ? undefined : readItems(sentence, but);
  if (but === undefined || named === undefined || isAnything(named.items)) return undefined;
  const begun: Deed = { ...deed, items: named.items, join: 'or' };
  if (nothing !== undefined) {
    const alone = nothingElse(index.vocabulary, begun);
    return alone && grown(read, alone, named.end, named.score, [...named.assumptions, OTHERS_NOTE]);
  }
  const isNever = isNegated(tokens, read.end);
  const isThan = /^(than)$/.test(tokens[but - 1]?.word ?? '');
  const others = isNever || isThan ? otherThings(named.items, index.vocabulary) : undefined;
  return (
    others &&
    grown(read, { items: [others], join: 'or' }, named.end, PRICE.choice, [
      ...named.assumptions,
      OTHERS_NOTE,
      isNever ? 'Who has bought nothing at all is counted in.' : undefined,
    ])
  );
}

function isNegated(tokens: Sentence['tokens'], end: number): boolean {
  return tokens.slice(Math.max(0, end - 5), end).some(({ word }) => /^(not|never|no|without)$/.test(word));
}

/** `neither tents nor stoves`. */
function readNeither(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const isSaid = sentence.tokens[read.end]?.word === 'neither';
  const neither = isSaid ? readItems(sentence, read.end + 1) : undefined;
  return neither === undefined
    ? undefined
    : grown(
        read,
        { items: neither.items, join: 'or', isNegated: true },
        neither.end,
        neither.score,
        neither.assumptions,
      );
}

function readLone(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const lone = loneOf(sentence, read.end);
  return lone === undefined
    ? undefined
    : grown(read, lone.isNone ? { isSame: true, isNegated: true, join: 'or' } : { isSame: true }, lone.end);
}

/** `viewed a tent but bought something else`. */
function readElse(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const other = isNegated(sentence.tokens, read.end) ? undefined : elseThan(sentence, read.end);
  return other && grown(read, { items: [other.items], join: 'or' }, other.end, PRICE.choice, [OTHERS_NOTE]);
}

/** `nothing`, `no tents`, `nothing of Camping`; `end` is where `nothing` or `no` ends. */
function readNothing(sentence: Sentence, read: DeedRead, end: number): DeedRead | undefined {
  const { tokens } = sentence;
  const isNo = tokens[read.end]?.word === 'no';
  // `bought in 2025, nothing in 2026` is two deeds.
  if (read.deed.when !== undefined && tokens[read.end - 1]?.word === ',') return undefined;
  const none = isNo ? readItems(sentence, read.end + 1) : undefined;
  const of = skip(tokens, end, NO_THINGS);
  const known = none ?? (of > end ? readItems(sentence, of) : undefined);
  if (isNo && none === undefined && end === read.end + 1) return undefined;
  const isTwice = isDeniedTwice(tokens, read.end);
  return grown(
    read,
    {
      items: known?.items ?? [{}],
      ...(known === undefined ? {} : { join: 'or' }),
      ...(isTwice ? {} : { isNegated: true }),
    },
    known?.end ?? skip(tokens, end, pattern('else', 'from us')),
    isTwice ? PRICE.choice : (known?.score ?? 1),
    [...(known?.assumptions ?? []), isTwice ? '"Not" and "nothing" were taken as one "not".' : undefined],
  );
}

function named(read: DeedRead, items: ItemsRead, isBoth: boolean): DeedRead | undefined {
  if (read.deed.verb === 'lastPurchase' && items.items.some((each) => Object.keys(each).length === 0))
    return undefined;
  const both = isBoth ? eachOf(items.items) : undefined;
  return grown(
    read,
    { items: both ?? items.items, join: both === undefined ? items.join : 'and' },
    items.end,
    items.score,
    items.assumptions,
  );
}

/** `both tents`, where there are two. */
function eachOf([only, other]: readonly Items[]): readonly Items[] | undefined {
  const names = other === undefined && only?.products?.length === 2 ? only.products : [];
  return names.length === 2 ? names.map((name) => ({ products: [name] })) : undefined;
}

/** `did not buy nothing`: two words for one denial, most likely. */
function isDeniedTwice(tokens: Sentence['tokens'], at: number): boolean {
  return [2, 3].some((back) => /^(not|never)$/.test(tokens[at - back]?.word ?? ''));
}
