import { FILLER } from './polite-words.ts';
import { channelAt } from '../channels/channel-words.ts';
import { lookUp, type Sentence } from '../sentence/sentence.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';

/** Words before what something is for. */
const PURPOSE = pattern(
  'for',
  'as part of',
  'i|we am|are planning|considering|arranging|hosting|holding|throwing|preparing|running|doing|organising|organizing|launching|making|sending|writing|designing|working on?',
  'i|we want|plan|would|need like? to do|run|launch|send|write|organise|organize|prepare|make',
);
const OCCASION =
  /^(event|presentation|meeting|report|project|analysis|giveaway|raffle|contest|competition|invitation|announcement|study|test|launch|webinar|party|research|article|send|slide|deck|dashboard|reception|gala|dinner|lunch|breakfast|gathering|drinks|evening|night|tour|opening|meetup|celebration|calls?|outreach|timetable|rota|roster|schedule)$/;
/** What is sent to customers, and never sold to them: what it is about may be named by words of the data. */
export const MARKETING =
  /^(campaign|newsletter|mailing|mailshot|survey|letter|promotion|promo|reminder|blast|offer|flyer|leaflet|teaser|special|email|mail|text|push)$/;
/** Who asks for the list: `for the service team`, of whatever they may be called. */
const ASKERS = /^(team|department|dept|desk|crew|colleagues?|people|folks|guys|lot|manager|director|boss)$/;
/** Verbs whose `for` leads to what customers did. */
const LEADS_ON =
  /^(up|in|out|to|registered|register|subscribed|subscribe|consented|consent|agreed|asked|paid|pay|eligible|bought|ordered|applied|enrolled|reachable|contacted|allowed|permission|opt|optin|available|us)$/;
const MOST_BETWEEN = 2;
const CLOSING = pattern(
  '.',
  '!',
  '?',
  ',',
  ')',
  'please|pls|thanks|thank|you|of|next|this|week|month|tomorrow|today',
);

/** Where the words about what the list is for end: in front of the question, or behind all of it. */
export function purposeAt(sentence: Sentence, at: number, isFirst: boolean): number | undefined {
  const read = purposeFrom(sentence, at);
  if (read === undefined) return undefined;
  const isBehind = isClosing(sentence, read) && at > 0 && !LEADS_ON.test(sentence.tokens[at - 1]?.word ?? '');
  return isBehind || isFirst ? read : undefined;
}

/** Where `for our newsletter`, `for the win-back mail`, `for the tents offer` ends. */
export function purposeFrom(sentence: Sentence, at: number): number | undefined {
  const { tokens } = sentence;
  const head = endOf(tokens, at, PURPOSE) ?? endOfInvitation(tokens, at);
  if (head === undefined) return undefined;
  const start = skip(tokens, head, pattern('a|an|the|our|my|this|some|that|your|upcoming|next'));
  let isNamed = false;
  for (let i = start, joined = 0; i <= start + joined + MOST_BETWEEN; i++) {
    const { kind, stem = '' } = tokens[i] ?? {};
    if (kind !== 'word') return undefined;
    if (i > start && tokens[i]?.isJoined === true) joined++;
    const next = tokens[i + 1]?.stem ?? '';
    if (i > start && ASKERS.test(stem) && isForOurs(tokens, start)) return i + 1;
    const isLast = !OCCASION.test(next) && !MARKETING.test(next);
    const isOccasion = OCCASION.test(stem) && !isNamed && !isOfData(sentence, i);
    const isMarketing =
      MARKETING.test(stem) && i >= start + (isChannelOnly(stem) ? 1 : 0) && !isSold(sentence, i);
    if ((isOccasion || isMarketing) && isLast) return i + 1;
    isNamed ||= channelAt(tokens, i) === undefined && isOfData(sentence, i);
  }
  return undefined;
}

function isForOurs(tokens: Sentence['tokens'], start: number): boolean {
  return tokens[start - 2]?.word === 'for' && /^(the|our|my)$/.test(tokens[start - 1]?.word ?? '');
}

/** `invite Plus customers to our tasting evening`. */
function endOfInvitation(tokens: Sentence['tokens'], at: number): number | undefined {
  const isInvited = tokens.slice(0, at).some(({ word }) => /^(invite|inviting|invited)$/.test(word));
  return isInvited && tokens[at]?.word === 'to' ? at + 1 : undefined;
}

/** `for email` says how they are reached, `for the spring mail` why they are asked for. */
function isChannelOnly(stem: string): boolean {
  return /^(email|mail|text|push)$/.test(stem);
}

function isSold(sentence: Sentence, at: number): boolean {
  return !isChannelOnly(sentence.tokens[at]?.stem ?? '') && isOfData(sentence, at);
}

function isOfData(sentence: Sentence, at: number): boolean {
  return lookUp(sentence, at).some(
    ({ refs, score }) => score === 1 && refs.some((ref) => !('isPart' in ref) || !(ref.isPart ?? false)),
  );
}

/** Nothing but holding words stands from here on. */
function isClosing({ tokens }: Sentence, from: number): boolean {
  for (let i = from; i < tokens.length; ) {
    const end = endOf(tokens, i, FILLER) ?? endOf(tokens, i, CLOSING);
    if (end === undefined) return false;
    i = end;
  }
  return true;
}
