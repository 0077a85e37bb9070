import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';

const CAMPAIGN_NOUN = pattern(
  'campaign|campaigns|mailing|mailings|message|messages|newsletter|email|emails|sms|whatsapp|text|blast|promo|promotion|offer',
);
const CAMPAIGN_BEFORE = pattern(
  'with|by|in|from|of|for|the|our|about|on|via|a|an|to|regarding',
  'with|by|in|from|of|for|via the|our|a',
  'with|by|in|from|of|for|via? the|our? campaign|campaigns|message|email|mailing called|named|:|is?',
  'both|either the|our?',
  'a message|email|sms from|of|about|in the? campaign?',
);
interface CampaignsRead {
  readonly ids: readonly string[];
  readonly join: 'and' | 'or';
  readonly end: number;
  readonly score: number;
  readonly notes: readonly string[];
}

/** `the spring-sale campaign`, `campaign "x"`, `spring sale or autumn sale`. */
export function readCampaigns(sentence: Sentence, at: number): CampaignsRead | undefined {
  const { tokens } = sentence;
  const first = readCampaign(sentence, at);
  if (first === undefined) return undefined;
  const reads = [first];
  let join: 'and' | 'or' = 'or';
  for (let end = first.end; ; ) {
    const or = endOf(tokens, end, pattern('or', ', or', '/', ','));
    const and = or === undefined ? endOf(tokens, end, pattern('and', '&')) : undefined;
    const next = or === undefined && and === undefined ? undefined : readCampaign(sentence, or ?? and ?? end);
    if (next === undefined) break;
    if (and !== undefined) join = 'and';
    reads.push(next);
    end = next.end;
  }
  return {
    ids: reads.flatMap(({ ids }) => ids),
    join,
    end: reads.at(-1)?.end ?? first.end,
    score: Math.min(...reads.map(({ score }) => score)),
    notes: reads.flatMap(({ notes }) => notes),
  };
}

function readCampaign(sentence: Sentence, at: number): Omit<CampaignsRead, 'join'> | undefined {
  const { tokens } = sentence;
  const start = skip(tokens, at, CAMPAIGN_BEFORE);
  const quoted = tokens[start];
  const isNamed = (tokens[start - 1]?.word ?? '').startsWith('campaign');
  if (isNamed && quoted?.kind === 'quoted') {
    const { campaigns } = sentence.index.vocabulary;
    const known =
      campaigns.find(({ id }) => id === quoted.word) ??
      campaigns.find(({ name }) => name.toLowerCase() === quoted.word.toLowerCase());
    return { ids: [known?.id ?? quoted.word], end: start + 1, score: 1, notes: [] };
  }
  for (const from of new Set([start, at])) {
    for (const { refs, end, score } of lookUp(sentence, from)) {
      const hits = refs.filter((ref) => ref.is === 'campaign');
      const whole = hits.filter((ref) => !ref.isPart);
      const chosen = whole.length > 0 ? whole : hits;
      const ids = [...new Set(chosen.map(({ id }) => id))];
      if (ids.length === 0) continue;
      const noun = endOf(tokens, end, CAMPAIGN_NOUN);
      const isPart = whole.length === 0;
      if (isPart && noun === undefined && !isNamed) continue;
      const text = textOf(sentence, from, end);
      const note =
        isPart || ids.length > 1 || score < 1
          ? [
              `"${text}" was taken as the campaign ${ids
                .slice(0, 4)
                .map((id) => `"${id}"`)
                .join(', ')}.`,
            ]
          : [];
      return {
        ids,
        end: noun ?? end,
        score: score * (isPart ? 0.93 : 1) * (ids.length > 1 ? PRICE.choice : 1),
        notes: note,
      };
    }
  }
  return undefined;
}
