import type { Channel } from '../../kernel/channel.ts';
import { readCampaigns } from './campaign-words.ts';
import { channelAt, readChannels } from './channel-words.ts';
import type { Deed, MessageVerb } from './deed.ts';
import type { DeedRead } from './purchase-deed.ts';
import { readTimes } from './times.ts';
import { readComparison } from './comparisons.ts';
import { endOf, pattern, type Pattern, skip } from './patterns.ts';
import { readPeriod } from './periods.ts';
import { EXACT, phrase, type Phrase } from './phrase.ts';
import { PRICE } from './price.ts';
import type { Sentence } from './sentence.ts';

const VERBS: readonly (readonly [MessageVerb, Pattern, Channel?])[] = [
  [
    'contacted',
    pattern(
      'contacted|messaged|reached',
      'reached out to?',
      'written to',
      'been|were|was sent',
      'sent',
      'heard from us',
      'been|were|was contacted|messaged|reached|targeted by|via|with|through|on|over?',
      'targeted by|with?',
      'we|i contacted|messaged|sent',
      'in touch with',
      'contacted by us',
      'been|were|was addressed by',
    ),
  ],
  ['contacted', pattern('emailed|mailed', 'been|were|was emailed|mailed', 'we emailed'), 'email'],
  ['contacted', pattern('texted', 'been|were|was texted', 'we texted', 'smsed'), 'sms'],
  ['contacted', pattern('whatsapped', 'been|were|was whatsapped'), 'whatsapp'],
  ['delivered', pattern('got|get|gotten|received|receive', 'was|were|been delivered', 'delivered')],
  ['opened', pattern('opened|open|opens|opening', 'read|reads', 'was|were|been opened')],
  [
    'clicked',
    pattern(
      'clicked|click|clicks|clicking',
      'clicked|click on|through|in|a|the',
      'clicked|click on? a|the|any|our link|links in|of|from?',
      'clicked through',
    ),
  ],
  [
    'failed',
    pattern(
      'failed|bounced|failing',
      'message|messages|sms|email|emails|delivery|send|sends failed|bounced',
      'whose|with|have|had|a|an? failed|bounced|undelivered message|messages|delivery|deliveries|email|emails|sms|send|sends',
      'whose message|messages|email|emails|sms failed|bounced',
      'where|whose the|their|our? message|messages|email|emails|sms has|have|was|were? failed|bounced',
      'could not be delivered',
      'undelivered',
      'failed to receive|get|deliver',
      'whose email|emails bounced',
    ),
  ],
];
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
  const { tokens } = sentence;
  const other = [
    ...counted(sentence, at),
    ...campaignFirst(sentence, at),
    ...sameVerb(sentence, at),
    ...noMessages(sentence, at),
  ];
  const isAble = isAbility(tokens, at);
  const read = VERBS.flatMap(([verb, way, channel]) => {
    if (isAble && (verb === 'delivered' || verb === 'contacted')) return [];
    const end = endOf(tokens, at, way);
    if (end === undefined) return [];
    const named =
      channel ??
      (verb === 'failed'
        ? tokens.slice(at, end).flatMap((_, i) => channelAt(tokens, at + i)?.channel ?? [])[0]
        : undefined);
    const begun: DeedRead = {
      deed: { verb, isBareVerb: true, ...(named === undefined ? {} : { channels: [named] }) },
      end,
      score: 1,
      assumptions: [],
    };
    const read = withRest(sentence, begun);
    const word = tokens[end - 1]?.word ?? '';
    const isBareFailure =
      verb === 'failed' && end === at + 1 && word.startsWith('fail') && !hasObject(read.deed);
    if (isBareFailure) return [];
    const isLoose =
      !hasObject(read.deed) &&
      (word === 'got' || word === 'get' || word === 'gotten' || word === 'sent') &&
      read.deed.isSame !== true &&
      !saysMessage(sentence, end, read.end);
    if (isLoose) return [];
    const vague =
      NEEDS_OBJECT.has(word) && read.end === end && (verb === 'delivered' || verb === 'contacted') ? 0.8 : 1;
    const missing = sentence.index.vocabulary.has.messages ? undefined : 'No messages were sent yet.';
    const known = missing === undefined ? 1 : PRICE.noHistory;
    return [
      phrase(at, read.end, { is: 'deed', deed: read.deed }, EXACT * read.score * vague * known, [
        ...read.assumptions,
        missing,
      ]),
    ];
  });
  return [...other, ...read];
}

/** `can be reached`, `can not get`: what may be, and not what was. */
function isAbility(tokens: Sentence['tokens'], at: number): boolean {
  let before = at - 1;
  while (/^(not|be|ever|even|only)$/.test(tokens[before]?.word ?? '')) before--;
  return /^(can|could|may|to|able)$/.test(tokens[before]?.word ?? '');
}

const STATES: readonly (readonly [MessageVerb, Pattern])[] = [
  ['opened', pattern('opened|openers|opens', 'was|were|is opened')],
  ['clicked', pattern('clicked|clickers|clicks', 'was|were clicked')],
  ['failed', pattern('failed|bounced|bounces|failures', 'was|were not delivered')],
  ['delivered', pattern('delivered|received|recipients', 'was|were delivered|received')],
];

/** `welcome series not opened`. */
function campaignFirst(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const campaign = readCampaigns(sentence, at);
  if (campaign === undefined) return [];
  const not = endOf(tokens, campaign.end, pattern('not', 'was|is not', 'never'));
  for (const [verb, way] of STATES) {
    const end = endOf(tokens, not ?? campaign.end, way);
    if (end === undefined) continue;
    const deed: Deed = {
      verb,
      campaigns: campaign.ids,
      join: campaign.join,
      ...(not === undefined ? {} : { isNegated: true }),
    };
    const read = withRest(sentence, { deed, end, score: campaign.score, assumptions: campaign.notes });
    return [
      phrase(at, read.end, { is: 'deed', deed: read.deed }, EXACT * read.score * 0.97, read.assumptions),
    ];
  }
  return [];
}

const NUMBERED = pattern('message|messages|campaign|campaigns|mailing|mailings|notification|notifications');
const DONE: readonly (readonly [MessageVerb, Pattern])[] = [
  ...STATES,
  ['contacted', pattern('sent', 'was|were|have|has|had been? sent', 'we have? sent')],
  ['delivered', pattern('was|were|have|has|had been? delivered|received', 'they have? received|got')],
  ['opened', pattern('was|were|have|has|had been? opened|read', 'they have? opened|read')],
  ['clicked', pattern('was|were|have|has|had been? clicked', 'they have? clicked')],
  ['failed', pattern('was|were|have|has|had failed|bounced', 'undelivered', 'could not be delivered')],
];

/** `to whom at least two messages were delivered`, `more than 3 failed emails`, `5 or more opens`. */
function counted(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const start = skip(
    tokens,
    at,
    pattern('to|for whom', 'with|have|has|had|having|got|received|of', 'who have|has|had|got'),
  );
  const comparison = readComparison(tokens, start);
  if (comparison === undefined || comparison.currency !== undefined) return [];
  return DONE.flatMap(([verb, way]) => {
    const before = endOf(tokens, comparison.end, way);
    const noun = messagesAt(tokens, before ?? comparison.end);
    const behind = noun === undefined || before !== undefined ? undefined : endOf(tokens, noun.end, way);
    const isNoun = before !== undefined && tokens[before - 1]?.word.endsWith('s') === true;
    const end = behind ?? (before === undefined ? undefined : (noun?.end ?? (isNoun ? before : undefined)));
    if (end === undefined) return [];
    const { exactly } = comparison.comparison;
    const times = comparison.isBare ? { atLeast: exactly ?? 1 } : comparison.comparison;
    const channels = noun?.channel === undefined ? {} : { channels: [noun.channel] };
    const read = withRest(sentence, {
      deed: { verb, times, ...channels },
      end,
      score: comparison.isBare ? 0.8 : 1,
      assumptions: [],
    });
    return [phrase(at, read.end, { is: 'deed', deed: read.deed }, EXACT * read.score, read.assumptions)];
  });
}

function messagesAt(
  tokens: Sentence['tokens'],
  at: number,
): { readonly end: number; readonly channel?: Channel } | undefined {
  const noun = endOf(tokens, at, NUMBERED);
  return noun === undefined ? channelAt(tokens, at) : { end: noun };
}

/** `contacted by email but not by SMS`: the verb of the one before. */
function sameVerb(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const isContrast = tokens
    .slice(Math.max(0, at - 2), at)
    .some(({ word }) => /^(not|nor|or|never)$/.test(word));
  const by = isContrast ? endOf(tokens, at, pattern('by|via|through|on|over')) : undefined;
  const channels = by === undefined ? undefined : readChannels(tokens, by);
  if (channels === undefined) return [];
  for (let from = at - 1; from >= Math.max(0, at - 12); from--) {
    const said = VERBS.find(([, way]) => endOf(tokens, from, way) !== undefined);
    if (said === undefined) continue;
    const deed: Deed = { verb: said[0], channels: channels.channels, join: channels.join };
    const read = withRest(sentence, { deed, end: channels.end, score: PRICE.sharedThing, assumptions: [] });
    return [
      phrase(at, read.end, { is: 'deed', deed: read.deed }, EXACT * read.score, [
        ...read.assumptions,
        'A channel without a verb was taken with the verb before it.',
      ]),
    ];
  }
  return [];
}

/** `no messages in the last 3 months`, where a time or a campaign says that it is not about having an address. */
function noMessages(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  if (!/^(no|without|zero|any)$/.test(tokens[at - 1]?.word ?? '')) return [];
  const noun = endOf(
    tokens,
    at,
    pattern('message|messages|campaign|campaigns|mailing|mailings|communication|contact'),
  );
  const channel = noun === undefined ? channelAt(tokens, at) : undefined;
  const said = noun ?? channel?.end;
  if (said === undefined) return [];
  const done = DONE.find(([, way]) => endOf(tokens, said, way) !== undefined);
  const end = done === undefined ? said : (endOf(tokens, said, done[1]) ?? said);
  const deed: Deed = {
    verb: done?.[0] ?? 'contacted',
    ...(channel === undefined ? {} : { channels: [channel.channel] }),
  };
  const read = withRest(sentence, { deed, end, score: 0.97, assumptions: [] });
  const isSaid = read.deed.when !== undefined || read.deed.campaigns !== undefined;
  return isSaid
    ? [phrase(at, read.end, { is: 'deed', deed: read.deed }, EXACT * read.score, read.assumptions)]
    : [];
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

function withRest(sentence: Sentence, begun: DeedRead): DeedRead {
  let read = begun;
  for (let rounds = 0; rounds < 8; rounds++) {
    const next =
      nextPart(sentence, read) ??
      nextPart(sentence, {
        ...read,
        end: skip(sentence.tokens, read.end, pattern(',', 'at all', 'from us', 'by us')),
      });
    if (next === undefined) break;
    read = next;
  }
  return { ...read, deed: { ...read.deed, isBareVerb: read.end === begun.end } };
}

function nextPart(sentence: Sentence, read: DeedRead): DeedRead | undefined {
  const { tokens } = sentence;
  const { deed } = read;
  const give = (
    part: Partial<Deed>,
    end: number,
    score = 1,
    notes: readonly (string | undefined)[] = [],
  ): DeedRead => ({
    deed: { ...deed, ...part },
    end,
    score: Math.min(read.score, score),
    assumptions: [...read.assumptions, ...notes.filter((note) => note !== undefined)],
  });
  if (deed.times === undefined) {
    const times = readTimes(tokens, read.end);
    if (times !== undefined) return give({ times: times.times }, times.end, times.score);
    const comparison = readComparison(tokens, read.end);
    const of = skip(tokens, comparison?.end ?? read.end, pattern('of our|the|your|my'));
    const noun =
      comparison === undefined
        ? undefined
        : (endOf(
            tokens,
            of,
            pattern('message|messages|campaign|campaigns|mailing|mailings|link|links|notifications'),
          ) ?? channelAt(tokens, of)?.end);
    if (comparison !== undefined && noun !== undefined) {
      const channel = channelAt(tokens, of);
      return give(
        {
          times: comparison.isBare ? { atLeast: comparison.comparison.exactly ?? 1 } : comparison.comparison,
          ...(channel === undefined ? {} : { channels: [channel.channel] }),
        },
        noun,
        comparison.isBare ? 0.8 : 1,
      );
    }
  }
  if (deed.campaigns === undefined) {
    const campaign = readCampaigns(sentence, read.end);
    if (campaign !== undefined)
      return give(
        { campaigns: campaign.ids, join: campaign.join },
        campaign.end,
        campaign.score,
        campaign.notes,
      );
  }
  if (deed.when === undefined) {
    const period = readPeriod(tokens, read.end, sentence.today);
    if (period !== undefined)
      return give({ when: period.period }, period.end, period.score, [period.assumption]);
  }
  if (deed.channels === undefined) {
    for (const start of new Set([skip(tokens, read.end, BY), read.end])) {
      const channels = readChannels(tokens, start);
      if (channels !== undefined)
        return give(
          { channels: channels.channels, join: channels.join },
          skip(tokens, channels.end, FROM_US),
        );
    }
  }
  if (deed.isSame !== true && deed.campaigns === undefined) {
    const same = endOf(
      tokens,
      read.end,
      pattern('it|them|that|those|these', 'that campaign|message|email|one', 'any of them'),
    );
    if (same !== undefined) return give({ isSame: true }, same);
  }
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
    return give({ isNegated: true, isSame: true }, neither);
  if (nothing !== undefined) {
    const channel = channelAt(tokens, nothing - 1);
    return give(
      { isNegated: true, ...(channel === undefined ? {} : { channels: [channel.channel] }) },
      nothing,
    );
  }
  const noun = endOf(tokens, read.end, MESSAGE) ?? endOf(tokens, read.end, FROM_US);
  return noun === undefined ? undefined : give({}, noun);
}
