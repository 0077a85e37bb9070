import { readPeriod } from '../times/periods.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';

const HELPING = pattern(
  'is|are|was|were|gets|will|should',
  'will|should be|have',
  'is|are being',
  'is|are going|due|set to',
);
const PARTICLE = pattern('out|up|in|off|on|for|by');
const PLANNED = pattern(
  'scheduled|planned|booked|arranged|expected|set|fixed|due|coming|falling|falls|comes|happens|lands',
);
const VERB = /^\p{L}{2,}([^su]s|ing)$/u;
/** These speak of other people, or of other days. */
const NO_VERB =
  /^(exclud|includ|minus|plus|besides|except|during|always|perhaps|unless|less|miss|skip|lack|not?$|never$)/;

/** `next box ships in the next 7 days`: where the time begins that the verb behind a date's name says; the same place where there is none. */
export function endOfHappening({ tokens, today }: Sentence, at: number): number {
  const isTime = (i: number) => readPeriod(tokens, i, today) !== undefined;
  const helped = endOf(tokens, at, HELPING);
  const start = helped ?? at;
  const { word = '', kind } = tokens[start] ?? {};
  const isVerb = !NO_VERB.test(word) && (helped !== undefined || VERB.test(word));
  const isKnown = endOf(tokens, start, PLANNED) !== undefined;
  if (kind !== 'word' || isTime(start) || !(isVerb || isKnown)) return at;
  return [start + 1, skip(tokens, start + 1, PARTICLE)].find(isTime) ?? at;
}
