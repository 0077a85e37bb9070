import { allowed, CANNOT, CAN_NOTE, consents, type Make, OUT, OUT_NOTE, WAYS } from './channel-ways.ts';
import { channelAt } from './channel-words.ts';
import type { Channel } from '../../../kernel/channel.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { once } from '../words/once.ts';
import { PRICE } from '../words/price.ts';
import type { Token } from '../words/tokens.ts';

const IT = pattern('it', 'that|this channel', 'it too|also|already|there', 'it as well');
const AGREED = pattern('agreed|consented', 'opted in', 'gave|given consent|permission');
const CONSENT = pattern('consent|permission|optin for|to', 'opt in for|to');
const BETWEEN =
  /^(and|or|but|no|with|without|who|,|also|have|has|both|actually|really|that|did|do|does|not|never|yet|still|it|already|indeed)$/;
/** Words between the channel and what says `it`. */
const MOST_BETWEEN = 8;

export interface ChannelAgain {
  readonly channel: Channel;
  readonly end: number;
  readonly make: Make;
  readonly score: number;
  readonly note?: string | undefined;
  readonly isNot?: true;
}

/** `prefers WhatsApp and has it`, `have WhatsApp and agreed to it`: what is said here of the channel named just before. */
export const readChannelAgain = once(readAgainAt);

function readAgainAt(tokens: readonly Token[], at: number): ChannelAgain | undefined {
  const channel = channelBefore(tokens, at);
  if (channel === undefined) return undefined;
  let best: ChannelAgain | undefined;
  const consider = (end: number | undefined, way: Omit<ChannelAgain, 'channel' | 'end'>) => {
    const it = end === undefined ? undefined : endOf(tokens, end, IT);
    if (it !== undefined && (best === undefined || it > best.end)) best = { ...way, channel, end: it };
  };
  for (const { before, make, score = 1, note } of WAYS)
    consider(endOf(tokens, at, before), { make, score, note });
  for (const out of OUT)
    consider(endOf(tokens, at, out), { make: consents, score: PRICE.optedOut, note: OUT_NOTE, isNot: true });
  consider(endOf(tokens, at, CONSENT), { make: consents, score: 1 });
  consider(endOf(tokens, at, CANNOT), { make: allowed, score: 1, note: CAN_NOTE, isNot: true });
  return best ?? asked(tokens, at, channel);
}

/** `prefer email and agreed`, `have WhatsApp and consented`. */
function asked(tokens: readonly Token[], at: number, channel: Channel): ChannelAgain | undefined {
  const end = endOf(tokens, at, AGREED);
  const next = end === undefined ? undefined : tokens[end];
  const isClosed = next === undefined || /^([,.;!?)]|and|or|but|except|in|from|who)$/.test(next.word);
  return end !== undefined && isClosed && /^(and|but|,|who|have|has|not)$/.test(tokens[at - 1]?.word ?? '')
    ? { channel, end, make: consents, score: 1 }
    : undefined;
}

function channelBefore(tokens: readonly Token[], at: number): Channel | undefined {
  for (let from = at - 1; from >= Math.max(0, at - MOST_BETWEEN); from--) {
    const named = channelAt(tokens, from);
    if (named === undefined) {
      if (BETWEEN.test(tokens[from]?.word ?? '')) continue;
      return undefined;
    }
    return named.end < at ? named.channel : undefined;
  }
  return undefined;
}
