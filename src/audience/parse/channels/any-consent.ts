import { CHANNELS } from '../../../kernel/channel.ts';
import type { Query } from '../../query/query.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { readAnything } from './channel-words.ts';
import { consents, OUT, OUT_NOTE, WAYS } from './channel-ways.ts';

const NO_CONSENT = pattern(
  'with|have|has|having|gave|given|give us? no marketing? consent|consents|permission|optin|optins',
  'no marketing? consent|consents|permission|optin|optins given?',
  'without any? marketing? consent|consents|permission',
);
const AT_ALL = pattern('at all', 'whatsoever', 'on file|record', 'to|for|on|with');
const NOTHING = pattern('nothing|none', 'nothing at all', 'no channel|channels', 'none of our|the? channels');
const CONSENTED = pattern(
  'consented|agreed',
  'consented|agreed to our? marketing',
  'opted in',
  'opted in to|for our? marketing',
  'with|have|has|having|gave|given|give us? their|a? marketing? consent|permission',
  'with|have|has|having|gave|given|give us? their|a? consent|permission to|for marketing',
);
const MARKETING = /^(consented|agreed|in|marketing|consent|permission)$/;
const CLOSED = /^([.,;!?)]|and|or|but|in|from|who|)$/;

/** `gave no consent for anything`, `opted out of everything`, `consented to nothing`: consent without a channel is to any of them. */
export function readAnyConsent({ tokens }: Sentence, at: number): readonly Phrase[] {
  const toSome: Query = { or: CHANNELS.map(consents) };
  const none: Query = { not: toSome };
  const given = WAYS.flatMap(({ before, make }) => {
    const start = make === consents ? endOf(tokens, at, before) : undefined;
    if (start === undefined) return [];
    const nothing = endOf(tokens, start, NOTHING);
    if (nothing !== undefined) return [phrase(at, nothing, { is: 'query', query: none })];
    const read = readAnything(tokens, start);
    const query: Query = read?.join === 'and' ? { and: CHANNELS.map(consents) } : toSome;
    return read === undefined ? [] : [phrase(at, read.end, { is: 'query', query })];
  });
  const out = OUT.flatMap((way) => {
    const start = endOf(tokens, at, way);
    const read = start === undefined ? undefined : readAnything(tokens, start);
    return read === undefined
      ? []
      : [phrase(at, read.end, { is: 'query', query: none }, EXACT * PRICE.optedOut, [OUT_NOTE])];
  });
  const no = endOf(tokens, at, NO_CONSENT);
  const behind = no === undefined ? undefined : (endOf(tokens, no, AT_ALL) ?? no);
  const end = behind === undefined ? undefined : (readAnything(tokens, behind)?.end ?? behind);
  const isClosed = end !== undefined && CLOSED.test(tokens[end]?.word ?? '');
  const agreed = endOf(tokens, at, CONSENTED);
  const isOpen =
    agreed !== undefined &&
    MARKETING.test(tokens[agreed - 1]?.word ?? '') &&
    CLOSED.test(tokens[agreed]?.word ?? '');
  const note = 'Consent without a channel was taken as to any of them.';
  return [
    ...given,
    ...out,
    ...(isOpen ? [phrase(at, agreed, { is: 'query', query: toSome }, EXACT * PRICE.choice, [note])] : []),
    ...(isClosed ? [phrase(at, end, { is: 'query', query: none })] : []),
  ];
}
