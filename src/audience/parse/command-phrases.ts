import { isBeginning } from './filler-words.ts';
import { COMMAND, EVERYONE, PERSON } from './noun-words.ts';
import { endOf, pattern } from './patterns.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { Sentence } from './sentence.ts';

const IMPERATIVE = pattern(
  'email|text|message|contact|target|reach|mail|whatsapp|write|notify|call|invite|send|address|ping',
  'email|text|message|contact|target|reach|write to?',
  'send an|a|the|our? message|email|sms|text|whatsapp|campaign|newsletter to',
  'send whatsapp|sms|email|a|an|the|our? messages|message|email|text|campaign|newsletter? to',
  'write an|a? email|message|sms|text? to',
  'send to',
);

const LABEL = pattern(
  'lapsed|lapsing|active|vip|vips|subset|low|high|medium|value|potential|core|heavy|light|engaged|recency|frequency|monetary|lovers|fans|leads|churned|dormant|sleeping|inactive|loyal|new|win|winback|reactivation|reactivated|upsell|returning|recent|big|warm|cold|hot|risk',
  'win back',
  'cross sell',
  'at risk',
);

/** What is to be done with those who are meant, and what they are called: says nothing of who they are. */
export function readCommands(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const imperative = isCommandPlace(sentence, at) ? endOf(tokens, at, IMPERATIVE) : undefined;
  const isOfPeople =
    imperative !== undefined &&
    !isChannelNoun(sentence, imperative) &&
    speaksOfPeople(sentence, at, imperative);
  return [
    isLabel(sentence, at) ? endOf(tokens, at, LABEL) : undefined,
    isBeginning(sentence, at) ? endOf(tokens, at, COMMAND) : undefined,
    isOfPeople ? imperative : undefined,
  ].flatMap((end) => (end === undefined ? [] : [phrase(at, end, { is: 'mark', mark: 'noise' })]));
}

/** `lapsed golds - no order in 4 months`: a name for what is said behind the sign. */
function isLabel({ tokens }: Sentence, at: number): boolean {
  const sign = tokens.findIndex(({ word }, i) => i > at && i < at + 5 && /^[:=(–—-]$/.test(word));
  return at < 3 && sign > at && tokens.length > sign + 2;
}

/** `we could email ...`, and not `may we email ...` or `learners we could email`, which ask who agreed to it. */
function isCommandPlace(sentence: Sentence, at: number): boolean {
  const { tokens } = sentence;
  const [third, second, last] = [3, 2, 1].map((back) => tokens[at - back]?.word ?? '');
  if (second === 'may' && /^(i|we)$/.test(last ?? '')) return false;
  const isRelative = /^(i|we|you)$/.test(second ?? '') && /^(can|could|may)$/.test(last ?? '');
  const isPurpose = third === 'so' || (third === 'that' && tokens[at - 4]?.word === 'so');
  if (isRelative && !isPurpose && !isBeginning(sentence, at - 2)) return false;
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
