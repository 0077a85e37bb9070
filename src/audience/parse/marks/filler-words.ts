import { channelAt } from '../channels/channel-words.ts';
import { courtesyEnds } from './courtesy.ts';
import { COMMAND, NOISE } from '../words/noun-words.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { orderPhrase } from '../channels/ordered-channel.ts';
import { phrase, type Phrase } from '../sentence/phrase.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';

/** What people say to be polite. Said to whoever reads the question, so it can't be a condition for customers. */
export const FILLER = pattern(
  'hi|hello|hey|dear there|team|all|everyone|everybody|colleagues|folks|guys|friends',
  'good morning|afternoon|evening|day there|team|all|everyone|everybody|colleagues|folks?',
  'dear sir|madam|support|colleague',
  'i|we? hope you are|all all? well|fine|good|ok',
  'hope this finds you well',
  'thanks|thank you? so|very much for your|the|all help|time|support|assistance|work?',
  'thanks|thank you? so|very? much? indeed?',
  'thanks|thank you? for your|the|all help|time|support|assistance|work',
  'thanks|thank you? kindly|again|all|guys|team|in? advance?',
  'many|much? thanks in? advance?',
  'thanks a lot|ton|million|bunch in? advance?',
  'please and thank you|thanks',
  'much appreciated',
  'thx|ty|cheers|tia|regards|sincerely',
  'best|kind|warm|warmest|many regards|wishes|greetings',
  'be? so? kind|nice|good as|enough to|and?',
  'i|we would|should|had|will|am|are be? so|very|really|most|extremely? grateful|thankful|glad|happy|obliged|pleased for|if|to',
  'i|we am|are|was|were just? wondering|curious|asking whether|if|about?',
  'just? wondering|curious whether|if?',
  'if|unless it is|would|were|that not? be? too? much trouble|bother|hassle|work',
  'if|unless it|that is|would|were not? be? a|any? problem|issue|trouble|bother|hassle',
  'if you would|do not mind',
  'someone|somebody|anyone can|could|would|might',
  'for me|us',
  'if it|that|at is|would|were|all be? possible|ok|okay|alright|fine|allowed',
  'if possible|convenient',
  'if you can|could|would|may|please',
  'when|whenever|once you can|have|get|could a|the? moment|minute|time|chance|second?',
  'as soon as possible|you can',
  'asap',
  'i|we would|should|had|do? very|really|so? much? love|like|appreciate|want|need|wish|require it? if? to|for?',
  'it would be great|nice|good|helpful|lovely|appreciated if|to',
  'would|do you mind giving|showing|telling|sending|getting|finding|pulling|listing|sharing me|us?',
  'would|do you mind',
  'might|may|could|can i|we trouble|bother|ask|beg you|someone? for|to?',
  'is|was|would it be? possible|ok|okay|fine|feasible for|to? me|us|you? to?',
  'can|could|would|will you|someone|anyone|somebody|we maybe|perhaps|possibly|please|kindly|just? help|assist me|us? to|with?',
  'help|assist me|us to|with?',
  'so? sorry|apologies to|for? bother|bothering|disturb|disturbing|trouble|troubling you|everyone again?',
  'excuse|pardon me',
  'so? sorry|apologies for the? bother|trouble|question|delay',
  'just? a|one|another? quick|short|simple|small question|request|ask|favour|favor|one',
  'just? out of curiosity',
  'by the way',
  'btw|fyi',
  'for my|our|your information',
  'i|we am|are interested in',
  'i|we am|are|was|were just? trying|hoping|going|planning|looking|about to? find|see|get|reach|contact|target|know|identify|message|write|for? out|to?',
  'my|our|the boss|manager|colleague|team|director|ceo|chief wants|needs|asked|asks|is|would|has asking|asked|like? me|us? to? for? see|know|have|find|get?',
  'do you happen to? know',
  'do|have you know|got if|whether?',
  'any idea',
  'is there any|a|some chance|way to|of|that? you|someone|we? can|could|might?',
  'i|we was|were|have|had been? asked|told to',
  'sorry|apologies if it|this is a silly|stupid|basic|simple|dumb question',
  'if you would|could be so|very kind|nice|good',
  'i|we would|had|should|want|need|have like? to ask you? for?',
  'reach out to',
  'what i|we want|need|would|am|are like|after|looking? for|to? see|know|have? is|are?',
  'would|will|are|could you|someone|somebody be? able to',
  'that|it|which? would|will be super|very|really|so|most|extremely? helpful|great|nice|lovely|appreciated|awesome|perfect',
  'i|we am|are|was|were writing|contacting|reaching out|you? to|because? to? ask|request|enquire|inquire? you? for|about?',
  'if|unless it|that is|would|were not? be? too? much to ask',
  'i|we would|will|am|are|had be? so|very|really|most? grateful|glad|happy|delighted|pleased to receive|have|get|see|know',
  'thanks|thank you? ever so much',
  'it|that|this would|will really? help me|us a? lot? to|if? know|see|have?',
  'greetings',
  'sorry|apologies',
  'one|a|another|some more|further|last|other|final question|thing|request|questions|things',
  'i|we owe you one|big?',
  'no|without rush|hurry|worries|pressure',
  'i|we? hope you|all had|have|are having? a|an nice|great|good|lovely|relaxing weekend|day|week|evening|time|holiday|start',
  'have a nice|great|good|lovely|wonderful day|weekend|evening|week|one',
  'thanks|thank you? in? advance? for selecting|finding|sending|showing|listing|preparing|pulling|getting|giving|helping|checking me|us?',
  'maybe|perhaps|possibly|basically|quickly|anyway|anyways|honestly|obviously',
);

/** Words before what something is for. */
const PURPOSE = pattern(
  'for',
  'as part of',
  'i|we am|are planning|considering|arranging|hosting|holding|throwing|preparing|running|doing|organising|organizing|launching|making|sending|writing|designing|working on?',
  'i|we want|plan|would|need like? to do|run|launch|send|write|organise|organize|prepare|make',
);
const OCCASION =
  /^(campaign|newsletter|mailing|mailshot|survey|letter|promotion|promo|event|presentation|meeting|report|project|analysis|giveaway|raffle|contest|competition|invitation|announcement|study|reminder|test|launch|webinar|party|research|article|blast|send|slide|deck|dashboard|reception|gala|dinner|lunch|breakfast|gathering|drinks)$/;
/** Verbs whose `for` leads to what customers did. */
const LEADS_ON =
  /^(up|in|out|to|registered|register|subscribed|subscribe|consented|consent|agreed|asked|paid|pay|eligible|bought|ordered|applied|enrolled|reachable|contacted|allowed|permission|opt|optin|available|us)$/;
const MOST_BETWEEN = 2;

/** Greetings, thanks and reasons: `could you be so kind as to`, `for our newsletter`. */
export function readFillers(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const end = endOf(tokens, at, FILLER);
  const purpose = purposeAt(sentence, at);
  return [
    ...courtesyAt(sentence, at).map((each) => phrase(at, each, { is: 'mark', mark: 'noise' })),
    ...(end === undefined ? [] : [phrase(at, end, { is: 'mark', mark: 'noise' })]),
    ...(purpose === undefined
      ? []
      : [
          orderPhrase(
            sentence,
            at,
            purpose,
            `"${textOf(sentence, at, purpose)}" was taken as a reason, not as a condition.`,
          ),
        ]),
  ];
}

/** Where polite words end that stand in front of all or behind a sign: `those we ask` are no such. */
function courtesyAt(sentence: Sentence, at: number): readonly number[] {
  const { tokens } = sentence;
  const before = tokens[at - 1];
  if (/^(those|these|ones?|who|whom|that|what|which|all|any)$/.test(before?.word ?? '')) return [];
  const ends = courtesyEnds(sentence, at);
  if (ends.length === 0 || isBeginning(sentence, at)) return ends;
  return before?.kind === 'sign' ? ends.filter((end) => (tokens[end]?.kind ?? 'sign') === 'sign') : [];
}

/** Where the words about what the list is for end: in front of the question, or behind all of it. */
function purposeAt(sentence: Sentence, at: number): number | undefined {
  const read = purposeFrom(sentence, at);
  if (read === undefined) return undefined;
  const isBehind = isClosing(sentence, read) && at > 0 && !LEADS_ON.test(sentence.tokens[at - 1]?.word ?? '');
  return isBehind || isBeginning(sentence, at) ? read : undefined;
}

function purposeFrom(sentence: Sentence, at: number): number | undefined {
  const { tokens } = sentence;
  const head = endOf(tokens, at, PURPOSE);
  if (head === undefined) return undefined;
  const start = skip(tokens, head, pattern('a|an|the|our|my|this|some|that|your|upcoming|next'));
  for (let i = start; i <= start + MOST_BETWEEN; i++) {
    const token = tokens[i];
    const isChannel = channelAt(tokens, i) !== undefined;
    if (token?.kind !== 'word' || (!isChannel && isOfData(sentence, i))) return undefined;
    const isLast = !OCCASION.test(tokens[i + 1]?.stem ?? '');
    if (OCCASION.test(token.stem) && isLast) return i + 1;
  }
  return undefined;
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

const CLOSING = pattern(
  '.',
  '!',
  '?',
  ',',
  'please|pls|thanks|thank|you|of|next|this|week|month|tomorrow|today',
);

/** Whether nothing but holding words and commands stands before, in this sentence. */
export function isBeginning(sentence: Sentence, at: number): boolean {
  const { tokens } = sentence;
  let start = at;
  while (start > 0 && !/^[.;:!?–—-]$/.test(tokens[start - 1]?.word ?? '')) start--;
  for (let i = start; i < at; ) {
    const word = tokens[i]?.word ?? '';
    const isFirst = /^(and|but|so)$/.test(word) || (i === start && word === 'then');
    const ends = [FILLER, COMMAND, NOISE].map((each) => endOf(tokens, i, each) ?? 0);
    const end =
      isFirst || word === ','
        ? i + 1
        : Math.max(purposeFrom(sentence, i) ?? 0, ...courtesyEnds(sentence, i), ...ends);
    if (end === 0 || (/^(who|that)$/.test(word) && end === i + 1)) return false;
    i = end;
  }
  return true;
}
