import type { Channel } from '../kernel/channel.ts';
import type { ChannelAccount, EventPath, Finding } from './account.ts';
import type { Origin } from './origin.ts';

/** How the configuration sets of a vendor are named, made and missed. */
export interface ConfigurationSetWords {
  readonly channel: Channel;
  /** Of the AWS CLI. */
  readonly createSet: string;
  /** Gives a set a destination that we hear. */
  readonly createDestination: string;
  /** What follows from each, as the end of a sentence. */
  readonly withoutSet: string;
  readonly withMissingSet: string;
  readonly withoutDestination: string;
  /** Paths of events that reach us. */
  readonly isHeard: (path: EventPath) => boolean;
}

/** What keeps an origin's events from us: no configuration set, one that is not there, or one that tells nobody. */
export function configurationSetFindings(
  { eventSources, eventDestinations, region }: ChannelAccount,
  { id: origin, configurationSet: set }: Origin,
  words: ConfigurationSetWords,
): readonly Finding[] {
  const { channel } = words;
  const create = (name: string) => `${words.createSet} --configuration-set-name ${name} --region ${region}`;
  const tell = (name: string) =>
    `${words.createDestination} --configuration-set-name ${name} --region ${region}`;
  if (set === undefined) {
    const sentence = `Origin ${origin} names no configuration set: ${words.withoutSet}.`;
    const mend = `${create('SET')}; ${tell('SET')}; then configurationSet: SET in settings.yaml`;
    return [{ code: 'no_configuration_set', severity: 'warning', channel, origin, sentence, mend }];
  }
  if (eventSources !== undefined && !eventSources.includes(set)) {
    const sentence = `Origin ${origin} names the configuration set ${set}, which the account does not have in ${region}: ${words.withMissingSet}.`;
    const mend = create(set);
    return [{ code: 'configuration_set_missing', severity: 'blocker', channel, origin, sentence, mend }];
  }
  const destinations = eventDestinations?.filter((each) => each.of === set && each.enabled);
  if (destinations === undefined || destinations.some(({ path }) => words.isHeard(path))) return [];
  const sentence = `The configuration set ${set} of origin ${origin} ${words.withoutDestination}.`;
  return [{ code: 'no_event_destination', severity: 'warning', channel, origin, sentence, mend: tell(set) }];
}
