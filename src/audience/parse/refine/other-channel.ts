import { CHANNELS, type Channel } from '../../../kernel/channel.ts';
import type { Query } from '../../query/query.ts';

/** `what about email?` behind `who can get SMS`: the same of another channel, where all was said of one. */
export function withOtherChannel(previous: Query, channel: Channel): Query | undefined {
  return channelsIn(previous).length === 1 ? changed(previous, channel) : undefined;
}

function channelsIn(query: Query): readonly Channel[] {
  if ('not' in query) return channelsIn(query.not);
  const parts = 'and' in query ? query.and : 'or' in query ? query.or : undefined;
  if (parts !== undefined) return [...new Set(parts.flatMap(channelsIn))];
  const channel = channelOf(query);
  return channel === undefined ? [] : [channel];
}

function channelOf(part: Query): Channel | undefined {
  if ('reachable' in part) return part.reachable;
  if ('consents' in part) return part.consents;
  const isPreferred = 'is' in part && part.field === 'preferred_channel';
  return isPreferred ? CHANNELS.find((channel) => channel === part.is) : undefined;
}

function changed(part: Query, channel: Channel): Query {
  if ('and' in part) return { and: part.and.map((each) => changed(each, channel)) };
  if ('or' in part) return { or: part.or.map((each) => changed(each, channel)) };
  if ('not' in part) return { not: changed(part.not, channel) };
  if ('reachable' in part) return { reachable: channel };
  if ('consents' in part) return { consents: channel };
  return channelOf(part) !== undefined && 'is' in part ? { field: part.field, is: channel } : part;
}
