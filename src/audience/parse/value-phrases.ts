import type { Query } from '../query/query.ts';
import { valuesQuery } from './field-queries.ts';
import { isLanguageField } from './field-roles.ts';
import { fieldsAt } from './field-phrases.ts';
import { NOISE } from './noun-words.ts';
import { endOf, pattern, skip } from './patterns.ts';
import { EXACT, phrase, type Phrase } from './phrase.ts';
import { PRICE } from './price.ts';
import { lookUp, type Sentence } from './sentence.ts';
import { chooseField, readValues, shownField, type ValuesRead } from './values.ts';

const PLACE = pattern(
  'in|from|within|near|at|around|inside',
  'inside of',
  'living|based|located|resident|residing|situated in|at|near?',
  'live|lives|lived|reside|resides|come|comes|coming|came in|at|from|near?',
  'of',
  'in|from|of the? city|country|region|state|town of?',
  'that|who are? in|from',
  'born in',
);
const OTHER = pattern(
  'with|on|using|having|as|of|being|who are',
  'a|an|the|our',
  'with|on|in|at a|an|the|our',
  'in|on|at the',
  'on|in|with our|their',
  'are|is a|an?',
  'interested|into|keen in|on|for?',
  'like|likes|love|loves|enjoy|enjoys|use|uses|have|has|belong|belongs to?',
  'speak|speaks|speaking',
);
const KIND = pattern(
  'level|levels|status|plan|plans|package|segment|group|tier|tiers|class|type|category|speaker|speakers|speaking|program|programme|holder|holders|subscription|subscriptions|membership',
);

/** Values without their field's name: `gold`, `in Lisbon or Porto`, `Business plan customers`. */
export function readValuePhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const place = endOf(tokens, at, PLACE);
  const other = endOf(tokens, at, OTHER);
  const phrases: Phrase[] = [];
  for (const start of new Set([
    place,
    other,
    place === undefined ? undefined : skip(tokens, place, pattern('the|either|both|neither')),
    at,
  ])) {
    if (start === undefined) continue;
    const isPlace = place !== undefined && start >= place;
    const said = tokens[start - 1]?.word ?? '';
    const isSpeaking = start > at && said.startsWith('speak');
    const reads = readValues(sentence, start).filter(({ field }) => !isSpeaking || isLanguageField(field));
    const spoken = isSpeaking ? reads.map((read) => ({ ...read, score: 1 })) : reads;
    const found = valuePhrase(sentence, at, start, spoken, isPlace || tokens[start - 1]?.word === 'from');
    if (found !== undefined) phrases.push(found);
  }
  return phrases;
}

function valuePhrase(
  sentence: Sentence,
  at: number,
  start: number,
  reads: readonly ValuesRead[],
  isPlace: boolean,
): Phrase | undefined {
  const { tokens } = sentence;
  const named = reads.flatMap((read) => {
    const isSpoken =
      isLanguageField(read.field) &&
      endOf(tokens, read.end, pattern('speaker|speakers|speaking')) !== undefined;
    const field = fieldsAt(sentence, read.end).find(
      (each) => each.field.name === read.field.name && each.score > 0.7,
    );
    if (isSpoken) return [{ read, end: read.end + 1 }];
    return field === undefined ? [] : [{ read, end: field.end }];
  });
  const [only] = named;
  if (only !== undefined && named.every(({ read }) => read.field === only.read.field))
    return made(
      at,
      only.end,
      {
        ...only.read,
        score: only.read.score < 0.8 && isLanguageField(only.read.field) ? 1 : only.read.score,
      },
      [],
      start,
    );
  const chosen = chooseField(reads, isPlace);
  if (chosen === undefined) return undefined;
  const { others, isSure } = chosen;
  const read = isPlace ? chosen.read : withDoubtOfThing(sentence, start, chosen.read);
  const end = skip(tokens, read.end, KIND);
  const isKindAhead = end > read.end && endOf(tokens, read.end, NOISE) === undefined;
  return made(at, isKindAhead ? end : read.end, read, others, start, isSure);
}

/** `iPhone 15`: a value of a field and a thing that is sold. */
function withDoubtOfThing(sentence: Sentence, start: number, read: ValuesRead): ValuesRead {
  const isThing = lookUp(sentence, start).some(
    ({ refs, end, score }) =>
      end === read.end && score === 1 && refs.some((ref) => ref.is === 'product' || ref.is === 'category'),
  );
  if (!isThing) return read;
  return {
    ...read,
    score: read.score * PRICE.choice,
    assumptions: [
      ...read.assumptions,
      `"${String(read.values[0])}" is sold too; ${shownField(read.field)} was taken.`,
    ],
  };
}

function made(
  at: number,
  end: number,
  read: ValuesRead,
  others: readonly ValuesRead[],
  start: number,
  isSure = false,
): Phrase {
  const { query, assumption } = valuesQuery(read);
  const note =
    others.length === 0
      ? undefined
      : `"${String(read.values[0])}" is a value of ${[read, ...others].map(({ field }) => shownField(field)).join(' and ')}; ${shownField(read.field)} was taken.`;
  return phrase(
    at,
    end,
    { is: 'query', query, isAdjective: start === at },
    EXACT * read.score * (others.length > 0 ? (isSure ? PRICE.likelyField : PRICE.choice) : 1),
    [assumption, note, ...read.assumptions],
  );
}

/** Fields that say yes or no: `vip`, `on trial`, `is trial = false`. */
export function readFlagPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const start = skip(
    tokens,
    at,
    pattern(
      'on|in|with|has|have|having|a|an|are|is|who|whose|opted|for',
      'on|in|with|has|have|are|is a|an|the|our|their',
      'are|is on|in a|the?',
      'opted in to|for?',
      'subscribed to the|our?',
      'have|has|want|wants|accept|accepts|get|gets a|an|the|our?',
    ),
  );
  return [...new Set([start, at])].flatMap((from) =>
    lookUp(sentence, from).flatMap(({ refs, end, score }) =>
      refs.flatMap((ref) => {
        if (ref.is !== 'flag') return [];
        if (end === from + 1 && endOf(tokens, from, NOISE) === end && !/^[A-Z]/.test(tokens[from]?.raw ?? ''))
          return [];
        const flags = refs.filter((each) => each.is === 'flag');
        const query: Query = { field: ref.field.name, is: ref.value };
        const mark = flags.length > 1 ? PRICE.choice : 1;
        const holder = skip(tokens, end, pattern('subscriber|subscribers|holder|holders|opt ins'));
        return [phrase(at, holder, { is: 'query', query, isAdjective: from === at }, EXACT * score * mark)];
      }),
    ),
  );
}
