import data from './data/keywords-2026-11.json' with { type: 'json' };

/** `review`: perhaps an opt-out. Nothing more is sent to that person until somebody has read it. */
export type ReplyKind = 'opt_out' | 'opt_in' | 'help' | 'review' | 'other';

/** A keyword speaks for a message of at most this many words that begins with it. */
const SHORT_WORDS = 4;
/** Shorter words have too many neighbours to be taken for a typing mistake. */
const TYPO_LENGTH = 4;
/** No carrier passes on a longer reply; what is beyond is not looked at. */
const READ_LIMIT = 1600;

const optOut = compile(data.optOut);
const help = compile(data.help);
const optIn = compile(data.optIn);
const optOutPhrases = data.optOutPhrases.map(toPhrase);
const reviewPhrases = data.reviewPhrases.map(toPhrase);
const reviewWords = toWordSet(data.reviewWords);
const negations = toWordSet(data.negations);
const polite = toWordSet(data.polite);
const stopAsNoun = toWordSet(data.stopAsNoun);
const notTypos = toWordSet(data.notTypos);

/**
 * What a customer's reply means for their consent. Case, accents, punctuation, emoji and spaces make no difference. Opt-out goes before
 * help, help before opt-in. A keyword counts as the whole message, or its first line, or the first word of a short message; opting in takes the
 * whole message, since a "yes" at the start of a sentence is no consent. Plain demands ("take me off", "stop texting") are
 * opt-outs anywhere; mistyped keywords, vague demands and what only contains a keyword of a script without spaces go to review.
 * Words, phrases and their sources: `data/keywords-2026-11.json`.
 */
export function classifyReply(text: string): ReplyKind {
  const read = text.slice(0, READ_LIMIT);
  const words = withoutPoliteness(toWords(read));
  const [firstLine = ''] = read.trim().split(/[\r\n]/, 1);
  const head = withoutPoliteness(toWords(firstLine));
  if (isWhole(optOut, head) || isKeyword(optOut, words)) return 'opt_out';
  const demand = optOutPhrases.find((phrase) => indexOfPhrase(words, phrase) >= 0);
  if (demand !== undefined) return isNegated(words, demand) ? 'review' : 'opt_out';
  if (isVagueOptOut(words)) return 'review';
  if (isKeyword(help, words)) return 'help';
  if (isWhole(optIn, words)) return 'opt_in';
  return isMistyped(words) ? 'review' : 'other';
}

interface Keywords {
  /** Without spaces: `optout`. */
  readonly joined: ReadonlySet<string>;
  /** Those of several words, `['opt', 'out']`. */
  readonly phrases: readonly (readonly string[])[];
}

function compile(groups: readonly { readonly words: readonly string[] }[]): Keywords {
  const phrases = groups.flatMap((group) => group.words.map(toPhrase));
  return {
    joined: new Set(phrases.map((phrase) => phrase.join(''))),
    phrases: phrases.filter((phrase) => phrase.length > 1),
  };
}

function toPhrase(text: string): readonly string[] {
  return toWords(text);
}

function toWordSet(words: readonly string[]): ReadonlySet<string> {
  return new Set(words.flatMap(toWords));
}

/**
 * Lower-case words without accents. Marks that scripts share (accents, Arabic vowel signs, emoji selectors) go; the signs of Indic scripts
 * spell words and stay.
 * Apostrophes and invisible characters join what they stand between, everything else that is no letter or digit separates.
 */
function toWords(text: string): string[] {
  return text
    .replaceAll(/[\p{Cf}'’‘ʼ`´]/gu, '')
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\p{Script=Inherited}\u0640]/gu, '')
    .replaceAll('ı', 'i')
    .normalize('NFC')
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .filter((word) => word !== '');
}

/** "Please stop, thanks" is "stop"; a message of nothing but politeness stays as it is. */
function withoutPoliteness(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !polite.has(word));
  const last = words.findLastIndex((word) => !polite.has(word));
  return first < 0 ? words : words.slice(first, last + 1);
}

function isWhole(keywords: Keywords, words: readonly string[]): boolean {
  return keywords.joined.has(words.join(''));
}

function isKeyword(keywords: Keywords, words: readonly string[]): boolean {
  return isWhole(keywords, words) || (words.length <= SHORT_WORDS && beginsWith(keywords, words));
}

function beginsWith(keywords: Keywords, words: readonly string[]): boolean {
  return (
    keywords.joined.has(words[0] ?? '') ||
    keywords.phrases.some((phrase) => indexOfPhrase(words, phrase) === 0)
  );
}

function indexOfPhrase(words: readonly string[], phrase: readonly string[]): number {
  return words.findIndex((_, at) => phrase.every((word, i) => words[at + i] === word));
}

/** "Please don't stop sending these". */
function isNegated(words: readonly string[], phrase: readonly string[]): boolean {
  return negations.has(words[indexOfPhrase(words, phrase) - 1] ?? '');
}

function isVagueOptOut(words: readonly string[]): boolean {
  if (beginsWith(optOut, words)) return true;
  if (reviewPhrases.some((phrase) => indexOfPhrase(words, phrase) >= 0)) return true;
  if (words.some((word) => reviewWords.has(word) || containsUnspacedKeyword(word))) return true;
  return words.at(-1) === 'stop' && !stopAsNoun.has(words.at(-2) ?? '');
}

/** Chinese and Japanese put no spaces between words. */
function containsUnspacedKeyword(word: string): boolean {
  if (!/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word)) return false;
  for (const keyword of optOut.joined) if (keyword.length > 1 && word.includes(keyword)) return true;
  return false;
}

/** A whole message, or the first word of a short one, that is one slip away from an opt-out keyword. */
function isMistyped(words: readonly string[]): boolean {
  if (words.length > SHORT_WORDS) return false;
  return [words.join(''), words[0] ?? ''].some((word) => !notTypos.has(word) && isNearOptOut(word));
}

function isNearOptOut(word: string): boolean {
  for (const keyword of optOut.joined) {
    if (keyword.length >= TYPO_LENGTH && isOneSlipApart(word, keyword)) return true;
  }
  return false;
}

/** One letter changed, missing, too many, or two neighbours swapped. */
function isOneSlipApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const restA = a.slice(same);
  const restB = b.slice(same);
  return (
    restA.slice(1) === restB.slice(1) ||
    restA.slice(1) === restB ||
    restA === restB.slice(1) ||
    (restA.slice(2) === restB.slice(2) && restA[0] === restB[1] && restA[1] === restB[0])
  );
}
