import type { Channel } from '../../../kernel/channel.ts';
import type { Query } from '../../query/query.ts';
import { readChannelAgain } from './channel-again.ts';
import { channelAt, type ChannelsRead, readChannels } from './channel-words.ts';
import {
  ADDRESS,
  allowed,
  BEHIND,
  CAN_NOTE,
  CANNOT,
  consents,
  type Make,
  MISSING,
  OUT,
  OUT_NOTE,
  prefers,
  reachable,
  WAYS,
} from './channel-ways.ts';
import { endOf, pattern, type Pattern, skip } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { shownField } from '../data/shown-field.ts';
import { fieldsAt } from '../names/field-names.ts';
import { lookUp, type Sentence } from '../sentence/sentence.ts';

/** Everything that begins here and is about how to reach somebody. */
export function readChannelPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const phrases: Phrase[] = [];
  for (const { before, behind, needsBehind, make, score = 1, note } of WAYS) {
    const start = endOf(tokens, at, before);
    const neither = start === undefined ? undefined : endOf(tokens, start, pattern('neither'));
    const read = start === undefined ? undefined : readChannels(tokens, neither ?? start, make === reachable);
    if (read === undefined) continue;
    if (needsBehind === true && behind !== undefined && endOf(tokens, read.end, behind) === undefined)
      continue;
    const end =
      behind === undefined
        ? skip(
            tokens,
            read.end,
            pattern(
              'messages|message|marketing|communication|communications|campaigns|contact|updates',
              'address|addresses|number|numbers',
            ),
          )
        : skip(tokens, read.end, behind);
    const isNot = neither === undefined ? undefined : true;
    const call = make === reachable ? undefined : callAt(tokens, start, read.end);
    phrases.push(
      call === undefined
        ? made(at, end, read, make, score, note, isNot)
        : made(at, end, read, make, PRICE.choice, `"${call}" was taken as SMS.`, isNot),
    );
  }
  for (const out of OUT) {
    const start = endOf(tokens, at, out);
    const read = start === undefined ? undefined : readChannels(tokens, start);
    if (read !== undefined) phrases.push(made(at, read.end, read, consents, PRICE.optedOut, OUT_NOTE, true));
  }
  const cannot = endOf(tokens, at, CANNOT);
  const unreached = cannot === undefined ? undefined : readChannels(tokens, cannot);
  if (unreached !== undefined) phrases.push(made(at, unreached.end, unreached, allowed, 1, CAN_NOTE, true));
  phrases.push(...asColumn(sentence, at));
  const missing = endOf(tokens, at, MISSING);
  const lacking =
    missing === undefined || /^(no|not)$/.test(tokens[missing - 1]?.word ?? '')
      ? undefined
      : readChannels(tokens, missing);
  if (lacking !== undefined && tokens[at]?.word !== 'do')
    phrases.push(made(at, skip(tokens, lacking.end, ADDRESS), lacking, reachable, 1, undefined, true));
  return [
    ...phrases,
    ...consentFlag(sentence, at),
    ...behindChannel(sentence, at),
    ...asVerb(sentence, at),
    ...asAdjective(sentence, at),
    ...again(sentence, at),
    ...bare(sentence, at),
  ]
    .filter(({ end }) => !isData(sentence, at, end))
    .map((each) => withDoubtOfField(sentence, each));
}

/** `prefer phone`, which may be called or texted. */
function callAt(tokens: Sentence['tokens'], start = 0, end = 0): string | undefined {
  return tokens.slice(start, end).find(({ word }) => /^(phones?|telephone|mobiles?|cell)$/.test(word))?.raw;
}

/** `newsletter subscribers`, where the data has a `newsletter_topic`. */
function withDoubtOfField(sentence: Sentence, read: Phrase): Phrase {
  const at = sentence.tokens.findIndex(
    ({ stem }, i) => i >= read.start && i < read.end && stem === 'newsletter',
  );
  const field = at < 0 ? undefined : fieldsAt(sentence, at)[0]?.field;
  if (field === undefined) return read;
  const note = `"${sentence.tokens[at]?.raw ?? ''}" was taken as email, not as ${shownField(field)}.`;
  return { ...read, score: read.score * PRICE.choice, assumptions: [...read.assumptions, note] };
}

/** `newsletter` is no channel where the data has a field of that name. */
function isData(sentence: Sentence, from: number, to: number): boolean {
  return sentence.tokens
    .slice(from, to)
    .some(
      ({ stem }, i) =>
        /^(newsletter|mail|text|mobile|cell|telephone|mailing)$/.test(stem) &&
        lookUp(sentence, from + i).some(
          ({ refs, score }) =>
            score === 1 && refs.some((ref) => ref.is === 'flag' || (ref.is === 'field' && !ref.isPart)),
        ),
    );
}

/** `consent_email = true`, `NOT consent_sms`. */
function consentFlag({ tokens }: Sentence, at: number): readonly Phrase[] {
  const consent = endOf(tokens, at, pattern('consent|consents|optin', 'opt|opted in'));
  const channel = consent === undefined ? undefined : channelAt(tokens, consent);
  if (channel === undefined) return [];
  const read = { channels: [channel.channel], join: 'and', end: channel.end } as const;
  const isNot = endOf(tokens, channel.end, pattern('!=|<>|≠', 'is not'));
  const equals = isNot ?? skip(tokens, channel.end, pattern('=|==|is|:|equals'));
  const yes = endOf(tokens, equals, pattern('true|yes|1'));
  const no = endOf(tokens, equals, pattern('false|no|0'));
  const end = yes ?? no;
  if (end === undefined) return [made(at, channel.end, read, consents, 1)];
  const isRefused = (isNot !== undefined) !== (no !== undefined);
  const note = isRefused ? 'Who was never asked counts as not having agreed.' : undefined;
  return [made(at, end, read, consents, isRefused ? PRICE.choice : 1, note, isRefused)];
}

const CHANNEL = pattern('channel :|is?');

function behindChannel({ tokens }: Sentence, at: number): readonly Phrase[] {
  const start = skip(
    tokens,
    at,
    pattern(
      'with|have|has|having|whose|where|their|gave|given',
      'with|have|has|whose an?|their|the',
      'have|has given',
    ),
  );
  const read = readChannels(tokens, start) ?? readChannels(tokens, at);
  if (read === undefined) return [];
  return BEHIND.flatMap(({ way, make, score = 1, note, isNot }) => {
    const end = endOf(tokens, read.end, way) ?? endOf(tokens, skip(tokens, read.end, CHANNEL), way);
    return end === undefined ? [] : [made(at, end, read, make, score, note, isNot)];
  });
}

/** `consent_sms = true`, as the column is called. */
function asColumn({ tokens }: Sentence, at: number): readonly Phrase[] {
  const read = tokens[at]?.word === 'consent' ? readChannels(tokens, at + 1) : undefined;
  if (read === undefined) return [];
  const yes = endOf(tokens, read.end, pattern('is|=|==|:? true|yes|given'));
  if (yes !== undefined) return [made(at, yes, read, consents, 1)];
  const no = endOf(tokens, read.end, pattern('is|=|==|:? false|no', 'is|= not true|given', '!= true'));
  return no === undefined ? [] : [made(at, no, read, consents, PRICE.optedOut, OUT_NOTE, true)];
}

/** `can be texted`, `who we can email`. */
function asVerb({ tokens }: Sentence, at: number): readonly Phrase[] {
  const start = endOf(
    tokens,
    at,
    pattern(
      'can|could|may not? be',
      'we|i|you can|may|could not?',
      'we are not? allowed to',
      'able to be',
      'can we',
      'may we|i',
    ),
  );
  if (start === undefined) return [];
  const channels: Channel[] = [];
  let join: 'and' | 'or' = 'and';
  let end = start;
  for (let from: number | undefined = start; from !== undefined; ) {
    const verb = VERBS.find(([way]) => endOf(tokens, from ?? 0, way) !== undefined);
    const verbEnd = verb === undefined ? undefined : endOf(tokens, from, verb[0]);
    if (verb === undefined || verbEnd === undefined) break;
    channels.push(verb[1]);
    end = verbEnd;
    const or = endOf(tokens, end, pattern('or', 'or be'));
    if (or !== undefined && endOf(tokens, or, ANY_VERB) !== undefined) join = 'or';
    from = or ?? endOf(tokens, end, pattern('and', ',', 'and be'));
  }
  const isNot = tokens.slice(at, start).some(({ word }) => word === 'not');
  return channels.length === 0
    ? []
    : [made(at, end, { channels, join, end }, allowed, 0.96, CAN_NOTE, isNot)];
}

const ABLE: readonly (readonly [Pattern, Channel])[] = [
  [pattern('textable'), 'sms'],
  [pattern('emailable|mailable'), 'email'],
];

/** `emailable learners`. */
function asAdjective({ tokens }: Sentence, at: number): readonly Phrase[] {
  return ABLE.flatMap(([way, channel]) => {
    const end = endOf(tokens, at, way);
    return end === undefined
      ? []
      : [made(at, end, { channels: [channel], join: 'and', end }, allowed, 0.96, CAN_NOTE)];
  });
}

const VERBS: readonly (readonly [Pattern, Channel])[] = [
  [pattern('texted|text|smsed'), 'sms'],
  [pattern('emailed|email|mailed|mail'), 'email'],
  [pattern('whatsapped|whatsapp'), 'whatsapp'],
];
const ANY_VERB = pattern('texted|text|smsed|emailed|email|mailed|mail|whatsapped|whatsapp');

/** `and has it`. */
function again({ tokens }: Sentence, at: number): readonly Phrase[] {
  const read = readChannelAgain(tokens, at);
  if (read === undefined) return [];
  const { channel, end, make, score, note, isNot } = read;
  return [made(at, end, { channels: [channel], join: 'and', end }, make, score, note, isNot)];
}

/** Only the name of a channel: of the way said of the one before, `but not to email`, or of an address, `no email`. */
function bare({ tokens }: Sentence, at: number): readonly Phrase[] {
  const start = skip(tokens, at, pattern('to|for|by|via|on|through|over|with|at|from|in'));
  const read = readChannels(tokens, start);
  if (read === undefined) return [];
  const same = wayBefore(tokens, at);
  if (same !== undefined)
    return [made(at, skip(tokens, read.end, ADDRESS), read, same.make, same.score, same.note, same.isNot)];
  if (start > at) return [];
  const before = tokens[at - 1]?.word ?? '';
  const isLacked = /^(no|without|not)$/.test(before) || /^(no|without)$/.test(tokens[at - 2]?.word ?? '');
  const isAddress = /^(address|addresses|number|numbers)$/.test(tokens[read.end - 1]?.word ?? '');
  return [
    made(
      at,
      skip(tokens, read.end, ADDRESS),
      read,
      reachable,
      isLacked || isAddress ? 1 : PRICE.bareChannel,
      isLacked || isAddress ? undefined : 'A channel alone was taken as having an address for it.',
    ),
  ];
}

interface SameWay {
  readonly make: Make;
  readonly score: number;
  readonly note?: string;
  readonly isNot?: true;
}

const BETWEEN_CHANNELS =
  /^(and|or|but|not|nor|neither|,|&|only|also|just|yet|to|for|by|via|on|through|over|with|from|messages?|marketing|addresses|address|numbers?)$/;

/** What was said of a channel just before, with nothing but another channel and holding words since. */
function wayBefore(tokens: Sentence['tokens'], at: number): SameWay | undefined {
  if (!tokens.slice(Math.max(0, at - 3), at).some(({ word }) => /^(not|nor|neither|but)$/.test(word)))
    return undefined;
  for (let from = Math.max(0, at - 12); from < at; from++) {
    // `no email but a phone`
    if (/^(no|without|lacking)$/.test(tokens[from]?.word ?? '') && isOnlyChannels(tokens, from + 1, at))
      return { make: reachable, score: 1 };
    for (const { before, make, score = 1, note } of WAYS) {
      const end = endOf(tokens, from, before);
      if (end !== undefined && end < at && isOnlyChannels(tokens, end, at))
        return { make, score, ...(note === undefined ? {} : { note }) };
    }
    for (const out of OUT) {
      const end = endOf(tokens, from, out);
      if (end !== undefined && end < at && isOnlyChannels(tokens, end, at))
        return { make: consents, score: PRICE.optedOut, isNot: true };
    }
  }
  return undefined;
}

function isOnlyChannels(tokens: Sentence['tokens'], from: number, to: number): boolean {
  let channels = 0;
  for (let i = from; i < to; ) {
    const read = readChannels(tokens, i);
    if (read !== undefined && read.end <= to) {
      channels++;
      i = read.end;
    } else if (BETWEEN_CHANNELS.test(tokens[i]?.word ?? '')) i++;
    else return false;
  }
  return channels > 0;
}

function made(
  at: number,
  end: number,
  { channels, join }: ChannelsRead,
  make: Make,
  score: number,
  note?: string,
  isNot?: boolean,
): Phrase {
  const parts = channels.map(make);
  const [first] = parts;
  const isPreferred = make === prefers && channels.length > 1;
  const query: Query = isPreferred
    ? { field: 'preferred_channel', in: channels }
    : parts.length === 1 && first !== undefined
      ? first
      : join === 'or'
        ? { or: parts }
        : { and: parts };
  return phrase(at, end, { is: 'query', query: isNot === true ? { not: query } : query }, EXACT * score, [
    note,
  ]);
}
