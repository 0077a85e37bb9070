import type { Channel } from '../../../kernel/channel.ts';
import { readCampaigns } from './campaign-words.ts';
import { channelAt, readChannels } from '../channels/channel-words.ts';
import { boundOf, readComparison } from '../sentence/comparisons.ts';
import type { Deed, MessageVerb } from '../sentence/deed.ts';
import { withMessageRest } from './message-parts.ts';
import { DONE, STATES, VERBS } from './message-verbs.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';

const NUMBERED = pattern('message|messages|campaign|campaigns|mailing|mailings|notification|notifications');

/** Every deed with messages of ours that begins at this token with a number, a campaign or a channel, and not with its verb. */
export function readMessageNouns(sentence: Sentence, at: number): readonly Phrase[] {
  return [
    ...counted(sentence, at),
    ...campaignFirst(sentence, at),
    ...sameVerb(sentence, at),
    ...noMessages(sentence, at),
    ...nothingFromUs(sentence, at),
  ];
}

const DELIVERY_OF = pattern(
  'whose|the|with? delivery|deliveries|sending|copy|email|message|sms of|for the|our?',
);

/** `welcome series not opened`, `delivery of the welcome series failed`. */
function campaignFirst(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const campaign = readCampaigns(sentence, skip(tokens, at, DELIVERY_OF));
  if (campaign === undefined) return [];
  const behind = skip(
    tokens,
    campaign.end,
    pattern(
      'campaign|mailing|message? :|–|—|-|,?',
      'campaign|mailing',
      'that|which',
      'that|which? has|have|had been?',
    ),
  );
  const not = endOf(
    tokens,
    behind,
    pattern('not|never been?', 'was|were|is|are|did|do|does|has|have|had not|never been?'),
  );
  for (const [verb, way] of STATES) {
    const end = endOf(tokens, not ?? behind, way);
    if (end === undefined) continue;
    const deed: Deed = {
      verb,
      campaigns: campaign.ids,
      join: campaign.join,
      ...(not === undefined ? {} : { isNegated: true }),
    };
    const read = withMessageRest(sentence, { deed, end, score: campaign.score, assumptions: campaign.notes });
    return [
      phrase(at, read.end, { is: 'deed', deed: read.deed }, EXACT * read.score * 0.97, read.assumptions),
    ];
  }
  return [];
}

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
    const channels = noun?.channel === undefined ? {} : { channels: [noun.channel] };
    const read = withMessageRest(sentence, {
      deed: { verb, times: boundOf(comparison), ...channels },
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

/** `contacted by email but not by SMS`, `opened the spring sale but not the autumn sale`: the verb of the one before. */
function sameVerb(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const isContrast = tokens
    .slice(Math.max(0, at - 2), at)
    .some(({ word }) => /^(not|nor|or|never)$/.test(word));
  const verb = isContrast ? verbBefore(tokens, at) : undefined;
  if (verb === undefined) return [];
  const by = endOf(tokens, at, pattern('by|via|through|on|over'));
  const channels = by === undefined ? undefined : readChannels(tokens, by);
  const campaigns = channels === undefined ? readCampaigns(sentence, at) : undefined;
  const begun =
    channels === undefined
      ? campaigns && {
          deed: { verb, campaigns: campaigns.ids, join: campaigns.join },
          end: campaigns.end,
          score: campaigns.score,
          assumptions: campaigns.notes,
        }
      : {
          deed: { verb, channels: channels.channels, join: channels.join },
          end: channels.end,
          score: PRICE.sharedThing,
          assumptions: ['A channel without a verb was taken with the verb before it.'],
        };
  if (begun === undefined) return [];
  const read = withMessageRest(sentence, begun);
  return [phrase(at, read.end, { is: 'deed', deed: read.deed }, EXACT * read.score, read.assumptions)];
}

/** Words from a verb to what else it is denied of. */
const MOST_BETWEEN = 12;

function verbBefore(tokens: Sentence['tokens'], at: number): MessageVerb | undefined {
  for (let from = at - 1; from >= Math.max(0, at - MOST_BETWEEN); from--) {
    const said = VERBS.find(([, way]) => endOf(tokens, from, way) !== undefined);
    if (said !== undefined) return said[0];
  }
  return undefined;
}

/** `no messages in the last 3 months`, where a time or a campaign says that it is not about having an address. */
const NOTHING_FROM_US = pattern(
  'got|get|received|receive|heard|had nothing from us',
  'got|get|received|receive|had no|zero messages|message|mail|communication from us',
);

/** `got nothing from us in the last 60 days`. */
function nothingFromUs(sentence: Sentence, at: number): readonly Phrase[] {
  const end = endOf(sentence.tokens, at, NOTHING_FROM_US);
  if (end === undefined) return [];
  const deed: Deed = { verb: 'contacted', isNegated: true };
  const read = withMessageRest(sentence, { deed, end, score: 0.97, assumptions: [] });
  return [phrase(at, read.end, { is: 'deed', deed: read.deed }, EXACT * read.score, read.assumptions)];
}

const MESSAGE = pattern(
  'message|messages|campaign|campaigns|mailing|mailings|communication|contact|reminder|reminders|newsletter|newsletters',
);

function noMessages(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  if (!/^(no|without|zero|any)$/.test(tokens[at - 1]?.word ?? '')) return [];
  const noun = endOf(tokens, at, MESSAGE);
  const channel = noun === undefined ? channelAt(tokens, at) : undefined;
  const said = noun ?? channel?.end;
  if (said === undefined) return [];
  const done = DONE.find(([, way]) => endOf(tokens, said, way) !== undefined);
  const end = done === undefined ? said : (endOf(tokens, said, done[1]) ?? said);
  const deed: Deed = {
    verb: done?.[0] ?? 'contacted',
    ...(channel === undefined ? {} : { channels: [channel.channel] }),
  };
  const read = withMessageRest(sentence, { deed, end, score: 0.97, assumptions: [] });
  const isSaid = read.deed.when !== undefined || read.deed.campaigns !== undefined;
  return isSaid
    ? [phrase(at, read.end, { is: 'deed', deed: read.deed }, EXACT * read.score, read.assumptions)]
    : [];
}
