import type { Query } from '../../query/query.ts';
import { type Deed, deedQuery } from '../sentence/deed.ts';
import { deedOf, isMark, withDeed } from '../sentence/deeds-in-row.ts';
import { EXACT, type Phrase, phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';

/** The verbs, said of that campaign and not of one before it. */
const OF_SENT: Partial<Record<Deed['verb'], RegExp>> = {
  opened: /^(open|read)/,
  clicked: /^click/,
  delivered: /^(deliver|arrive|reach)/,
};

/** What may not have arrived; `contacted` is whom something may have reached. */
const SENT = /^(sent|emailed|mailed|texted)$/;

/** `did not open the spring sale`, `spring sale not delivered`: of those whom it was sent to, most likely, which is said. */
export function ofThoseSent(sentence: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  const all = given.flatMap((_, i) => addedAt(sentence, given, i));
  return all.flatMap((_, i) => withFailed(sentence, all, i) ?? withDoubtOfReceived(sentence, all, i));
}

const NOT_SENT_NOTE =
  'Who was only sent what did not arrive was counted as not having received it; say "not contacted" to leave them out.';

/** `never received a message`, `never got the spring sale`: that nothing arrived, or that nothing was sent. */
function withDoubtOfReceived(
  { tokens, index }: Sentence,
  given: readonly Phrase[],
  i: number,
): readonly Phrase[] {
  const phrase = given[i];
  if (phrase === undefined) return [];
  const deed = deedOf(phrase);
  const isDenied = isMark(given[i - 1], 'not', 'neither') !== (deed?.isNegated === true);
  const isOpen = deed?.verb === 'delivered' && isDenied && index.vocabulary.has.messages;
  const verb = deed?.campaigns === undefined ? RECEIVED : GOT;
  const isReceived = tokens.slice(phrase.start, phrase.end).some(({ word }) => verb.test(word));
  return [isOpen && isReceived ? withDeed(phrase, deed, PRICE.likelyField, NOT_SENT_NOTE) : phrase];
}

const GOT = /^(got|get|gotten)$/;
const RECEIVED = /^(receive|received|got|get|gotten)$/;

const FAILED_NOTE =
  'Messages that failed were counted as sent; say "contacted" for those that may have arrived.';

const ARRIVING_NOTE = 'Only messages that may have arrived were counted as sent.';

/** `was sent the spring sale and bought something afterwards`: what failed is nothing that a query can let something follow. */
export function withDoubtOfSent({ tokens }: Sentence, made: Phrase, parts: readonly Phrase[]): Phrase {
  const isSent = parts.some(
    (part) =>
      deedOf(part)?.verb === 'contacted' &&
      tokens.slice(part.start, part.end).some(({ word }) => word === 'sent'),
  );
  if (!isSent) return made;
  return {
    ...made,
    score: made.score * PRICE.likelyField,
    assumptions: [...made.assumptions, ARRIVING_NOTE],
  };
}

/** `was sent the spring sale`, `sent but bounced`: sent is also what failed; of what was emailed and the like only beside its failing. */
function withFailed({ tokens }: Sentence, given: readonly Phrase[], i: number): Phrase | undefined {
  const [phrase, deed] = [given[i], deedOf(given[i])];
  if (phrase === undefined || deed?.verb !== 'contacted') return undefined;
  const said = tokens.slice(phrase.start, phrase.end).map(({ word }) => word);
  if (!said.some((word) => SENT.test(word))) return undefined;
  const isDenied = deed.isNegated === true || isMark(given[i - 1], 'not', 'except');
  const isBeside = !isDenied && isLostBehind(given, i);
  if (!isBeside && !said.includes('sent')) return undefined;
  const either = deed.times === undefined ? sentOrFailed({ ...deed, isNegated: false }) : undefined;
  if (either === undefined) return undefined;
  const query: Query = deed.isNegated === true ? { not: either } : either;
  return {
    ...phrase,
    meaning: { is: 'query', query },
    score: isBeside ? phrase.score : phrase.score * PRICE.likelyField,
    assumptions: isBeside ? phrase.assumptions : [...phrase.assumptions, FAILED_NOTE],
  };
}

function sentOrFailed(deed: Deed): Query | undefined {
  const [sent, failed] = [deedQuery({ ...deed, verb: 'contacted' }), deedQuery({ ...deed, verb: 'failed' })];
  return sent && failed && { or: [sent, failed] };
}

/** `but it bounced`, `but it was not delivered`. */
function isLostBehind(given: readonly Phrase[], i: number): boolean {
  return given.some((other, j) => {
    const lost = deedOf(other);
    const isDenied = isMark(given[j - 1], 'not') !== (lost?.isNegated === true);
    return j > i && (isDenied ? lost?.verb === 'delivered' : lost?.verb === 'failed');
  });
}

function addedAt(sentence: Sentence, given: readonly Phrase[], i: number): readonly Phrase[] {
  const each = given[i];
  if (each === undefined) return [];
  const isNot = isMark(each, 'not', 'neither');
  const saying = isNot ? given[i + 1] : each;
  const deed = deedOf(saying);
  const isMissed = isNot ? deed?.isNegated !== true : deed?.isNegated === true;
  if (deed === undefined || saying === undefined || !isMissed || !isOfOne(sentence, saying, deed))
    return [each];
  const isDenied = (j: number) => isMark(given[j - 1], 'not', 'neither', 'nor', 'or');
  const isKnown = given.some((other, j) => other !== saying && !isDenied(j) && isSent(other, deed));
  return isKnown ? [each] : [...sentPhrase(each, deed), each];
}

/** Opening and clicking need a message, and so does its not arriving; `did not get it` is also said of whom it was not sent to. */
function isOfOne({ tokens }: Sentence, { start, end }: Phrase, { verb, campaigns }: Deed): boolean {
  const said = tokens.slice(start, end).map(({ word }) => word);
  return campaigns !== undefined && said.some((word) => OF_SENT[verb]?.test(word) === true);
}

/** Said of whom it was sent to, in any way. */
function isSent(phrase: Phrase, { campaigns = [] }: Deed): boolean {
  const deed = deedOf(phrase);
  return deed?.isNegated !== true && (deed?.campaigns ?? []).some((each) => campaigns.includes(each));
}

function sentPhrase({ start }: Phrase, { verb, channels, campaigns, when }: Deed): readonly Phrase[] {
  const sent: Deed = {
    verb: 'contacted',
    ...(channels === undefined ? {} : { channels }),
    ...(campaigns === undefined ? {} : { campaigns }),
    ...(when === undefined ? {} : { when }),
  };
  const query = verb === 'delivered' ? sentOrFailed(sent) : deedQuery(sent);
  if (query === undefined) return [];
  return [
    phrase(start, start, { is: 'query', query }, EXACT * PRICE.ofThoseSent, [
      'Only those whom it was sent to were counted; say "was not sent it" for the others.',
    ]),
  ];
}
