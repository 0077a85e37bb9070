import type { FieldWords } from '../../vocabulary.ts';
import type { FieldMention } from './field-mention.ts';
import { foldWord } from '../words/fold-word.ts';
import { runAt } from '../names/literal-values.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';

const CONTAINS = pattern(
  'contains|contain|containing|including',
  'with the text',
  'like|ilike',
  'is like',
  'ends|ending|starts|starting|begins|beginning with',
  'ends|ending in',
);

/** `email contains "@example.com"`, `phone starting with +351`. */
export function giveContained({ sentence, read, give }: FieldMention): void {
  const { tokens } = sentence;
  const { field } = read;
  const contains = endOf(tokens, read.end, CONTAINS);
  const part = contains === undefined ? undefined : tokens[contains];
  const run = contains === undefined ? undefined : runAt(sentence, contains);
  const isLike = tokens.slice(read.end, contains).some(({ word }) => /^i?like$/.test(word));
  const plain = (text: string) => (isLike ? withoutPercent(text) : text);
  const isEdge =
    /^(ends|ending|starts|starting|begins|beginning)$/.test(tokens[read.end]?.word ?? '') ||
    (isLike && part?.kind === 'quoted' && part.word.startsWith('%') !== part.word.endsWith('%'));
  const edge = isEdge ? 'Beginning or ending with a text was taken as containing it.' : undefined;
  const price = !isEdge
    ? 1
    : /^[%"'@.+]/.test(part?.raw.replace(/^["']/, '') ?? '')
      ? PRICE.choice
      : PRICE.torn;
  const said = part?.kind === 'quoted' ? plain(part.word) : plain(run?.text ?? '');
  const stored = withAccents(field, said);
  if (contains !== undefined && stored.length > 0)
    give(
      part?.kind === 'quoted' ? contains + 1 : (run?.end ?? contains + 1),
      { field: field.name, in: stored },
      price,
      edge,
    );
  else if (contains !== undefined && part !== undefined && part.kind === 'quoted' && field.type !== 'list')
    give(contains + 1, { field: field.name, contains: plain(part.word) }, price, edge);
  else if (run !== undefined && field.type !== 'list')
    give(run.end, { field: field.name, contains: plain(run.text) }, price, edge);
  else if (contains !== undefined && part?.kind === 'quoted')
    give(contains + 1, { field: field.name, contains: plain(part.word) }, price, edge);
}

/** Values that have a text only with its accents, `Málaga` for `malaga`: a query compares letter by letter. */
function withAccents({ type, values }: FieldWords, text: string): readonly string[] {
  const texts =
    type === 'text' ? values.flatMap(({ value }) => (typeof value === 'string' ? [value] : [])) : [];
  const isPlain = texts.some((value) => value.toLowerCase().includes(text.toLowerCase()));
  return isPlain || text === '' ? [] : texts.filter((value) => foldWord(value).includes(foldWord(text)));
}

/** `LIKE '%text%'`. */
function withoutPercent(text: string): string {
  return text.replaceAll(/^%|%$/g, '');
}
