import { MARKETING } from './purposes.ts';
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
  'we|i are|am going|planning|hoping|thinking|looking|running|sending|launching|opening|giving|offering|writing|doing|preparing',
  'to send|remind|offer|invite|tell|thank|inform|warn|notify|congratulate|surprise|reward|target|give|let|ask|win',
  'this|that|it|list is|will be? for|to',
  'they|these|all ll|will need|get a|an|our',
  'a? good|right? time to remind|tell|offer|invite|ask|thank|send|contact|call|email|text|win',
);
/** `they need a reminder`: what they lack is no field. */
const NEEDING = pattern(
  'they|these|who all? need|needs|deserve|deserves|get a|an|our|the reminder|nudge|offer|voucher|newsletter|letter|survey|treat',
);
const SIGN = /^[,;:.!?(–—-]$/;
const COMMA = /^[,.;:!?)]$/;
const CLOSES = /^[.;:!?)]$/;
/** What says of whom: a clause with one of these is no mere reason. */
const CONDITION =
  /^(who|whose|whom|only|not|never|but|except|excluding|exclude|without|unless|nothing|if|skip|omit|leave)$/;

/** `(by email)` says how they are reached. */
const CHANNELS = /^(email|mail|text)$/;
const MOST_IN_BRACKETS = 5;

/** Where the words may end that say what the list is for, behind what was asked for. */
export function reasonsAt({ tokens }: Sentence, at: number): readonly number[] {
  const isApart = SIGN.test(tokens[at - 1]?.word ?? '');
  const needing = isApart ? endOf(tokens, at, NEEDING) : undefined;
  if (needing !== undefined) return [needing];
  const head = endOf(tokens, at, BECAUSE) ?? (isApart ? endOf(tokens, at, APART) : undefined);
  if (head === undefined) return bracketed(tokens, at);
  const next = (sign: RegExp) => {
    const found = tokens.findIndex(({ word }, i) => i >= head && sign.test(word));
    return found < 0 ? tokens.length : found;
  };
  return [next(CLOSES), next(COMMA)].filter(
    (end) => end > head && !tokens.slice(at, end).some(({ word }) => CONDITION.test(word)),
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
