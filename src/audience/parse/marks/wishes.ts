import { channelAt } from '../channels/channel-words.ts';
import { MARKETING } from './purposes.ts';
import { lookUp, type Sentence } from '../sentence/sentence.ts';
import { PERSON } from '../words/noun-words.ts';
import { endOf, pattern } from '../words/patterns.ts';

/** Words by which it would be a condition after all: `offer it to them unless they are gold`. */
export const LIMIT =
  /^(who|whose|whom|only|not|no|never|but|except|excluding|exclude|without|unless|nothing|if|skip|omit|leave)$/;

const WISH = pattern(
  'i|we had|would like|love|want|prefer to',
  'i|we want|plan|need|hope|intend|wish|aim to',
  'i|we am|are going|planning|hoping|looking|about|trying to',
  'i|we will|shall|can|could|may|might|should|must',
  'so? that? i|we can|could|may|will',
  'in order? to',
  'lets|please',
  'let is|us',
  'to',
);
/** Before a `to` that says what they want or allow, and not what the list is for. */
const OF_THEM =
  /^(us|you|want|wants|wanted|asked|ask|like|likes|need|needs|agreed|agree|allow|allowed|allows|able|ok|okay|happy|consented|opted|permission|waiting|expecting|interested)$/;
const DEED = pattern(
  'invite|offer|send|give|show|ask|call|tell|thank|reward|email|text|write|message|mail|target|approach|nudge|remind|encourage|sell|pitch|contact|reach|treat|surprise|win|get|bring|let|notify|inform',
  'reach|hand out to?',
  'write|talk|speak to',
);
const BY = pattern('by|via|on|through|over|with an?');
const CHANNEL_VERB = /^(email|mail|text|whatsapp)$/;
const THEM = pattern('them|these|those', 'each of them');

const PLANS = pattern(
  'i|we am|are planning|preparing|organising|organizing|arranging|running|doing|working|launching|hosting|thinking|writing|sending|drafting',
  'i|we want|plan|hope|need|intend to',
  'i|we had|would like|love to',
);

const TELLING = pattern('i|we am|are|have|had|will|want|need|got|ll', 'there is|are', 'our');
const ASKING = pattern(
  'i|we need|want|would|am|are|d|ll',
  'please|can|could|list|give|show|find|get|pull|send|who|which|only|just',
);

const NEEDS = pattern(
  'needs|wants|requires|requested|needed|wanted a|an|the? list|export|extract|overview|count|report of|with|on',
  'needs|wants|asked|asks for? a|an|the? list|export|extract|overview|count|report of|with|on',
  'wants|needs|asked|asks to know|see|have|get',
);
const MOST_OF_SUBJECT = 3;
const MOST_OF_MAILING = 8;

/** Where the words end by which askers say what they wish, plan or need: nothing of it is about whom they mean. */
export function wishesAt(sentence: Sentence, at: number): readonly number[] {
  const ends = [wishedAt(sentence, at), plannedAt(sentence, at), neededAt(sentence, at)];
  return ends.filter((end) => end !== undefined);
}

/** `..., we'd like to invite them to our open day`, to the end of the sentence. */
function wishedAt({ tokens }: Sentence, at: number): number | undefined {
  const isTo = tokens[at]?.word === 'to' && !OF_THEM.test(tokens[at - 1]?.word ?? '');
  const isApart =
    isTo || at === 0 || tokens[at - 1]?.kind === 'sign' || /^(so|and)$/.test(tokens[at - 1]?.word ?? '');
  const deed = isApart ? (endOf(tokens, at, WISH) ?? endOfTeam(tokens, at)) : undefined;
  const object = deed === undefined ? undefined : endOf(tokens, deed, DEED);
  // `... and we can text them` is one condition more.
  const isJoined = tokens[at - 1]?.word === 'and' && /^(can|may)$/.test(tokens[at + 1]?.word ?? '');
  if (isJoined && CHANNEL_VERB.test(tokens[deed ?? at]?.word ?? '')) return undefined;
  const them = object === undefined ? undefined : endOf(tokens, object, THEM);
  if (them === undefined || isCondition(tokens, at, them)) return undefined;
  const end = endOfSentence(tokens, them);
  return tokens.slice(them, end).some(({ word }) => LIMIT.test(word)) ? undefined : end;
}

const TEAM = /^(team|department|dept|desk|office|colleagues|boss|manager|reps?|crew)$/;
const TEAM_WISH = pattern(
  'wants|want|needs|need|plans|plan|hopes|wishes|intends|asked|would like|love? to',
  'is|are going|planning|about to',
  'will|would|should|can',
);

/** `service team wants to`: whoever works there. */
function endOfTeam(tokens: Sentence['tokens'], at: number): number | undefined {
  const team = tokens.slice(at, at + MOST_OF_SUBJECT).findIndex(({ word }) => TEAM.test(word));
  return team < 0 ? undefined : endOf(tokens, at + team + 1, TEAM_WISH);
}

/** `lease ends in May and we can reach them by SMS`: one condition more, and nothing that is to be done. */
function isCondition(tokens: Sentence['tokens'], at: number, them: number): boolean {
  const by = endOf(tokens, them, BY);
  return (
    /^(and|but)$/.test(tokens[at - 1]?.word ?? '') &&
    /^(can|may)$/.test(tokens[at + 1]?.word ?? '') &&
    by !== undefined &&
    channelAt(tokens, by) !== undefined
  );
}

/** `We are planning a mail before the holidays: ...`, where nothing of it is in the data. */
function plannedAt(sentence: Sentence, at: number): number | undefined {
  const { tokens } = sentence;
  const isFirst =
    /^[.?!]$/.test(tokens[at - 1]?.word ?? '') ||
    tokens.slice(0, at).every(({ kind, word }) => kind === 'sign' || /^(hi|hello|hey|dear)$/.test(word));
  const asked = isFirst ? endOfStory(tokens, at) : undefined;
  if (asked !== undefined) return asked;
  const start = isFirst ? endOf(tokens, at, PLANS) : undefined;
  if (start === undefined) return undefined;
  const mailing = endOfMailing(tokens, start);
  if (mailing !== undefined) return mailing;
  const end = endOfSentence(tokens, start);
  const isSaidNext = /^[.:!]$/.test(tokens[end]?.word ?? '') && end + 2 < tokens.length;
  const isAside = tokens
    .slice(start, end)
    .every(({ word }, i) => !isOfData(sentence, start + i) && !LIMIT.test(word));
  return isSaidNext && isAside ? end + 1 : undefined;
}

/** `We are resurfacing the car park next week, so I need`: what the asker tells first may be called by words of the data. */
function endOfStory(tokens: Sentence['tokens'], at: number): number | undefined {
  const so =
    endOf(tokens, at, TELLING) === undefined
      ? -1
      : tokens.findIndex(({ word }, i) => i > at && word === 'so');
  const isAsked = so > 0 && endOf(tokens, so + 1, ASKING) !== undefined;
  const isStory = tokens
    .slice(at, so)
    .every(({ word }) => !LIMIT.test(word) && !PERSON.byFirst.has(word) && !/^[.?!]$/.test(word));
  return isAsked && isStory ? so + 1 : undefined;
}

/** `We're doing a lager fest text blast so only ...`: what is sent may be called by words of the data. */
function endOfMailing(tokens: Sentence['tokens'], from: number): number | undefined {
  const end = tokens.findIndex(({ word }, i) => i > from && /^(so|[,.;:!?-])$/.test(word));
  const isMailing = MARKETING.test(tokens[end - 1]?.stem ?? '');
  const isShort = end - from <= MOST_OF_MAILING && end + 1 < tokens.length;
  return end > 0 && isMailing && isShort ? end + 1 : undefined;
}

/** `Compliance needs a list of`. */
function neededAt(sentence: Sentence, at: number): number | undefined {
  const { tokens } = sentence;
  if (at > 0) return undefined;
  const verb = tokens.findIndex(
    (_, i) => i > 0 && i <= MOST_OF_SUBJECT && endOf(tokens, i, NEEDS) !== undefined,
  );
  const isSubject = ({ kind, word }: Sentence['tokens'][number], i: number) =>
    kind === 'word' && !PERSON.byFirst.has(word) && !isOfData(sentence, i);
  return verb > 0 && tokens.slice(0, verb).every(isSubject) ? endOf(tokens, verb, NEEDS) : undefined;
}

/** The sign that ends the sentence, or the end of all. */
export function endOfSentence(tokens: Sentence['tokens'], from: number): number {
  const end = tokens.findIndex(({ word, kind }, i) => i >= from && kind === 'sign' && /^[.;:!?]$/.test(word));
  return end < 0 ? tokens.length : end;
}

/** A value or a thing of the data, whole. */
export function isOfData(sentence: Sentence, at: number): boolean {
  return lookUp(sentence, at).some(
    ({ refs, score }) =>
      score === 1 && refs.some((ref) => ref.is !== 'field' && !('isPart' in ref && ref.isPart)),
  );
}
