import type { Token } from './tokens.ts';

interface Step {
  readonly words: ReadonlySet<string>;
  readonly isOptional: boolean;
}

type Way = readonly Step[];

/** Ways to say one thing, each a row of words, by the words they may begin with. */
export interface Pattern {
  readonly byFirst: ReadonlyMap<string, readonly Way[]>;
}

const known = new Set<string>();
let isSealed = false;

/** Every word of the patterns of all modules: what the grammar itself knows, and the data need not explain. */
export const grammarWords: ReadonlySet<string> = known;

/** Patterns by their ways, one step a way: functions ask for theirs at every word, and joining the ways cost 5% of all reading. */
interface Made {
  pattern?: Pattern;
  readonly next: Map<string, Made>;
}

const made: Made = { next: new Map() };
const waysWith = new Map<string, Way[]>();

/** From now on patterns teach no further words: those that functions make as they run would else let one question change the next. */
export function sealGrammar(): void {
  isSealed = true;
}

/** `opt|opted in to|for?`: words apart by spaces, `|` between words for one place, `?` behind a place that may be left out. */
export function pattern(...ways: readonly string[]): Pattern {
  let place = made;
  for (const way of ways) {
    let next = place.next.get(way);
    if (next === undefined) place.next.set(way, (next = { next: new Map() }));
    place = next;
  }
  return (place.pattern ??= patternOf(ways));
}

function patternOf(ways: readonly string[]): Pattern {
  const byFirst = new Map<string, Way[]>();
  for (const way of ways.map((each) => each.trim().split(/\s+/).map(stepOf))) {
    if (way.length > 1 && !isSealed)
      for (const word of way.flatMap(({ words }) => [...words])) keepWay(word, way);
    for (const word of firstWords(way)) {
      const others = byFirst.get(word);
      if (others === undefined) byFirst.set(word, [way]);
      else others.push(way);
    }
  }
  return { byFirst };
}

/** Whether some way to say something has these words side by side: `more than`. */
export function standTogether(first: string, second: string): boolean {
  return (waysWith.get(first) ?? []).some((way) =>
    way.some(({ words }, at) => words.has(first) && follows(way, at + 1, second)),
  );
}

function follows(way: Way, at: number, word: string): boolean {
  const step = way[at];
  return step !== undefined && (step.words.has(word) || (step.isOptional && follows(way, at + 1, word)));
}

function keepWay(word: string, way: Way): void {
  const ways = waysWith.get(word);
  if (ways === undefined) waysWith.set(word, [way]);
  else ways.push(way);
}

function stepOf(text: string): Step {
  const isOptional = text.length > 1 && text.endsWith('?');
  const words = text === '|' ? [text] : (isOptional ? text.slice(0, -1) : text).split('|');
  if (!isSealed) for (const word of words) known.add(word);
  return { words: new Set(words), isOptional };
}

function firstWords(way: Way): ReadonlySet<string> {
  const words = new Set<string>();
  for (const step of way) {
    for (const word of step.words) words.add(word);
    if (!step.isOptional) break;
  }
  return words;
}

/** Where the longest way that fits at this token ends, or `undefined`. */
export function endOf(tokens: readonly Token[], at: number, { byFirst }: Pattern): number | undefined {
  const token = tokens[at];
  const ways = token === undefined || token.kind === 'quoted' ? undefined : byFirst.get(token.word);
  let longest: number | undefined;
  for (const way of ways ?? []) {
    const end = endOfWay(tokens, at, way, 0);
    if (end !== undefined && end > at && (longest === undefined || end > longest)) longest = end;
  }
  return longest;
}

/** The same, or `at` where nothing fits. */
export function skip(tokens: readonly Token[], at: number, wanted: Pattern): number {
  return endOf(tokens, at, wanted) ?? at;
}

function endOfWay(tokens: readonly Token[], at: number, way: Way, from: number): number | undefined {
  const step = way[from];
  if (step === undefined) return at;
  const token = tokens[at];
  if (token !== undefined && token.kind !== 'quoted' && step.words.has(token.word)) {
    const end = endOfWay(tokens, at + 1, way, from + 1);
    if (end !== undefined) return end;
  }
  return step.isOptional ? endOfWay(tokens, at, way, from + 1) : undefined;
}

// What only patterns inside of functions have.
pattern(
  'altogether|attribute|birth|brand|chosen|close|collected|column|consecutive|consume|consumed|consumes|consuming|contained|contract|costing',
  'earned|eldest|field|gets|go|hold|holds|mtd|newly|nobody|olds|originally|rate|respectively|sample|seed|selected|selection|sometime|strictly',
  'lately|store|updates|utc|youngest|ytd',
);
