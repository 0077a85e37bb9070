import { isListPiece } from './cell-values.ts';
import type { WrittenColumn } from './written-forms.ts';

const QUOTES = /^"(.*)"$/;

/**
 * Whether a column holds lists with commas: `vip, wholesale`. Lists differ in length, and what is in one is in another, alone or at
 * another place; `Austin, TX` and `Costa, Ana` are no lists.
 */
export function commaLists(texts: readonly string[]): WrittenColumn | undefined {
  const lists = texts.map(piecesOf);
  if (!lists.every((pieces) => pieces.every(isListPiece))) return undefined;
  const lengths = new Set(lists.map(({ length }) => length));
  if (lengths.size < 2) return undefined;
  const uses = new Map<string, number>();
  for (const piece of lists.flatMap((pieces) => [...new Set(pieces)]))
    uses.set(piece, (uses.get(piece) ?? 0) + 1);
  const alone = new Set(
    lists.flatMap(([first, ...others]) => (first !== undefined && others.length === 0 ? [first] : [])),
  );
  const isShared = lists.some((pieces) => pieces.length > 1 && pieces.some((piece) => alone.has(piece)));
  const isVocabulary = [...uses.values()].every((count) => count > 1);
  return isShared && isVocabulary ? list : undefined;
}

const list: WrittenColumn = {
  form: 'comma_list',
  plainText: (text) => JSON.stringify(piecesOf(text)),
};

function piecesOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((piece) => piece.trim().replace(QUOTES, '$1'))
    .filter((piece) => piece !== '');
}
