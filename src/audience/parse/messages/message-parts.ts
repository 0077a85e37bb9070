import { readCampaigns } from './campaign-words.ts';
import { channelAt, readChannels } from '../channels/channel-words.ts';
import { boundOf, readComparison } from '../sentence/comparisons.ts';
import { type DeedRead, grown, grownByParts } from '../sentence/deed-read.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { readTimes } from '../sentence/times.ts';

const FROM_US = pattern(
  'from us',
  'by us',
  'of ours',
  'with us',
  'at all',
  'ever',
  'that? we|you have? sent them|out?',
);
const MESSAGE = pattern(
  'a|an|any|some|the|our|their? message|messages|campaign|campaigns|mailing|mailings|communication|communications|notification|notifications|anything|something|link|links',
  'any of our|the|your messages|campaigns',
  'anything',
  'us',
);
const BY = pattern(
  'by|via|through|on|over|with|using|per|an|a|any|one|our|the|in',
  'by|via|through|on|over an|a',
  'by|via|through any',
  'any|one|some of our|the|your|these?',
);

/** All that belongs to a verb of messages, in any order: how often, which campaigns, when, by what channel. */
export function withMessageRest(sentence: Sentence, begun: DeedRead): DeedRead {
  const read = grownByParts(sentence, begun, nextPart, (tokens, at) =>
    skip(tokens, at, pattern(',', 'at all', 'from us', 'by us')),
  );
  return { ...read, deed: { ...read.deed, isBareVerb: read.end === begun.end } };
}

function nextPart(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { tokens } = sentence;
  const { times, campaigns, when, channels, isSame } = read.deed;
  return (
    (times === undefined ? readHowOften(tokens, read) : undefined) ??
    (campaigns === undefined ? readCampaignsOf(sentence, read) : undefined) ??
    (when === undefined ? readTime(sentence, read) : undefined) ??
    (channels === undefined ? readWay(sentence, read) : undefined) ??
    (isSame !== true && campaigns === undefined ? readSame(tokens, read) : undefined) ??
    readDenial(sentence, read) ??
    readMessage(tokens, read)
  );
}

/** `twice`, `more than 3 of our emails`. */
function readHowOften(tokens: Sentence['tokens'], read: DeedRead): DeedRead | undefined {
  const times = readTimes(tokens, read.end);
  if (times !== undefined)
    return grown(read, { times: times.times }, times.end, times.score, [times.assumption]);
  const comparison = readComparison(tokens, read.end);
  if (comparison === undefined) return undefined;
  const of = skip(tokens, comparison.end, pattern('of our|the|your|my'));
  const noun = endOf(
    tokens,
    of,
    pattern('message|messages|campaign|campaigns|mailing|mailings|link|links|notifications'),
  );
  const channel = channelAt(tokens, of);
  const end = noun ?? channel?.end;
  return end === undefined
    ? undefined
    : grown(
        read,
        {
          times: boundOf(comparison),
          ...(channel === undefined ? {} : { channels: [channel.channel] }),
        },
        end,
        comparison.isBare ? 0.8 : 1,
      );
}

function readCampaignsOf(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const campaign = readCampaigns(sentence, read.end);
  return campaign === undefined
    ? undefined
    : grown(
        read,
        { campaigns: campaign.ids, join: campaign.join },
        campaign.end,
        campaign.score,
        campaign.notes,
      );
}

function readTime({ tokens, today }: Sentence, read: DeedRead): DeedRead | undefined {
  const period = readPeriod(tokens, read.end, today);
  return period === undefined
    ? undefined
    : grown(read, { when: period.period }, period.end, period.score, [period.assumption]);
}

/** `by email`, `over SMS or WhatsApp from us`. */
function readWay(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { tokens } = sentence;
  for (const start of new Set([skip(tokens, read.end, BY), read.end])) {
    const channels = readChannels(tokens, start);
    if (channels === undefined) continue;
    // `our newsletter Camping news` says what the campaign is, and not by which channel it came.
    const isKind = /^newsletters?$/.test(tokens[channels.end - 1]?.word ?? '');
    if (isKind && readCampaigns(sentence, channels.end) !== undefined) return grown(read, {}, channels.end);
    return grown(
      read,
      { channels: channels.channels, join: channels.join },
      skip(tokens, channels.end, FROM_US),
    );
  }
  return undefined;
}

function readSame(tokens: Sentence['tokens'], read: DeedRead): DeedRead | undefined {
  const same = endOf(
    tokens,
    read.end,
    pattern('it|them|that|those|these', 'that campaign|message|email|one', 'any of them'),
  );
  return same === undefined ? undefined : grown(read, { isSame: true }, same);
}

/** `nothing`, `no emails`, `neither of them`. */
function readDenial(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { tokens } = sentence;
  const nothing = endOf(
    tokens,
    read.end,
    pattern('nothing', 'no message|messages|campaign|campaigns|email|emails', 'none'),
  );
  const neither = endOf(
    tokens,
    read.end,
    pattern('neither of? them|those|these?', 'none of them|those|these'),
  );
  if (neither !== undefined && readCampaigns(sentence, neither) === undefined)
    return grown(read, { isNegated: true, isSame: true, join: 'or' }, neither);
  if (nothing === undefined) return undefined;
  const channel = channelAt(tokens, nothing - 1);
  return grown(
    read,
    { isNegated: true, ...(channel === undefined ? {} : { channels: [channel.channel] }) },
    nothing,
  );
}

function readMessage(tokens: Sentence['tokens'], read: DeedRead): DeedRead | undefined {
  const noun = endOf(tokens, read.end, MESSAGE) ?? endOf(tokens, read.end, FROM_US);
  return noun === undefined ? undefined : grown(read, {}, noun);
}
