import { compareField } from './field-comparisons.ts';
import { ofVerb } from '../names/narrowed.ts';
import { giveMembers } from './field-members.ts';
import type { FieldMention, Give } from './field-mention.ts';
import { type FieldRead, fieldsAt } from '../names/field-names.ts';
import { productsWith } from '../names/product-names.ts';
import { PRICE } from '../words/price.ts';
import { IS, IS_NOT } from './field-operators.ts';
import { isThenBought } from './then-bought.ts';
import { fieldsMeant } from './fields-meant.ts';
import {
  giveDone,
  giveDoneOnce,
  giveHad,
  giveKnown,
  giveLacked,
  giveNoneDone,
  giveNoShows,
  giveStanding,
} from './field-presence.ts';
import { endOfHappening } from './date-verbs.ts';
import { endOfSomething, giveSomething } from './field-something.ts';
import { giveTicked } from './flag-states.ts';
import { isDateField } from '../data/field-queries.ts';
import { isNumberField } from '../data/field-roles.ts';
import { endOfEvery } from './numbers-by-verb.ts';
import { nameWords } from '../data/name-words.ts';
import { isPast } from '../words/fold-word.ts';
import { giveContained } from './field-texts.ts';
import { isOfDeed } from './of-deed.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';

const HEAD = pattern(
  'whose|with|having|where|has|have|had|their|by|of|on|in|at',
  'whose|where their|the',
  'with|have|has|having|had|got|received|gave|give|given|provided|left|shared us? a|an|the|their|any|us?',
  'where the|their?',
  'is|are? due|overdue for? a|an|the|their',
  'and|but? whose',
  'who|that have|has a|an?',
  'accept|accepts|accepting|allow|allows|allowing a|an|the|any?',
  'in|of|on|at the',
  'with|have|has|having|whose a|an|the|their? balance|total|value|number|amount|level of',
  'on|in|at|of any|some|a|an',
  'belong|belongs|belonging|belonged|signed|sign|attached|assigned to|up any|some|a|an|the|our',
  'part of any|some|a|an',
  'with|have|has|having a|an|the? recorded|known|current',
  'coming|going to a|an|the|their|our?',
  'part|member|members of the|our|a?',
  'belong|belongs to the|our|a?',
  'joined the|our',
  'know|knows|known the|their|his|her?',
  'told|tell|tells us|me? the|their|his|her?',
  'get|gets|getting|receive|receives|receiving|read|reads|reading a|an|the|our|their?',
  'booked|booking|signed|going|down on|onto|in|into|for|up a|an|the|their|our|for?',
  'attending|taking|joining|doing a|an|the|their|our?',
  'take|takes|wear|wears|wearing|need|needs|needing a|an|the|some?',
);

/** Whose dates and states those of customers are: `whose membership renews in May`. */
const SUBJECT = pattern(
  'with|whose|where|the|their|a|an? membership|subscription|contract|policy|plan|account|licence|license|registration is|are|will? be? to|up? for? a|the?',
);

/** Every phrase that begins with a field's name at this token: `points over 100`, `tier is gold`, `renewal date before March`. */
export function readFieldPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  if (isThenBought(sentence, at)) return [];
  const head = skip(tokens, at, HEAD);
  const starts = new Set([
    head,
    at,
    skip(tokens, at, SUBJECT),
    endOfNone(sentence, at),
    endOfSomething(sentence, at),
    endOfExpected(sentence, at),
  ]);
  const kind = isKindOfDate(sentence, head) ? head + 1 : undefined;
  return [
    ...[...starts].flatMap((start) => aboutFields(sentence, at, start)),
    ...(kind === undefined ? [] : aboutFields(sentence, at, kind).map(doubted)),
  ];
}

function aboutFields(sentence: Sentence, at: number, start: number): readonly Phrase[] {
  return ofVerb(sentence.tokens.slice(at, start), fieldsMeant(sentence, start)).flatMap((read) =>
    aboutField(sentence, at, start, read),
  );
}

/** `driving test next week` of a `test_date`, where only a `Night driving lesson` has the word in front. */
function isKindOfDate(sentence: Sentence, at: number): boolean {
  const { index, tokens } = sentence;
  const [kind, noun] = [tokens[at], tokens[at + 1]];
  const isKind = kind?.kind === 'word' && index.productsByWord.has(kind.stem) && !index.refs.has(kind.stem);
  return (
    isKind &&
    productsWith(sentence, [kind.stem, noun?.stem ?? '']).length === 0 &&
    fieldsAt(sentence, at + 1).some(({ field, end }) => isDateField(field) && end > at + 1)
  );
}

function doubted(read: Phrase): Phrase {
  return { ...read, score: read.score * PRICE.likelyField };
}

/** `taken no lessons`: where the noun begins whose verb stands here. */
function endOfNone({ tokens }: Sentence, at: number): number {
  return isPast(tokens[at]?.word ?? '') ? (endOf(tokens, at + 1, pattern('no|zero')) ?? at) : at;
}

const EXPECTED = pattern('with|whose|the|their|a? baby|babies|child|twins is|are?');

/** `a baby due in March`, which is no buyer of the category `Baby`. */
function endOfExpected({ tokens }: Sentence, at: number): number {
  const end = endOf(tokens, at, EXPECTED);
  return end !== undefined && /^(due|expected)$/.test(tokens[end]?.word ?? '') ? end : at;
}

const OF_DATES = pattern('date|dates|field|column|scheduled|planned|booked|due');
const OF_VALUES = pattern(
  'code|value|field|column|attribute|balance|rate|total|count|score|tier|status|band|class|rank|name',
  'method|type|kind|style|preference|preferences|setting|option|choice|level|size',
);

function aboutField(sentence: Sentence, at: number, start: number, read: FieldRead): readonly Phrase[] {
  const { tokens } = sentence;
  const { field } = read;
  const kind = skip(tokens, read.end, isDateField(field) ? OF_DATES : OF_VALUES);
  const end = isDateField(field) ? endOfHappening(sentence, kind) : kind;
  if (end > read.end) return aboutField(sentence, at, start, { ...read, end });
  const phrases: Phrase[] = [];
  const give: Give = (end, query, score = 1, ...notes) => {
    const every = isNumberField(field) ? endOfEvery(tokens, end, field) : end;
    phrases.push(phrase(at, every, { is: 'query', query }, read.score * score, [read.assumption, ...notes]));
    // `a size 40 shoe` of `shoe_size`
    if (end > read.end && !isOfDeed(sentence, at) && restOfName(sentence, start, read) === tokens[end]?.stem)
      phrases.push(phrase(at, end + 1, { is: 'query', query }, EXACT * score * 0.97, notes));
  };
  const mention = { sentence, at, start, read, give };
  giveKnown(mention);
  giveTicked(mention);
  giveContained(mention);
  giveCompared(mention);
  giveFrom(mention);
  giveLacked(mention);
  giveHad(mention);
  giveDone(mention);
  giveDoneOnce(mention);
  giveNoneDone(mention);
  giveStanding(mention);
  giveNoShows(mention);
  giveMembers(mention);
  giveSomething(mention);
  return phrases;
}

/** The one word of its name that was not said. */
function restOfName({ tokens }: Sentence, start: number, { field, end }: FieldRead): string | undefined {
  const said = tokens.slice(start, end).map(({ stem }) => stem);
  const [rest, ...others] = nameWords(field).filter((word) => !said.includes(word));
  return others.length > 0 ? undefined : (rest ?? '');
}

/** `tier is gold`, `tier not in (gold, silver)`, `points over 100`. */
function giveCompared({ sentence, read, give }: FieldMention): void {
  const { tokens } = sentence;
  const { field } = read;
  for (const isNegative of [true, false]) {
    const operator = endOf(tokens, read.end, isNegative ? IS_NOT : IS);
    if (operator === undefined && isNegative) continue;
    const from = operator ?? read.end;
    const opened = endOf(tokens, from, pattern('in? ('));
    const behind = skip(
      tokens,
      from,
      pattern(
        'the|a|an|in|on|at|either|both',
        'either|both in|on|at|with the|a|an|our?',
        'any|all|one|either of?',
        'to',
      ),
    );
    for (const end of new Set([from, opened ?? behind, ...(isNegative ? [] : [read.end])]))
      compareField({ sentence, at: end, isNegative, isSaid: operator !== undefined, field, give });
    const list = endOf(tokens, behind, pattern('(', '[', '{'));
    if (list !== undefined)
      compareField({
        sentence,
        at: list,
        isNegative,
        isSaid: true,
        field,
        give: (end, ...rest) => {
          const close = endOf(tokens, end, pattern(')', ']', '}'));
          if (close !== undefined) give(close, ...rest);
        },
      });
  }
}

/** `home airport from Germany`. */
function giveFrom({ sentence, read, give }: FieldMention): void {
  const { field } = read;
  const from = endOf(sentence.tokens, read.end, pattern('from the?'));
  if (from !== undefined && sentence.index.countryFields.some((each) => each.field === field))
    compareField({ sentence, at: from, isNegative: false, isSaid: true, field, give });
}
