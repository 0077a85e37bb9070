import type { Channel } from '../../../kernel/channel.ts';
import { channelAt } from '../channels/channel-words.ts';
import type { Deed } from '../sentence/deed.ts';
import type { DeedRead } from '../sentence/deed-read.ts';
import { readMessageNouns } from './message-noun-phrases.ts';
import { withMessageRest } from './message-parts.ts';
import { VERBS } from './message-verbs.ts';
import { endOf } from '../words/patterns.ts';
import { missingHistory } from '../sentence/missing-history.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';

const NEEDS_OBJECT = new Set([
  'got',
  'get',
  'gotten',
  'received',
  'receive',
  'sent',
  'open',
  'opened',
  'opens',
  'read',
  'reads',
  'delivered',
  'reached',
  'opening',
  'recieved',
  'failed',
  'failing',
  'click',
  'clicked',
  'in',
  'on',
  'a',
  'the',
  'through',
]);

/** Every deed with messages of ours that begins at this token. */
export function readMessagePhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const nouns = readMessageNouns(sentence, at);
  const isAble = isAbility(sentence.tokens, at);
  const read = VERBS.flatMap((said) =>
    isAble && (said[0] === 'delivered' || said[0] === 'contacted') ? [] : withVerb(sentence, at, said),
  );
  return [...nouns, ...read];
}

function withVerb(
  sentence: Sentence,
  at: number,
  [verb, way, channel]: (typeof VERBS)[number],
): readonly Phrase[] {
  const { tokens } = sentence;
  const end = endOf(tokens, at, way);
  if (end === undefined) return [];
  const named = channel ?? (verb === 'failed' ? channelWithin(tokens, at, end) : undefined);
  const read = withMessageRest(sentence, {
    deed: { verb, ...(named === undefined ? {} : { channels: [named] }) },
    end,
    score: 1,
    assumptions: [],
  });
  const word = tokens[end - 1]?.word ?? '';
  const isUnreached = tokens.slice(at, end).some((each) => /^(reach|contact)/.test(each.word));
  const isBareFailure = verb === 'failed' && ((end === at + 1 && word.startsWith('fail')) || isUnreached);
  if (isBareFailure && !hasObject(read.deed)) return [];
  if (isLoose(sentence, read, end)) return [];
  const vague =
    NEEDS_OBJECT.has(word) && read.end === end && (verb === 'delivered' || verb === 'contacted') ? 0.8 : 1;
  const missing = missingHistory(verb, sentence.index.vocabulary.has);
  const known = missing === undefined ? 1 : PRICE.noHistory;
  return [
    phrase(at, read.end, { is: 'deed', deed: read.deed }, EXACT * read.score * vague * known, [
      ...read.assumptions,
      missing,
    ]),
  ];
}

/** `got`, `sent`: of nothing that is a message. */
function isLoose(sentence: Sentence, read: DeedRead, verbEnd: number): boolean {
  return (
    !hasObject(read.deed) &&
    /^(got|get|gotten|sent)$/.test(sentence.tokens[verbEnd - 1]?.word ?? '') &&
    read.deed.isSame !== true &&
    !saysMessage(sentence, verbEnd, read.end)
  );
}

function channelWithin(tokens: Sentence['tokens'], at: number, end: number): Channel | undefined {
  return tokens.slice(at, end).flatMap((_, i) => channelAt(tokens, at + i)?.channel ?? [])[0];
}

/** `can be reached`, `can not get`: what may be, and not what was. */
function isAbility(tokens: Sentence['tokens'], at: number): boolean {
  let before = at - 1;
  while (/^(not|be|ever|even|only)$/.test(tokens[before]?.word ?? '')) before--;
  return /^(can|could|may|to|able)$/.test(tokens[before]?.word ?? '');
}

function hasObject({ campaigns, channels }: Deed): boolean {
  return campaigns !== undefined || channels !== undefined;
}

function saysMessage({ tokens }: Sentence, from: number, to: number): boolean {
  return tokens
    .slice(from, to)
    .some(({ word }) =>
      /^(message|messages|campaign|campaigns|mailing|anything|communication|notification|link|links)/.test(
        word,
      ),
    );
}
