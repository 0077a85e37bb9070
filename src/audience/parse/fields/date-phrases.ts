import { isDateField } from '../data/field-queries.ts';
import { aheadOf, futureOf } from './future-fields.ts';
import { isPast, verbRoot } from '../words/fold-word.ts';
import { readItem } from '../names/one-item.ts';
import { canLieIn } from '../names/narrowed.ts';
import { overdue } from './field-times.ts';
import { doubtOfLast } from './only-last-known.ts';
import type { Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import type { WordIndex } from '../data/word-index.ts';
import { endOf, grammarWords, pattern, skip } from '../words/patterns.ts';
import { readPeriod } from '../times/periods.ts';
import { withRest } from '../purchases/purchase-parts.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';
import { oneTime, readYearlyDay } from './yearly-days.ts';
import { type FieldRead, fieldsAt, isOpposed } from '../names/field-names.ts';
import { readElapsed } from '../times/elapsed.ts';
import { objectBehind } from './verb-objects.ts';
import { newOnes, signUp, stayedFor } from './sign-up-phrases.ts';
import { nameWords } from '../data/name-words.ts';
import { isMoveOf } from '../words/same-moves.ts';
import { isThenBought } from './then-bought.ts';
import { byWholeName, isRunningOut } from './date-names.ts';

/** `signed up this year`, `renews in the next 30 days`, `last visited more than 6 months ago`, `born before 1980`. */
export function readDatePhrases(sentence: Sentence, at: number): readonly Phrase[] {
  return [
    ...signUp(sentence, at),
    ...stayedFor(sentence, at),
    ...byVerb(sentence, at),
    ...longSince(sentence, at),
    ...newOnes(sentence, at),
  ];
}

/** `it has been over 6 months since their last visit`. */
function longSince(sentence: Sentence, at: number): readonly Phrase[] {
  const time = readElapsed(sentence.tokens, at);
  if (time === undefined) return [];
  const { tokens } = sentence;
  const start = skip(tokens, time.end, pattern('the|their|they|his|her'));
  return [...fieldsAt(sentence, start), ...doneAt(sentence, skip(tokens, start, pattern('last')))]
    .filter(({ field }) => canLieIn(field, time.period, sentence))
    .map(({ field, end, score, assumption }) => {
      const query = { field: field.name, during: time.period };
      const behind = skip(tokens, end, pattern('us|it', 'with us'));
      return phrase(at, behind, { is: 'query', query }, score * time.score, [assumption]);
    });
}

/** `visited` of `last_visit`. */
function doneAt({ tokens, index }: Sentence, at: number): readonly FieldRead[] {
  const { word = '' } = tokens[at] ?? {};
  if (!isPast(word)) return [];
  const fields = index.vocabulary.fields.filter(
    (field) => isDateField(field) && fieldRoots(field.name).has(verbRoot(word)),
  );
  return fields.map((field) => ({ field, end: at + 1, score: EXACT * 0.97 }));
}

const BEHIND_VERB = pattern(
  'at least once',
  'is|are|was|were|us|on',
  'again',
  'to? the|our|their|your app|site|website|portal|platform|account|system|dashboard|shop|store',
  'in|by|over|along',
  'in|by? to|at|in the|our|a|any branch|store|shop|site|gym|studio|club|centre|center|salon|clinic|restaurant|office|showroom',
  'the|our|a|any branch|store|shop|site|gym|studio|club|centre|center|salon|clinic|restaurant|office|showroom',
  'with us',
  'their? account|contract|plan|subscription',
  'up',
  'due',
  'is due',
  'date',
  'date is',
);

/** Before the noun of what somebody did: `filed a claim` of `last_claim`. */
const DID = pattern(
  'made|make|makes|making|had|have|has|having|filed|file|lodged|submitted|raised|opened|placed|took|taken|did|done|got a|an|any|another|one',
  'put in a|an|any|another',
  'with a|an|any',
);

/** A field of dates by a verb that its name comes from. */
function byVerb(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, today, index } = sentence;
  const start =
    endOf(tokens, at, DID) ??
    skip(
      tokens,
      at,
      pattern(
        'last|first|next|most|up|due',
        'get|gets|getting|got',
        'are|is|who|will getting|get',
        'most recently',
        'up for',
        'due for',
        'will',
        'whose|their|the',
        'whose|their last|next|first',
        'are|is up for',
        'are|is due for?',
        'are|is? due to',
        'coming up for',
        'recently',
      ),
    );
  const token = tokens[start];
  if (token?.kind !== 'word' || token.word.length < 4 || isThenBought(sentence, start)) return [];
  const roots = [
    [verbRoot(token.word), start + 1] as const,
    [withParticle(verbRoot(token.word), tokens[start + 1]?.word ?? ''), start + 2] as const,
  ];
  const fields = index.vocabulary.fields.filter((field) => isDateField(field));
  // `theft insurance expiring in March`, of which the value took its noun.
  const noun = start === at && isRunningOut(token.word) ? at - 1 : start;
  const whole = fields.flatMap((field) => byWholeName(sentence, at, noun, field));
  if (whole.length > 0) return whole;
  return roots.flatMap(([root, end]) => {
    const ofName = fields.filter((field) => fieldRoots(field.name).has(root));
    const ofMove = ofName.length > 0 ? [] : fields.filter((field) => isMovedAhead(field, root));
    const named = [...ofName, ...ofMove].filter((field) => !isOpposed(sentence, start, field));
    return named.flatMap((field) => {
      const after = skip(tokens, end, BEHIND_VERB);
      const object = objectBehind(sentence, end, field);
      for (const from of new Set([after, end, object.end])) {
        const said = readPeriod(tokens, from, today) ?? overdue(sentence, from);
        if (said === undefined) continue;
        const read = aheadOf(said, field, sentence, from);
        const period = futureOf(read, field, sentence);
        const time = readYearlyDay(sentence, at, field, said) ?? oneTime(field, period, read.end);
        if (time.share === 0) continue;
        const doubt = doubtOfLast(sentence, from, field, period);
        const possible = named.filter((each) => canLieIn(each, period, sentence));
        if (possible.length > 0 && !possible.includes(field)) continue;
        const score = (possible.length > 1 ? 0.75 : 0.96) * (doubt === undefined ? 1 : PRICE.likelyField);
        const note = `"${token.raw}" was taken as the field ${shownField(field)}.`;
        const isObject = from === object.end && from > after;
        const query: Query = isObject && object.isNone ? { not: time.query } : time.query;
        const sure = EXACT * score * read.score * time.share * (isObject ? object.share : 1);
        return [
          phrase(at, time.end, { is: 'query', query }, sure, [
            note,
            isObject ? object.note : undefined,
            doubt,
            read.assumption,
            time.assumption,
          ]),
        ];
      }
      if (ofMove.length > 0) return [];
      if (isPast(token.word) && (!grammarWords.has(token.word) || isOfSome(field, index)))
        return boughtAs(sentence, at, end) ?? [everDone(sentence, at, end, field)];
      return isOfSome(field, index) && endOf(tokens, at, DID) === start
        ? [everDone(sentence, at, end, field)]
        : [];
    });
  });
}

/** Who did something at any time has a last time of it, which not everybody has. */
function isOfSome({ name, known }: FieldWords, { vocabulary }: WordIndex): boolean {
  return /^(last|latest|most_recent)_/.test(name) && known < vocabulary.customers;
}

/** `never claimed`, `has made a claim` of `last_claim`. */
function everDone(sentence: Sentence, at: number, end: number, field: FieldWords): Phrase {
  const query = { field: field.name, exists: true };
  const note = `"${textOf(sentence, at, end)}" was taken as having a ${shownField(field)}.`;
  return phrase(at, end, { is: 'query', query }, isOfSome(field, sentence.index) ? EXACT * 0.95 : 0.85, [
    note,
  ]);
}

/** `signed into`, `logged on`: to log in. */
function withParticle(root: string, particle: string): string {
  return /^(log|sign)$/.test(root) && /^(in|into|on|onto)$/.test(particle) ? 'login' : `${root}${particle}`;
}

/** `flew to New York`, of a business that sells it: the verb of its field is that of buying. */
function boughtAs(sentence: Sentence, at: number, verbEnd: number): readonly Phrase[] | undefined {
  const items = readItem(sentence, skip(sentence.tokens, verbEnd, pattern('to|on|with|in|from')));
  if (items === undefined || Object.keys(items.items).length === 0) return undefined;
  const said = textOf(sentence, at, verbEnd);
  const { deed, end, score, assumptions } = withRest(sentence, {
    deed: { verb: 'bought', items: [items.items] },
    end: items.end,
    score: items.score * PRICE.thingsBeside,
    assumptions: [
      `"${said}" was taken as having bought it.`,
      ...(items.assumption === undefined ? [] : [items.assumption]),
    ],
  });
  return [phrase(at, end, { is: 'deed', deed }, EXACT * score, assumptions)];
}

/** `leaving` of `next_departure`. */
function isMovedAhead(field: FieldWords, root: string): boolean {
  const words = nameWords(field);
  return words[0] === 'next' && words.some((word) => isMoveOf(word, root));
}

const EMPTY = new Set(
  'at on is has the of date day time ts last first next latest recent most account customer user'.split(' '),
);

function fieldRoots(name: string): ReadonlySet<string> {
  const core = name.split('_').filter((word) => !EMPTY.has(word));
  const joined = core.join('');
  const [first = '', ...rest] = core;
  return new Set(
    [
      verbRoot(joined),
      `${verbRoot(first)}${rest.join('')}`,
      core.length === 1 ? verbRoot(first) : joined,
    ].map((root) => (/^(log|signin)$/.test(root) ? 'login' : root)),
  );
}
