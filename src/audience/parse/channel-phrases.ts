import type { Channel } from '../../kernel/channel.ts';
import type { Query } from '../query/query.ts';
import { type ChannelsRead, readChannels } from './channel-words.ts';
import { endOf, pattern, type Pattern, skip } from './patterns.ts';
import { EXACT, phrase, type Phrase } from './phrase.ts';
import type { Sentence } from './sentence.ts';

type Make = (channel: Channel) => Query;

const reachable: Make = (channel) => ({ reachable: channel });
const consents: Make = (channel) => ({ consents: channel });
const allowed: Make = (channel) => ({ and: [{ reachable: channel }, { consents: channel }] });
const prefers: Make = (channel) => ({ field: 'preferred_channel', is: channel });

const CAN_NOTE = '"Can get" was taken as having an address and having agreed.';

interface Way {
  readonly before: Pattern;
  readonly behind?: Pattern;
  readonly make: Make;
  readonly score?: number;
  readonly note?: string;
}

const ADDRESS = pattern(
  'address|addresses|number|numbers',
  'on file|record',
  'address|addresses|number|numbers on file|record',
  'available|known|given|listed',
);

/** The longer wins, so that `with consent for email` is not `with` and more. */
const WAYS: readonly Way[] = [
  {
    before: pattern(
      'with|have|has|having|had|got|own|owns|use|uses|via|provided|gave|given|left',
      'have|has got',
      'that|who have|has',
      'whose',
      'have|has provided|given',
      'has|have|with an? address for',
      'there is',
      'with known|valid',
    ),
    behind: ADDRESS,
    make: reachable,
  },
  {
    before: pattern('on', 'users|customers of'),
    make: reachable,
    score: 0.8,
    note: '"on" a channel was taken as having an address for it.',
  },
  {
    before: pattern(
      'opted|opt|opting in|into to|for|on|via?',
      'opted|opt in to|for|on receive|receiving|get|getting?',
      'agreed|agree to|on|with|for? receive|receiving|get|getting|be?',
      'consented|consent|consents|consenting to|for|on|by|with|via? receive|receiving|being?',
      'have|has|had|with|given|gave|give|having consent|permission|consents|approval to|for|on|via|by?',
      'have|has given|granted consent|permission|their consent to|for|on|by?',
      'subscribed|subscribe|subscribes|subscribing to|for our|the?',
      'subscribed|subscribe|subscribes to|for receive|receiving?',
      'allow|allows|allowed|accept|accepts|accepted|permit|permits|permitted|authorised|authorized us? to? send|receive?',
      'said yes to',
      'signed up for|to our|the?',
      'given permission for|to',
      'gave consent|permission|their consent to|for|by?',
      'agreed to be contacted|reached|messaged by|via|through|on|over',
      'consented to be contacted by|via|through|on|over',
      'want|wants|wanted to? receive|get?',
      'agreed to contact by|via|on',
    ),
    make: consents,
  },
  {
    before: pattern(
      'can|could|may get|receive|be',
      'can|could|may be reached|contacted|messaged|sent|reachable|targeted|addressed by|via|on|through|over|with|at|using|an|a?',
      'reachable|contactable|available|reached|addressable by|via|on|through|over|with|at|using|for?',
      'able to get|receive|be',
      'we can|may|could reach|contact|message|send|write to? by|via|on|through|over|with|an|a?',
      'we are allowed to',
      'can be contacted by|via|on|through',
      'i|we can|may|could',
      'allowed to get|receive',
      'eligible for',
    ),
    make: allowed,
    note: CAN_NOTE,
  },
  {
    before: pattern(
      'prefer|prefers|preferring|preferred|favour|favours|favor|favors to? be? contacted|reached|messaged? by|via|on|through|over?',
      'preferred|favourite|favorite channel is|of|:|=?',
      'with|whose|a? preferred|favourite|favorite|preference contact? channel|method is|of|:|=?',
      'like|likes|rather to? be contacted|reached by|via|on|through|over',
      'preference is|for',
      'with a preference for',
      'would rather get',
      'preferred|favourite|favorite contact|communication channel|method is|of|:|=?',
      'whose channel is',
    ),
    make: prefers,
  },
];
const BEHIND: readonly {
  readonly way: Pattern;
  readonly make: Make;
  readonly score?: number;
  readonly note?: string;
  readonly isNot?: true;
}[] = [
  {
    way: pattern(
      'subscriber|subscribers',
      'opt ins|in',
      'consent|consents|permission|optins|optin',
      'opted in',
      'consent given|granted',
    ),
    make: consents,
  },
  { way: pattern('consent|permission is given|granted|true|yes', 'consent = true|yes'), make: consents },
  { way: pattern('reachable', 'contactable'), make: allowed, score: 0.9, note: CAN_NOTE },
  {
    way: pattern('user|users', 'customers'),
    make: reachable,
    score: 0.8,
    note: 'Users of a channel were taken as those with an address for it.',
  },
  {
    way: pattern(
      'opted out',
      'opt outs|out',
      'unsubscribed',
      'optouts',
      'consent is not given',
      'consent = false|no',
      'consent is false|no',
    ),
    make: consents,
    isNot: true,
    note: 'Opted out was taken as not having agreed.',
  },
  {
    way: pattern(
      'preferred',
      'is preferred',
      'as preferred channel',
      'is the|their preferred|favourite channel',
      'as their? preferred channel',
      'as the preferred channel',
    ),
    make: prefers,
  },
  {
    way: pattern(
      'is known|available|given|present',
      'known',
      'on file',
      'address is known',
      'number is known',
    ),
    make: reachable,
  },
  {
    way: pattern('is|are missing|empty|unknown', 'missing', 'is not known|given'),
    make: reachable,
    isNot: true,
  },
];
const OUT: readonly Pattern[] = [
  pattern(
    'opted|opt out of|from|for',
    'unsubscribed|unsubscribe from',
    'refused|declined|rejected|objected|withdrew|withdrawn to? consent|permission? for|to?',
    'revoked consent|permission for|to',
  ),
];
const MISSING = pattern('missing|lacking|lack|lacks an?', 'do not have', 'with no', 'no');

/** Everything that begins here and is about how to reach somebody. */
export function readChannelPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const phrases: Phrase[] = [];
  for (const { before, behind, make, score = 1, note } of WAYS) {
    const start = endOf(tokens, at, before);
    const read = start === undefined ? undefined : readChannels(tokens, start);
    if (read === undefined) continue;
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
    phrases.push(made(at, end, read, make, score, note));
  }
  for (const out of OUT) {
    const start = endOf(tokens, at, out);
    const read = start === undefined ? undefined : readChannels(tokens, start);
    if (read !== undefined)
      phrases.push(
        made(at, read.end, read, consents, 0.95, 'Opted out was taken as not having agreed.', true),
      );
  }
  const missing = endOf(tokens, at, MISSING);
  const lacking =
    missing === undefined || /^(no|not)$/.test(tokens[missing - 1]?.word ?? '')
      ? undefined
      : readChannels(tokens, missing);
  if (lacking !== undefined && tokens[at]?.word !== 'do')
    phrases.push(made(at, skip(tokens, lacking.end, ADDRESS), lacking, reachable, 1, undefined, true));
  return [...phrases, ...behindChannel(sentence, at), ...asVerb(sentence, at), ...bare(sentence, at)];
}

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
    const end = endOf(tokens, read.end, way);
    return end === undefined ? [] : [made(at, end, read, make, score, note, isNot)];
  });
}

/** `can be texted`, `who we can email`. */
function asVerb({ tokens }: Sentence, at: number): readonly Phrase[] {
  const start = endOf(
    tokens,
    at,
    pattern('can|could|may be', 'we|i|you can|may|could', 'we are allowed to', 'able to be', 'can we'),
  );
  if (start === undefined) return [];
  const verbs: readonly (readonly [Pattern, readonly Channel[]])[] = [
    [pattern('texted|text|smsed'), ['sms']],
    [pattern('emailed|email|mailed|mail'), ['email']],
    [pattern('whatsapped|whatsapp'), ['whatsapp']],
  ];
  return verbs.flatMap(([way, channels]) => {
    const end = endOf(tokens, start, way);
    return end === undefined ? [] : [made(at, end, { channels, join: 'and', end }, allowed, 0.96, CAN_NOTE)];
  });
}

/** Only the name of a channel, in the middle of nothing else: `no email`, `email and phone`. */
function bare({ tokens }: Sentence, at: number): readonly Phrase[] {
  const read = readChannels(tokens, at);
  if (read === undefined) return [];
  const before = tokens[at - 1]?.word ?? '';
  const isWay =
    /^(by|via|on|through|over|with)$/.test(before) &&
    /^(not|nor|neither|or|and|,)$/.test(tokens[at - 2]?.word ?? '');
  const isReach =
    isWay && tokens.slice(0, at).some(({ word }) => /^(reachable|contactable|reached|contacted)$/.test(word));
  if (isReach) return [made(at, read.end, read, allowed, 0.97, CAN_NOTE)];
  const isLacked =
    !isWay && (/^(no|without|not)$/.test(before) || /^(no|without)$/.test(tokens[at - 2]?.word ?? ''));
  const isAddress = /^(address|addresses|number|numbers)$/.test(tokens[read.end - 1]?.word ?? '');
  const end = skip(tokens, read.end, ADDRESS);
  return [
    made(
      at,
      end,
      read,
      reachable,
      isLacked || isAddress ? 1 : 0.7,
      isLacked || isAddress ? undefined : 'A channel alone was taken as having an address for it.',
    ),
  ];
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
