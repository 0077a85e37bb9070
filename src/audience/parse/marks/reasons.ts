import { orderPhrase } from '../channels/ordered-channel.ts';
import type { Phrase } from '../sentence/phrase.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';
import { MARKETING } from './purposes.ts';
import { PERSON } from '../words/noun-words.ts';
import { endOf, pattern } from '../words/patterns.ts';

const WISH = pattern(
  'i|we had|would like|love|want|prefer to',
  'i|we want|plan|need|hope|intend|wish|aim to',
  'i|we am|are going|planning|hoping|looking|about|trying to',
  'i|we will|shall|can|could|may|might|should|must',
  'so? that? i|we can|could|may|will',
  'in order? to',
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
const THEM = pattern('them|these|those', 'each of them');
/** Words by which a reason would be a condition after all: `offer it to them unless they are gold`. */
const LIMIT = /^(if|who|whose|but|except|unless|only|without|not|no|never)$/;

const PLANS = pattern(
  'i|we am|are planning|preparing|organising|organizing|arranging|running|doing|working|launching|hosting|thinking|writing|sending|drafting',
  'i|we want|plan|hope|need|intend to',
  'i|we had|would like|love to',
);

const NEEDS = pattern(
  'needs|wants|requires|requested|needed|wanted a|an|the? list|export|extract|overview|count|report of|with|on',
  'needs|wants|asked|asks for? a|an|the? list|export|extract|overview|count|report of|with|on',
  'wants|needs|asked|asks to know|see|have|get',
);
const MOST_OF_SUBJECT = 3;

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
  /^(\d.*|none|with|excluding|exclude|minus|over|under|than|least|most|last|past|ago|since|bought|ordered|purchased|spent|viewed|opened|clicked|booked)$/;
const MOST_WORDS = 16;

/** What a list is for, and for whom: `We'd like to offer them a bundle.` says nothing of who they are. */
export function readReasons(sentence: Sentence, at: number): readonly Phrase[] {
  const ends = [
    wishedAt(sentence, at),
    plannedAt(sentence, at),
    neededAt(sentence, at),
    explainedAt(sentence, at),
  ];
  return ends.flatMap((end) =>
    end === undefined
      ? []
      : [
          orderPhrase(
            sentence,
            at,
            end,
            `"${textOf(sentence, at, end)}" was taken as a reason, not as a condition.`,
          ),
        ],
  );
}

/** `..., we'd like to invite them to our open day`, to the end of the sentence. */
function wishedAt({ tokens }: Sentence, at: number): number | undefined {
  const isTo = tokens[at]?.word === 'to' && !OF_THEM.test(tokens[at - 1]?.word ?? '');
  const isApart =
    isTo || at === 0 || tokens[at - 1]?.kind === 'sign' || /^(so|and)$/.test(tokens[at - 1]?.word ?? '');
  const deed = isApart ? endOf(tokens, at, WISH) : undefined;
  const object = deed === undefined ? undefined : endOf(tokens, deed, DEED);
  const them = object === undefined ? undefined : endOf(tokens, object, THEM);
  if (them === undefined) return undefined;
  const end = endOfSentence(tokens, them);
  return tokens.slice(them, end).some(({ word }) => LIMIT.test(word)) ? undefined : end;
}

function endOfSentence(tokens: Sentence['tokens'], from: number): number {
  const end = tokens.findIndex(({ word, kind }, i) => i >= from && kind === 'sign' && /^[.;:!?]$/.test(word));
  return end < 0 ? tokens.length : end;
}

/** `We are planning a mail before the holidays: ...`, where nothing of it is in the data. */
function plannedAt(sentence: Sentence, at: number): number | undefined {
  const { tokens } = sentence;
  const isFirst =
    /^[.?!]$/.test(tokens[at - 1]?.word ?? '') ||
    tokens.slice(0, at).every(({ kind, word }) => kind === 'sign' || /^(hi|hello|hey|dear)$/.test(word));
  const start = isFirst ? endOf(tokens, at, PLANS) : undefined;
  if (start === undefined) return undefined;
  const so = endOfMailing(tokens, start);
  if (so !== undefined) return so;
  const end = endOfSentence(tokens, start);
  const isSaidNext = /^[.:!]$/.test(tokens[end]?.word ?? '') && end + 2 < tokens.length;
  const isAside = tokens
    .slice(start, end)
    .every(({ word }, i) => !isOfData(sentence, start + i) && !LIMIT.test(word));
  return isSaidNext && isAside ? end + 1 : undefined;
}

/** `We're doing a lager fest text blast so only ...`: what is sent may be called by words of the data. */
function endOfMailing(tokens: Sentence['tokens'], from: number): number | undefined {
  const end = tokens.findIndex(({ word }, i) => i > from && /^(so|[,.;:!?-])$/.test(word));
  const isMailing = MARKETING.test(tokens[end - 1]?.stem ?? '');
  const isShort = end - from <= MOST_OF_MAILING && end + 1 < tokens.length;
  return end > 0 && isMailing && isShort ? end + 1 : undefined;
}

const MOST_OF_MAILING = 8;

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

/** A value or a thing of the data, whole. */
function isOfData(sentence: Sentence, at: number): boolean {
  return lookUp(sentence, at).some(
    ({ refs, score }) =>
      score === 1 && refs.some((ref) => ref.is !== 'field' && !('isPart' in ref && ref.isPart)),
  );
}
