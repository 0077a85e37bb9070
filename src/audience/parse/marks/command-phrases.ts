import { isBeginning } from './fillers.ts';
import { COMMAND, EVERYONE, PERSON } from '../words/noun-words.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { orderPhrase } from '../channels/ordered-channel.ts';
import type { Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';

const IMPERATIVE = pattern(
  'email|text|message|contact|target|reach|mail|whatsapp|sms|write|notify|call|invite|send|address|ping|remind|nudge|alert|inform',
  'email|text|message|contact|target|reach|write to?',
  'send|drop|shoot an|a|the|our? message|email|sms|text|whatsapp|campaign|newsletter|line|note to',
  'send whatsapp|sms|email|a|an|the|our? messages|message|email|text|campaign|newsletter? to',
  'write an|a? email|message|sms|text? to',
  'send to',
);

/** Who should have a message is still to get it. */
const DUE = pattern(
  'who|which|what? customers|people|members|users|clients? should|must|shall|will get|receive|have|be a|an|the|our? sent? an|a? email|text|sms|whatsapp|newsletter message?',
);
const SENDING = pattern('send|drop|shoot|give');
/** What is sent, behind those whom the first word sends it; `by email` is how they can be reached. */
const SENT = pattern('a|an|the|our email|text|sms|whatsapp|newsletter message?');

const LABEL = pattern(
  'lapsed|lapsing|active|vip|vips|subset|low|high|medium|value|potential|core|heavy|light|engaged|recency|frequency|monetary|lovers|fans|payers|leads|churned|dormant|sleeping|inactive|loyal|new|win|winback|reactivation|reactivated|upsell|returning|recent|big|warm|cold|hot|risk',
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
    isBeginning(sentence, at) ? endOf(tokens, at, DUE) : undefined,
    sentLast(sentence, at),
  ].flatMap((end) => (end === undefined ? [] : [orderPhrase(sentence, at, end)]));
}

/** `send silver members an email`. */
function sentLast(sentence: Sentence, at: number): number | undefined {
  const { tokens } = sentence;
  const end = endOf(tokens, at, SENT);
  if (end === undefined || tokens.slice(end).some(({ kind }) => kind !== 'sign')) return undefined;
  const isSaid = tokens.some((_, i) => i < at && isBeginning(sentence, i) && endOf(tokens, i, SENDING));
  return isSaid ? end : undefined;
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
  const isOfThem = /^(them|those|these)$/.test(tokens[at + 1]?.word ?? '') && tokens[at + 2]?.kind !== 'word';
  if (isRelative && !isPurpose && (isOfThem || !isBeginning(sentence, at - 2))) return false;
  return (
    at === 0 || /^(to|please|should|can|lets|let|i|we|could|would|must)$/.test(tokens[at - 1]?.word ?? '')
  );
}

/** `email gold members`, and not `email ok`. */
function speaksOfPeople({ tokens }: Sentence, at: number, from: number): boolean {
  if (!/^(email|text|mail|whatsapp|sms)$/.test(tokens[at]?.word ?? '')) return true;
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
