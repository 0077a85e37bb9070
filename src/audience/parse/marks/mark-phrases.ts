import { readChannelAgain } from '../channels/channel-again.ts';
import { readCommands } from './command-phrases.ts';
import { countryOfCode } from '../words/countries.ts';
import { isCountryCode } from '../names/country-codes.ts';
import { isMark } from '../sentence/deeds-in-row.ts';
import { isMonthOfMay } from '../times/date-words.ts';
import { readFillers } from './fillers.ts';
import { MARKS } from './mark-words.ts';
import { yesAndNo } from '../data/field-roles.ts';
import type { Ref } from '../data/ref.ts';
import { readNothingSince } from '../purchases/nothing-since-phrases.ts';
import { NOISE, PERSON } from '../words/noun-words.ts';
import { readNumber } from '../words/numbers.ts';
import { endOf, grammarWords, pattern } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import { readOrder } from './order-phrases.ts';
import { readOrderedValues } from './ordered-values.ts';
import { readPeople } from './people-phrases.ts';
import { type Mark, phrase, type Phrase } from '../sentence/phrase.ts';
import { beginsSentence, isCapital, isCode, lookUp, type Sentence } from '../sentence/sentence.ts';
import { withOrWithout } from './with-or-without.ts';

/** Words that hold the sentence together, and those that say nothing. */
export function readMarkPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const marks = [
    ...joining(sentence, at),
    ...readPeople(sentence, at),
    ...readNothingSince(sentence, at),
    ...readOrder(sentence, at),
    ...noise(sentence, at),
    ...readCommands(sentence, at),
  ];
  const isName = marks.length > 0 && isWrittenName(sentence, at);
  return [
    ...readFillers(sentence, at),
    ...readOrderedValues(sentence, at),
    ...marks.filter((mark) => !(isName && mark.end === at + 1) && !isOfLongerName(sentence, mark)),
  ];
}

/** `contact` of `contact owner`, where the data has a `contact_owner`. */
function isOfLongerName(sentence: Sentence, { start, end, meaning }: Phrase): boolean {
  const isEmpty = meaning.is === 'mark' && (meaning.mark === 'noun' || meaning.mark === 'noise');
  return (
    isEmpty &&
    lookUp(sentence, start).some(
      (found) =>
        found.score === 1 &&
        found.end > end &&
        found.refs.some((ref) => ref.is === 'field' && !ref.isPart && isOfNouns(sentence, start, found.end)),
    )
  );
}

/** Whether each of these words is one for people, so that nothing would be left of a name that is cut. */
function isOfNouns({ tokens }: Sentence, start: number, end: number): boolean {
  return tokens.slice(start, end).every((_, i) => endOf(tokens, start + i, PERSON) !== undefined);
}

function joining(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, today } = sentence;
  // `non-members`, of whom nobody knows who is one: it denies nothing that stands behind.
  if (tokens[at]?.word === 'non' && readPeople(sentence, at + 1).some((each) => isMark(each, 'noun')))
    return [];
  const isBang = tokens[at]?.word === '!' && tokens[at + 1]?.isJoined === true;
  // `purchases in October but none in September`
  const isNoneThen = tokens[at]?.word === 'none' && readPeriod(tokens, at + 1, today) !== undefined;
  return [
    ...MARKS.flatMap(([mark, way]) => marked(at, endOf(tokens, at, way), mark)),
    ...marked(at, isBang || isNoneThen ? at + 1 : undefined, 'not'),
  ];
}

const BUT_NOT = pattern(',? but|and|yet have|has? never|not|nothing');
const SIGNED_UP = pattern(
  'signed up',
  'have|has signed up',
  'registered',
  'joined us?',
  'have|has an account',
);
const ADVERB = pattern('before', 'in the past', 'in earlier|former|previous times|years', 'at some point');

function noise(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const [word, next] = [tokens[at]?.word, tokens[at + 1]?.word];
  const isHeld = !isMeant(sentence, at) && readChannelAgain(tokens, at) === undefined;
  const isVery = word === 'very' && /^(first|last|latest)$/.test(next ?? '');
  const adverb = endOf(tokens, at, ADVERB);
  const isAdverb = adverb !== undefined && /^([,.?!)]|but|and|or|)$/.test(tokens[adverb]?.word ?? '');
  // `signed up but never bought a thing`: everybody has.
  const signed = endOf(tokens, at, SIGNED_UP);
  const isOfAll = signed !== undefined && endOf(tokens, signed, BUT_NOT) !== undefined;
  return [
    isOfAll ? signed : undefined,
    withOrWithout(sentence, at),
    isHeld ? endOf(tokens, at, NOISE) : undefined,
    isVery ? at + 1 : undefined,
    byFriend(sentence, at),
    isAdverb ? adverb : undefined,
  ].flatMap((end) => marked(at, end, 'noise'));
}

const BY_FRIEND = pattern(
  'by a|an|another|our|one? of? our? existing|other|fellow? friend|friends|customer|customers|member|members|client|clients|someone|somebody',
);

/** `referred by a friend`, of a flag `referred`: by whom, it does not tell. */
function byFriend({ tokens, index }: Sentence, at: number): number | undefined {
  const end = endOf(tokens, at, BY_FRIEND);
  const isFlag = index.refs.get(tokens[at - 1]?.stem ?? '')?.some(({ is }) => is === 'flag') === true;
  return end !== undefined && isFlag && /^(refer|recommend|introduc)/.test(tokens[at - 1]?.word ?? '')
    ? end
    : undefined;
}

function marked(at: number, end: number | undefined, mark: Mark): readonly Phrase[] {
  return end === undefined ? [] : [phrase(at, end, { is: 'mark', mark })];
}

/** `about 500`, `exactly one loan` and the month of May are no holding words. */
function isMeant({ tokens }: Sentence, at: number): boolean {
  const token = tokens[at];
  if (token?.word === '!') return tokens[at + 1]?.isJoined === true;
  if (token?.word === 'exactly') return readNumber(tokens, at + 1) !== undefined;
  if (token?.word === 'had') return isOfThing(tokens, at);
  if (token?.word === 'about') return /^\d/.test(tokens[at + 1]?.word ?? '');
  return token?.word === 'may' && at > 0 && isMonthOfMay(tokens, at);
}

/** `never had it`: of what was named before, which somebody who had it bought. */
function isOfThing(tokens: Sentence['tokens'], at: number): boolean {
  return (
    /^(never|not|ever)$/.test(tokens[at - 1]?.word ?? '') &&
    /^(it|one|any|them|that|those|either)$/.test(tokens[at + 1]?.word ?? '') &&
    /^([,.;?!)]|and|or|but|since|in|this|last|before|yet|so|who|with|)$/.test(tokens[at + 2]?.word ?? '')
  );
}

/** `US`, `Nice`, `Plus customers` at the beginning: in capitals and in the data, so no function word. */
function isWrittenName(sentence: Sentence, at: number): boolean {
  const raw = sentence.tokens[at]?.raw ?? '';
  const isWritten = isCode(sentence, at);
  const isTheCountry =
    raw.toLowerCase() === 'the' &&
    lookUp(sentence, at).some(
      ({ score, end, refs }) => score === 1 && end > at + 1 && refs.some((ref) => ref.is === 'country'),
    );
  if (isTheCountry) return true;
  const isName = beginsSentence(sentence, at)
    ? /^(plus|and|or|but|not|no)$/i.test(raw) &&
      (endOf(sentence.tokens, at + 1, PERSON) !== undefined || isAlone(sentence, at))
    : isCapital(sentence, at);
  if (!isWritten && !isName) return false;
  if (countryOfCode(raw) !== undefined && grammarWords.has(raw.toLowerCase()))
    return isCountryCode(sentence, at);
  // The `No` of a `tax_exempt` is nobody's name.
  const isNaming = (ref: Ref) =>
    ref.is === 'country' || (ref.is === 'value' && yesAndNo(ref.field) === undefined);
  const hits = lookUp(sentence, at).some(({ score, refs }) => score === 1 && refs.some(isNaming));
  return hits || (isWritten && isCountryCode(sentence, at));
}

/** `What about Plus?`: nothing but signs stands behind. */
function isAlone({ tokens }: Sentence, at: number): boolean {
  return isCapitalised(tokens[at]?.raw) && tokens.slice(at + 1).every(({ kind }) => kind === 'sign');
}

function isCapitalised(raw = ''): boolean {
  return /^\p{Lu}\p{Ll}/u.test(raw);
}

const COUNTING = pattern(
  'how many customers|people|users|members|clients|contacts|guests|patients are|do|have|there|we|i|in|total|got|exist|?',
);

/** `how many customers are there` asks for everybody, though it does not say so. */
export function asksForAll({ tokens }: Sentence): boolean {
  return endOf(tokens, 0, COUNTING) !== undefined;
}
