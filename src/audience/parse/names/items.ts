import { once } from '../words/once.ts';
import type { Items } from '../../query/query.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { EXACT } from '../sentence/phrase.ts';
import type { ItemRead } from './product-names.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { keyWords } from '../words/tokens.ts';
import { readItem } from './one-item.ts';

export interface ItemsRead {
  readonly items: readonly Items[];
  readonly join: 'and' | 'or';
  readonly end: number;
  readonly score: number;
  readonly assumptions: readonly string[];
}

/** `any of tents, stoves and lamps`. */
export const ANY_OF = pattern('any|one|either|some of the|these|our?', 'at least one of the|these|our?');

/** `sku in (A-1, A-2)`, as in statements. */
const IN_LIST = pattern('sku|skus|product|products|category|categories in (');

const JOIN_AND = pattern(
  'and also?',
  ', and',
  '&',
  '+',
  'as well as',
  'plus',
  'together with',
  'along with',
  'and a|an|the',
);

const JOIN_OR = pattern('or', ', or', 'and / or', '/', 'or else', 'nor', 'or even', 'or a|an|the');

const COMMA = pattern(',');

/** `tents and stoves`, `a tent, a stove or a lamp`, `anything in Home & Kitchen`. */
export const readItems = once(readItemsAt);

function readItemsAt(sentence: Sentence, at: number): ItemsRead | undefined {
  const list = endOf(sentence.tokens, at, IN_LIST);
  const listed = list === undefined ? undefined : readRow(sentence, list);
  if (listed !== undefined && sentence.tokens[listed.end]?.word === ')')
    return { ...listed, join: 'or', end: listed.end + 1 };
  return readRow(sentence, at);
}

function readRow(sentence: Sentence, at: number): ItemsRead | undefined {
  const any = endOf(sentence.tokens, at, ANY_OF);
  const first = readItem(sentence, any ?? at);
  if (first === undefined) return undefined;
  const reads = [first];
  const joins: ('and' | 'or' | 'comma')[] = [];
  for (let end = first.end; reads.length < 50; ) {
    const join = joinAt(sentence, end);
    const next =
      join === undefined
        ? undefined
        : (otherSize(sentence, reads.at(-1), join.end) ?? readItem(sentence, join.end, true));
    if (join === undefined || next === undefined || Object.keys(next.items).length === 0) break;
    joins.push(join.join);
    reads.push(next);
    end = next.end;
  }
  const isMixed = joins.includes('and') && joins.includes('or');
  return {
    items: reads.map(({ items }) => items),
    join: joins.includes('or') || any !== undefined ? 'or' : 'and',
    end: reads.at(-1)?.end ?? first.end,
    score: Math.min(...reads.map(({ score }) => score), isMixed ? 0.6 : 1),
    assumptions: reads.flatMap(({ assumption }) => assumption ?? []),
  };
}

/** `Bed 160 / 180`: a number in the place of the one that ends the name before. */
function otherSize(
  { tokens, index }: Sentence,
  before: ItemRead | undefined,
  at: number,
): ItemRead | undefined {
  const [name, ...others] = before?.items.products ?? [];
  const token = tokens[at];
  if (name === undefined || others.length > 0 || token?.kind !== 'number') return undefined;
  const words = keyWords(name);
  const size = words.findLastIndex((word) => /^\d/.test(word));
  if (size < 0 || tokens[(before?.end ?? 0) - 1]?.word !== words.at(-1)) return undefined;
  const all = words.with(size, token.word).join(' ');
  const products = (index.refs.get(all) ?? []).flatMap((ref) =>
    ref.is === 'product' ? [index.vocabulary.products[ref.product]?.name ?? ''] : [],
  );
  const rest = words.slice(size + 1);
  const isWhole = rest.every((word, i) => tokens[at + 1 + i]?.stem === word);
  return products.length === 0
    ? undefined
    : { items: { products }, end: at + 1 + (isWhole ? rest.length : 0), score: EXACT };
}

function joinAt({ tokens }: Sentence, at: number): { join: 'and' | 'or' | 'comma'; end: number } | undefined {
  const or = endOf(tokens, at, JOIN_OR);
  if (or !== undefined) return { join: 'or', end: or };
  const and = endOf(tokens, at, JOIN_AND);
  if (and !== undefined) return { join: 'and', end: and };
  const comma = endOf(tokens, at, COMMA);
  return comma === undefined ? undefined : { join: 'comma', end: comma };
}

/** Whether nothing was said of the things: `bought anything`. */
export function isAnything(items: readonly Items[]): boolean {
  return items.every((each) => Object.keys(each).length === 0);
}
