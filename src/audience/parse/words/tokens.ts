import { foldWord, singular } from './fold-word.ts';
import { numberAndUnit, unitWritten } from './measures.ts';

/** One word, number, sign or quotation of a question. */
export interface Token {
  readonly kind: 'word' | 'number' | 'sign' | 'quoted';
  /** Folded; of a contraction one of its words; of a quotation what stands in it. */
  readonly word: string;
  /** In singular. */
  readonly stem: string;
  /** Offsets in the question. */
  readonly start: number;
  readonly end: number;
  /** As it stands in the question. */
  readonly raw: string;
  /** Nothing or only a hyphen stands between it and the token before. */
  readonly isJoined: boolean;
}

/** Quotations, `i.e.`, `square metres`, numbers, words and signs. */
const PIECE =
  /"((?:[^"]|"")*)"|“([^”]*)”|«([^»]*)»|(?<![\p{L}\p{N}])'([^']+)'(?![\p{L}\p{N}])|(?<![\p{L}\p{N}])(?:i\.e|e\.g)\.?(?![\p{L}\p{N}])|(?<!\p{L})((?:sq\.?|square)[ -]?(?:m|met(?:er|re)s?|ft|feet|foot)(?![\p{L}\p{N}])|(?:m|ft)²)|(\d+\.\d+(?=\p{L})|(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?=[xX]?(?![\p{L}\p{N}])))|((?<![\p{L}\p{N}])[wW]\/(?:[oO](?![\p{L}\p{N}]))?|[\p{L}\p{M}\p{N}]+(?:['’]\p{L}+)*)|(>=|<=|!=|<>|==|\S)/gu;

const CONTRACTED: ReadonlyMap<string, readonly string[]> = new Map([
  ["can't", ['can', 'not']],
  ['whos', ['whose']],
  ["won't", ['will', 'not']],
  ["shan't", ['shall', 'not']],
  ['cannot', ['can', 'not']],
  ['dont', ['do', 'not']],
  ['doesnt', ['does', 'not']],
  ['didnt', ['did', 'not']],
  ['havent', ['have', 'not']],
  ['hasnt', ['has', 'not']],
  ['hadnt', ['had', 'not']],
  ['isnt', ['is', 'not']],
  ['arent', ['are', 'not']],
  ['wasnt', ['was', 'not']],
  ['werent', ['were', 'not']],
  ['cant', ['can', 'not']],
  ['wont', ['will', 'not']],
  ['dident', ['did', 'not']],
  ['didint', ['did', 'not']],
  ['dosent', ['does', 'not']],
  ['doesent', ['does', 'not']],
  ['havnt', ['have', 'not']],
  ['hasent', ['has', 'not']],
  ['unopened', ['not', 'opened']],
  ['unclicked', ['not', 'clicked']],
  ['unread', ['not', 'read']],
  ['w/o', ['without']],
  ['w/', ['with']],
]);

/** Words whose `'s` is a verb; of all others it is a possessive. */
const BEFORE_IS = new Set(['who', 'that', 'it', 'what', 'there', 'he', 'she', 'here', 'let']);
const SHORT_VERBS: Readonly<Record<string, string>> = {
  ve: 'have',
  re: 'are',
  d: 'had',
  ll: 'will',
  m: 'am',
};

/** Cuts a text into tokens. Hyphens and underscores between letters only part words; linear in its length. */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let previousEnd = -1;
  for (const match of text.matchAll(PIECE)) {
    const start = match.index;
    const raw = match[0];
    const end = start + raw.length;
    const between = previousEnd < 0 ? ' ' : text.slice(previousEnd, start);
    const isJoined = between === '' || between === '-' || between === '_';
    const quoted = match[1]?.replaceAll('""', '"') ?? match[2] ?? match[3] ?? match[4];
    if (isSeparator(text, start, raw)) continue;
    previousEnd = end;
    if (quoted !== undefined && isWrittenDate(text.slice(0, start), raw, quoted))
      tokens.push(...tokenize(quoted).map((token) => movedBy(start + 1, token)));
    else if (quoted !== undefined) tokens.push(tokenOf('quoted', quoted, raw, start, isJoined));
    else if (match[5] !== undefined)
      tokens.push(tokenOf('word', unitWritten(raw) ?? raw, raw, start, isJoined));
    else if (match[6] !== undefined) tokens.push(tokenOf('number', raw, raw, start, isJoined));
    else if (match[7] !== undefined) tokens.push(...wordTokens(raw, start, isJoined));
    else tokens.push(tokenOf('sign', raw.length > 2 ? ':' : raw, raw, start, isJoined));
  }
  return tokens;
}

/** `signup_at >= '2025-01-01'`, as it stands in statements: a date, and no text. */
function isWrittenDate(before: string, raw: string, quoted: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(quoted) && (raw.startsWith("'") || /[<>=]\s*$/.test(before));
}

function movedBy(offset: number, token: Token): Token {
  return { ...token, start: token.start + offset, end: token.end + offset };
}

function wordTokens(raw: string, start: number, isJoined: boolean): readonly Token[] {
  const [number, unit] = numberAndUnit(raw) ?? [];
  if (number !== undefined && unit !== undefined)
    return [
      tokenOf('number', number, number, start, isJoined),
      tokenOf('word', unit, unit, start + number.length, true),
    ];
  return expand(raw).map((word) => tokenOf('word', word, raw, start, isJoined));
}

function isSeparator(text: string, start: number, raw: string): boolean {
  if (raw !== '-' && raw !== '_') return false;
  const before = text[start - 1] ?? ' ';
  const after = text[start + 1] ?? ' ';
  if (/\d/.test(before) && /\d/.test(after))
    return raw === '_' || /\p{L}-?\d+$/u.test(text.slice(Math.max(0, start - 12), start));
  return /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
}

function tokenOf(kind: Token['kind'], word: string, raw: string, start: number, isJoined: boolean): Token {
  const folded = kind === 'quoted' ? word : foldWord(word);
  return {
    kind,
    word: folded,
    stem: kind === 'word' ? singular(folded) : folded,
    raw,
    start,
    end: start + raw.length,
    isJoined,
  };
}

function expand(raw: string): readonly string[] {
  const word = foldWord(raw).replaceAll('’', "'");
  const known = CONTRACTED.get(word);
  if (known !== undefined) return known;
  if (word.endsWith("n't")) return [word.slice(0, -3), 'not'];
  const cut = word.lastIndexOf("'");
  if (cut < 0) return [word];
  const before = word.slice(0, cut);
  const after = word.slice(cut + 1);
  if (after === 's') return BEFORE_IS.has(before) ? [before, 'is'] : [before];
  const verb = SHORT_VERBS[after];
  return verb === undefined ? [word.replaceAll("'", '')] : [before, verb];
}

/** The words by which a text of the data is found: without signs, in singular, `&` as `and`. */
export function keyWords(text: string): readonly string[] {
  return tokenize(text.replaceAll('"', ' ').replaceAll("' ", ' ')).flatMap((token) =>
    token.kind === 'sign' ? (token.word === '&' ? ['and'] : []) : token.word === '' ? [] : [token.stem],
  );
}
