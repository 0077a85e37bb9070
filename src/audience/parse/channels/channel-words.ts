import { CHANNELS, type Channel } from '../../../kernel/channel.ts';
import { endOf, pattern, type Pattern, skip } from '../words/patterns.ts';
import type { Token } from '../words/tokens.ts';

const NAMES: Readonly<Record<Channel, Pattern>> = {
  sms: pattern(
    'sms|text|texts|phone|phones|mobile|mobiles|cell|telephone|smses|textmessage',
    'text|sms|phone message|messages|messaging|number|numbers',
    'mobile|cell|phone phone|number|numbers',
    'mobile|cell|telephone|phone phone? number|numbers',
  ),
  whatsapp: pattern(
    'whatsapp|whatsapps|wa',
    'whats app',
    'whatsapp message|messages|number|numbers|account|accounts|address',
    'whats app message|messages|number|numbers',
  ),
  email: pattern(
    'email|emails|mail|mails|newsletter|newsletters',
    'e mail|mails',
    'email|e|mail message|messages|address|addresses|newsletter|newsletters|account',
    'e mail address|addresses|message|messages',
    'mail address|addresses',
    'email id|ids',
  ),
};
const AND = pattern('and', ', and', '&', 'as well as', '+', 'and also', 'plus', 'and by|via|on|with|to|for');
const OR = pattern('or', ', or', 'and / or', '/', 'nor', 'or by|via|to|with|on|through|for', 'nor by|with');
const COMMA = pattern(',');
const ARTICLE = pattern(
  'a|an|any|some|the|our|their|valid|known|both|either|working|one',
  'a|an valid|known|working',
  'both a|an',
  'either a|an',
  'at least one|an|a',
);

const ANY = pattern(
  'any|either of? our|the|these? channel|channels',
  'at least one channel',
  'one channel or more',
);
const EVERY = pattern('all of? our|the|these|three? channels', 'every|each channel');
/** Behind words for consent, where no channel is named. */
const ANYTHING = pattern(
  'anything',
  'anything at all',
  'any of it|them',
  'any contact|marketing|messages|communication|communications',
);
const EVERYTHING = pattern(
  'everything',
  'all of? it|them|our? marketing|messages|communication|communications',
  'all of it|them',
);

/** `gave no consent for anything`, `opted out of everything`: what consent is for where no channel is named. */
export function readAnything(tokens: readonly Token[], at: number): ChannelsRead | undefined {
  const some = endOf(tokens, at, ANYTHING);
  if (some !== undefined) return { channels: CHANNELS, join: 'or', end: some };
  const every = endOf(tokens, at, EVERYTHING);
  return every === undefined ? undefined : { channels: CHANNELS, join: 'and', end: every };
}

export interface ChannelsRead {
  readonly channels: readonly Channel[];
  readonly join: 'and' | 'or';
  readonly end: number;
}

const ADDRESS = /^(address|addresses|numbers?)$/;

/** `agreed to email and a mobile number`, `prefer email and with a phone`: not what is agreed to before it. */
function isAddress(tokens: readonly Token[], start: number, end: number): boolean {
  return tokens[start - 1]?.word === 'with' || ADDRESS.test(tokens[end - 1]?.word ?? '');
}

/** `email`, `a phone number and WhatsApp`, `SMS, WhatsApp or email`. Where no address is spoken of, one that is named ends the row. */
export function readChannels(
  tokens: readonly Token[],
  at: number,
  isOfAddress = true,
): ChannelsRead | undefined {
  const ofAny = endOf(tokens, at, ANY);
  if (ofAny !== undefined) return { channels: CHANNELS, join: 'or', end: ofAny };
  const ofEvery = endOf(tokens, at, EVERY);
  if (ofEvery !== undefined) return { channels: CHANNELS, join: 'and', end: ofEvery };
  const first = channelAt(tokens, skip(tokens, at, ARTICLE)) ?? channelAt(tokens, at);
  if (first === undefined) return undefined;
  const channels = [first.channel];
  let join: 'and' | 'or' = 'and';
  let end = first.end;
  for (;;) {
    const or = endOf(tokens, end, OR);
    const next = or ?? endOf(tokens, end, AND) ?? endOf(tokens, end, COMMA);
    const channel =
      next === undefined
        ? undefined
        : (channelAt(tokens, skip(tokens, next, ARTICLE)) ?? channelAt(tokens, next));
    if (channel === undefined) break;
    if (!isOfAddress && next !== undefined && isAddress(tokens, next, channel.end)) break;
    if (or !== undefined) join = 'or';
    channels.push(channel.channel);
    end = channel.end;
  }
  return { channels: [...new Set(channels)], join, end };
}

export function channelAt(
  tokens: readonly Token[],
  at: number,
): { readonly channel: Channel; readonly end: number } | undefined {
  for (const channel of CHANNELS) {
    const end = endOf(tokens, at, NAMES[channel]);
    if (end !== undefined) return { channel, end };
  }
  return undefined;
}
