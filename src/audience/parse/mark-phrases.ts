import { readChannelAgain } from './channel-again.ts';
import { countryOfCode } from './countries.ts';
import { isCountryCode } from './country-codes.ts';
import { isMonthOfMay } from './dates.ts';
import { isBeginning, readFillers } from './filler-words.ts';
import { CALLING, COMMAND, EVERYONE, NOISE, PERSON } from './noun-words.ts';
import { endOf, grammarWords, pattern, type Pattern } from './patterns.ts';
import { EXACT, type Mark, type Meaning, phrase, type Phrase } from './phrase.ts';
import { PRICE } from './price.ts';
import { isCode, lookUp, type Sentence } from './sentence.ts';
import { withOrWithout } from './with-or-without.ts';

const MARKS: readonly (readonly [Mark, Pattern])[] = [
  [
    'and',
    pattern(
      'and',
      'and also?',
      'as well as',
      'plus',
      '&',
      '+',
      'and then',
      'and additionally|again',
      'in addition',
      'together with',
      'and who|that also?',
      'along with',
    ),
  ],
  ['or', pattern('or', 'or else', 'and / or', 'or alternatively', 'or also', '|')],
  ['comma', pattern(',', ';')],
  [
    'but',
    pattern(
      'but',
      'yet',
      'however',
      'but also|only|just',
      'although',
      'while',
      'though',
      'but who|that also|only?',
      'but have',
      'and yet',
    ),
  ],
  [
    'not',
    pattern(
      'not',
      'no',
      'never',
      'without',
      'non',
      'outside of?',
      'without any|a|an|having?',
      'not yet',
      'not any',
      'have|has yet to',
      'lacking',
      'not ever',
      'never ever',
      'with no',
      'with neither',
      'not a|an single|one?',
      'never been',
      'not|never even? once',
      'with zero',
      'failed|fail to',
      'zero',
      'no record|records|history|evidence|trace of any|a|an|having?',
      'with|has|have no record|records|history|evidence|trace of any|a|an|having?',
      'made|make|placed|place|has|have|had|with no',
      'skipped',
      'anywhere|everywhere but|except|outside in?',
      'missing a|an|the|any?',
      'with? a|an? null|empty|blank|unknown',
    ),
  ],
  [
    'except',
    pattern(
      'except for|those|the|if|that|when?',
      'excluding|exclude|excludes',
      'excluded|excepted|omitted',
      'not included|counted|wanted',
      'left|taken out|aside',
      'excl|exc .?',
      'excepting for? the|those|these?',
      'except|excluding these',
      'other than',
      'apart from',
      'aside from',
      'minus',
      'save for',
      'leaving|leave out',
      'omit|omitting|ignore|ignoring|remove|drop|skip',
      'not including|counting',
      'but not those|the|people|customers|members|clients|users|ones|anyone|everyone ones|people|customers|members?',
      'without those|people|customers|members|anyone',
      'without the ones|people|customers|members|clients|users',
      'with the exception of',
      'with exception of',
      'but exclude|excluding|without|except|omit',
      'except for? those|people|customers|the|anyone|everyone|members',
      'and exclude|excluding|remove|not those',
      'unless they',
      'unless',
      'but leave out',
    ),
  ],
  ['either', pattern('either')],
  ['notBoth', pattern('not both', 'not both of? in|from|a|an?')],
  ['neither', pattern('neither')],
  ['nor', pattern('nor', ', nor', 'or nor')],
  ['open', pattern('(', '[')],
  ['close', pattern(')', ']')],
  [
    'who',
    pattern(
      'who|that|which|whom|whoever',
      'who have|has|had|are|is|were|was|do|did',
      'that have|has|had|are|is|were|was',
    ),
  ],
  ['among', pattern('among', 'amongst', 'out of', 'from among', 'taken from', 'within')],
];

const SINCE_NOTHING = pattern(
  'nothing else? more? since then|that?',
  'nothing else? after|afterwards|after that|after then|thereafter|later',
  'nothing else? ever? since then|that?',
  'no other? purchase|purchases|order|orders since|afterwards then|that?',
  'no other? purchase|purchases|order|orders after that|it',
  'not bought|purchased|ordered anything? else? since then|that?',
  'not bought|purchased|ordered anything? else? after that|afterwards',
  'not bought|purchased|ordered anything? else? afterwards|again|after',
  'never bought|purchased|ordered anything? else? again|since|afterwards then?',
  'bought|purchased|ordered nothing else? since|after|afterwards then|that?',
  'not|none|nothing|never on or after that date|day|time|point|month|year?',
  'not|none|nothing|never since|after that date|day|time|point|month|year',
  'not|none|never since|after|afterwards|later|thereafter then|that|it?',
  'not come back|returned since?',
  'not buy|purchase|order anything? else? since|again|afterwards|after then|that?',
  'have|has|had|did|do not bought|purchased|ordered|buy|order|purchase anything? else? since|again|afterwards|after then|that?',
  'have|has|did bought|purchased|ordered nothing else? since|after|afterwards then|that?',
  'have|has not since',
  'not anything since',
  'no purchase|purchases|order|orders thereafter',
  'not made|placed any|another|a purchase|purchases|order|orders since|after|afterwards then|that?',
  'made|placed no other|further? purchase|purchases|order|orders since|after|afterwards then|that?',
);
const SAME_NOT_SINCE = pattern(
  'not since then|that?',
  'not again since?',
  'never again since?',
  'not|never since',
);
const IMPERATIVE = pattern(
  'email|text|message|contact|target|reach|mail|whatsapp|write|notify|call|invite|send|address|ping',
  'email|text|message|contact|target|reach|write to?',
  'send an|a|the|our? message|email|sms|text|whatsapp|campaign|newsletter to',
  'send whatsapp|sms|email|a|an|the|our? messages|message|email|text|campaign|newsletter? to',
  'write an|a? email|message|sms|text? to',
  'send to',
);

/** Words that hold the sentence together, and those that say nothing. */
export function readMarkPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const phrases: Phrase[] = [...readFillers(sentence, at)];
  const isName = isWrittenName(sentence, at);
  const give = (end: number | undefined, meaning: Meaning) => {
    if (end !== undefined && !(isName && end === at + 1)) phrases.push(phrase(at, end, meaning, EXACT));
  };
  for (const [mark, way] of MARKS) give(endOf(tokens, at, way), { is: 'mark', mark });
  const person = endOf(tokens, at, PERSON);
  if (person !== undefined && !isWeakNoun(sentence, at, person)) give(person, { is: 'mark', mark: 'noun' });
  if (tokens[at + 1]?.word === '.' && tokens[at + 1]?.isJoined === true && tokens[at + 2]?.isJoined === true)
    give(person === at + 1 ? at + 2 : undefined, { is: 'mark', mark: 'noise' });
  const calling = calledSo(sentence, at);
  if (calling !== undefined) phrases.push(calling);
  give(endOf(tokens, at, EVERYONE), { is: 'everyone' });
  give(withOrWithout(sentence, at), { is: 'mark', mark: 'noise' });
  if (isEveryOf(sentence, at)) give(at + 1, { is: 'everyone' });
  give(endOf(tokens, at, pattern('nobody', 'no one', 'none of them')), { is: 'nobody' });
  const since = endOf(tokens, at, SINCE_NOTHING);
  if (since !== undefined && isClosed(sentence, since)) give(since, { is: 'nothingSince' });
  const same = endOf(tokens, at, SAME_NOT_SINCE);
  if (same !== undefined && isClosed(sentence, same)) give(same, { is: 'nothingSince', isSame: true });
  if (!isMeant(sentence, at) && readChannelAgain(tokens, at) === undefined)
    give(endOf(tokens, at, NOISE), { is: 'mark', mark: 'noise' });
  if (isLabel(sentence, at)) give(endOf(tokens, at, LABEL), { is: 'mark', mark: 'noise' });
  if (isBeginning(sentence, at)) give(endOf(tokens, at, COMMAND), { is: 'mark', mark: 'noise' });
  const command = isCommandPlace(sentence, at) ? endOf(tokens, at, IMPERATIVE) : undefined;
  if (command !== undefined && !isChannelNoun(sentence, command) && speaksOfPeople(sentence, at, command))
    give(command, { is: 'mark', mark: 'noise' });
  if (tokens[at]?.word === 'very' && /^(first|last|latest)$/.test(tokens[at + 1]?.word ?? ''))
    give(at + 1, { is: 'mark', mark: 'noise' });
  if (tokens[at]?.word === '!' && tokens[at + 1]?.isJoined === true)
    give(at + 1, { is: 'mark', mark: 'not' });
  const adverb = sentence.tokens[at]?.word === 'before' ? sentence.tokens[at + 1] : undefined;
  const isAdverb =
    sentence.tokens[at]?.word === 'before' &&
    (adverb === undefined || /^([,.?!)]|but|and|or)$/.test(adverb.word));
  if (isAdverb) give(at + 1, { is: 'mark', mark: 'noise' });
  return phrases;
}

/** Words between `every` and its noun. */
const MOST_ADJECTIVES = 3;

const LABEL = pattern(
  'lapsed|lapsing|active|vip|vips|subset|low|high|medium|value|potential|core|heavy|light|engaged|recency|frequency|monetary|lovers|fans|leads|churned|dormant|sleeping|inactive|loyal|new|win|winback|reactivation|reactivated|upsell|returning|recent|big|warm|cold|hot|risk',
  'win back',
  'cross sell',
  'at risk',
);

/** `riders`, of a business whose data knows a `last_ride`: all of its customers. */
function calledSo(sentence: Sentence, at: number): Phrase | undefined {
  const end = endOf(sentence.tokens, at, CALLING);
  if (end === undefined || isWeakNoun(sentence, at, end)) return undefined;
  const { stem = '', raw = '' } = sentence.tokens[at] ?? {};
  const isOfData = ['r', 'er'].some((ending) => sentence.index.words.has(stem.slice(0, -ending.length)));
  return phrase(at, end, { is: 'mark', mark: 'noun' }, EXACT * (isOfData ? 1 : PRICE.calling), [
    `"${raw}" was taken as a word for customers.`,
  ]);
}

/** `lapsed golds - no order in 4 months`: a name for what is said behind the sign. */
function isLabel({ tokens }: Sentence, at: number): boolean {
  const sign = tokens.findIndex(({ word }, i) => i > at && i < at + 5 && /^[:=(–—-]$/.test(word));
  return at < 3 && sign > at && tokens.length > sign + 2;
}

/** `every gold member`: what stands between says something of the people. */
function isEveryOf({ tokens }: Sentence, at: number): boolean {
  if (!/^(every|each)$/.test(tokens[at]?.word ?? '')) return false;
  const noun = tokens.findIndex((_, i) => i > at && endOf(tokens, i, PERSON) !== undefined);
  const between = tokens.slice(at + 1, noun);
  return noun > at && between.length <= MOST_ADJECTIVES && between.every(({ kind }) => kind === 'word');
}

/** `about 500` and the month of May are no holding words. */
function isMeant({ tokens }: Sentence, at: number): boolean {
  const token = tokens[at];
  if (token?.word === '!') return tokens[at + 1]?.isJoined === true;
  if (token?.word === 'about') return /^\d/.test(tokens[at + 1]?.word ?? '');
  return token?.word === 'may' && at > 0 && isMonthOfMay(tokens, at);
}

/** `we could email ...`, and not `may we email ...`, which asks who agreed to it. */
function isCommandPlace({ tokens }: Sentence, at: number): boolean {
  const isAskedLeave = tokens[at - 2]?.word === 'may' && /^(i|we)$/.test(tokens[at - 1]?.word ?? '');
  if (isAskedLeave) return false;
  return (
    at === 0 || /^(to|please|should|can|lets|let|i|we|could|would|must)$/.test(tokens[at - 1]?.word ?? '')
  );
}

/** `email gold members`, and not `email ok`. */
function speaksOfPeople({ tokens }: Sentence, at: number, from: number): boolean {
  if (!/^(email|text|mail|whatsapp)$/.test(tokens[at]?.word ?? '')) return true;
  return tokens
    .slice(from)
    .some(
      ({ word }) =>
        PERSON.byFirst.has(word) ||
        EVERYONE.byFirst.has(word) ||
        /^(who|whoever|buyers?|spenders?)$/.test(word),
    );
}

/** `email subscribers` speaks of a channel, `email everyone` only says what to do. */
function isChannelNoun({ tokens }: Sentence, end: number): boolean {
  const next = tokens[end];
  return (
    next === undefined ||
    next.kind === 'sign' ||
    /^(subscribers?|opt|opted|optins?|consents?|consented|permission|users?|address|addresses|reachable|contactable|numbers?|preferred|known|missing|is|are|and|or|opens?|clicks?|newsletters?|not)$/.test(
      next.word,
    )
  );
}

/** `US`, `Nice`: in capitals and in the data, so no function word. */
function isWrittenName(sentence: Sentence, at: number): boolean {
  const raw = sentence.tokens[at]?.raw ?? '';
  const isWritten = isCode(sentence, at);
  const isTheCountry =
    raw.toLowerCase() === 'the' &&
    lookUp(sentence, at).some(
      ({ score, end, refs }) => score === 1 && end > at + 1 && refs.some((ref) => ref.is === 'country'),
    );
  if (isTheCountry) return true;
  const isCapital = at > 0 && /^\p{Lu}/u.test(raw);
  if (!isWritten && !isCapital) return false;
  if (countryOfCode(raw) !== undefined && grammarWords.has(raw.toLowerCase()))
    return isCountryCode(sentence, at);
  const hits = lookUp(sentence, at).some(
    ({ score, refs }) => score === 1 && refs.some((ref) => ref.is === 'value' || ref.is === 'country'),
  );
  return hits || (isWritten && isCountryCode(sentence, at));
}

/** `nothing since` ends there: `nothing since March` is another thing. */
function isClosed({ tokens }: Sentence, end: number): boolean {
  const next = tokens[end]?.word;
  return (
    next === undefined || /^(and|or|but|,|\.|\?|!|\)|who|that|can|with|in|from|have|has|are)$/.test(next)
  );
}

/** `business` in `business customers` is a noun only where the data has no such value. */
function isWeakNoun(sentence: Sentence, at: number, end: number): boolean {
  const isStrong =
    /^(customer|client|user|member|people|person|guest|patient|contact|shopper|those|them|one|us|folk)$/.test(
      sentence.tokens[at]?.stem ?? '',
    );
  return (
    !isStrong &&
    lookUp(sentence, at).some(
      (found) =>
        found.end >= end &&
        found.score === 1 &&
        found.refs.some((ref) => ref.is === 'value' || ref.is === 'flag'),
    )
  );
}

const COUNTING = pattern(
  'how many customers|people|users|members|clients|contacts|guests|patients are|do|have|there|we|i|in|total|got|exist|?',
);

/** `how many customers are there` asks for everybody, though it does not say so. */
export function asksForAll({ tokens }: Sentence): boolean {
  return endOf(tokens, 0, COUNTING) !== undefined;
}
