import { MARKETING } from './purposes.ts';
import { endOfSentence, isOfData, LIMIT } from './wishes.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern } from '../words/patterns.ts';

/** Behind what was asked for: `so that we can call them`, `because they are due a check`. */
const BECAUSE = pattern(
  'so that? we|i|they can|could|will|would|may|might|know',
  'so as to',
  'in order to',
  'because',
  'as|since we|i am|are|want|plan|need|will|would',
);
/** The same where a sign parts it from that: `- we want to send them a voucher`. */
const APART = pattern(
  'we|i want|would|plan|need|will|intend|hope|aim|d|ll',
  'we|i are|am going|planning|hoping|thinking|looking|running|sending|launching|opening|giving|offering|writing|doing|preparing|closing|moving|changing|introducing|hosting|expecting|shutting|renovating|restocking|discontinuing',
  'to send|remind|offer|invite|tell|thank|inform|warn|notify|congratulate|surprise|reward|target|give|let|ask|win',
  'this|that|it|list is|will be? for|to',
  'they|these|all ll|will need|get a|an|our',
  'a? good|right? time to remind|tell|offer|invite|ask|thank|send|contact|call|email|text|win',
);
/** `they need a reminder`: what they lack is no field. */
const NEEDING = pattern(
  'they|these|who all? need|needs|deserve|deserves|get a|an|our|the reminder|nudge|offer|voucher|newsletter|letter|survey|treat',
);
/** Behind the end of a sentence: `We still have a few places free.` */
const STATED = pattern('we|i still|now|currently|only? have|ve|got', 'there are|is|s still|only?');
const SIGN = /^[,;:.!?(–—-]$/;
const COMMA = /^[,.;:!?)]$/;
const CLOSES = /^[.;:!?)]$/;
/** `(by email)` says how they are reached. */
const CHANNELS = /^(email|mail|text)$/;
const MOST_IN_BRACKETS = 5;

/** With what an asker begins to say what the answer is for, behind what is asked. */
const WHY = pattern(
  'so that? i|we|they|you|it can|could|will|would|may|might|should|want|need|know|get?',
  'because|as i|we|they|it',
  'maybe|perhaps|hopefully they|we|i|it|some would|will|could|might|can|should?',
  'it|this|that|these|they is|are|will|would|was be? for|going|because|about|needed|meant',
  'thinking|planning|hoping of|about|to',
);
/** Who is meant is named before, and only pointed at. */
const POINTS = /^(them|they|their|it|this|that|these|those)$/;
/** What speaks of what they did, or are. */
const CONDITION =
  /^(\d.*|none|with|excluding|exclude|minus|over|under|than|least|most|last|past|ago|since|bought|ordered|purchased|spent|viewed|opened|clicked|booked|must|opted|consented|agreed)$/;
const MOST_WORDS = 16;

/** Where the words may end that say why somebody asks, behind what was asked for. */
export function reasonsAt(sentence: Sentence, at: number): readonly number[] {
  const explained = explainedAt(sentence, at);
  return [...becauseAt(sentence, at), ...(explained === undefined ? [] : [explained])];
}

/** `because they are due a check`, to the next comma or the end. */
function becauseAt({ tokens }: Sentence, at: number): readonly number[] {
  const isApart = SIGN.test(tokens[at - 1]?.word ?? '');
  const needing = isApart ? endOf(tokens, at, NEEDING) : undefined;
  if (needing !== undefined) return [needing];
  const isNext = /^[.!?]$/.test(tokens[at - 1]?.word ?? '');
  const head =
    endOf(tokens, at, BECAUSE) ??
    (isApart ? endOf(tokens, at, APART) : undefined) ??
    (isNext ? endOf(tokens, at, STATED) : undefined);
  if (head === undefined) return bracketed(tokens, at);
  const next = (sign: RegExp) => {
    const found = tokens.findIndex(({ word }, i) => i >= head && sign.test(word));
    return found < 0 ? tokens.length : found;
  };
  return [next(CLOSES), next(COMMA)].filter(
    (end) => end > head && !tokens.slice(at, end).some(({ word }) => LIMIT.test(word)),
  );
}

/** `(blade sharpening offer)`. */
function bracketed(tokens: Sentence['tokens'], at: number): readonly number[] {
  if (tokens[at]?.word !== '(') return [];
  const close = tokens.findIndex(({ word }, i) => i > at && word === ')');
  const isShort =
    close > at + 2 && !CHANNELS.test(tokens[close - 1]?.stem ?? '') && close - at <= MOST_IN_BRACKETS + 1;
  return isShort && MARKETING.test(tokens[close - 1]?.stem ?? '') ? [close + 1] : [];
}

/** `maybe they would like a voucher`, `it is for the plan`: where nothing of it is in the data. */
function explainedAt(sentence: Sentence, at: number): number | undefined {
  const { tokens } = sentence;
  const start = at > 1 ? endOf(tokens, at, WHY) : undefined;
  const isApart = tokens[at - 1]?.kind === 'sign' || /^(so|because)$/.test(tokens[at]?.word ?? '');
  if (start === undefined || !isApart) return undefined;
  const end = endOfSentence(tokens, start);
  const said = tokens.slice(at, end);
  const isCondition = ({ word }: Sentence['tokens'][number], i: number) =>
    CONDITION.test(word) || LIMIT.test(word) || (at + i >= start && isOfData(sentence, at + i));
  const isReason = said.length <= MOST_WORDS && said.some(({ word }) => POINTS.test(word));
  return isReason && !said.some(isCondition) ? end : undefined;
}
