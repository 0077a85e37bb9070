import type { FieldWords } from '../../vocabulary.ts';
import { type ComparisonRead, readMeasured } from '../sentence/comparisons.ts';
import { comparedField } from '../data/field-queries.ts';
import { isNumberField } from '../data/field-roles.ts';
import { unitOf } from './field-numbers.ts';
import { isHowOften, valueOfOften } from '../data/value-words.ts';
import { verbRoot } from '../words/fold-word.ts';
import { categoriesOfVerb } from '../names/category-verbs.ts';
import { ONE_OF_SEVERAL } from '../names/narrowed.ts';
import { endOf, grammarWords, pattern, skip } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';

const PAYS = pattern(
  'pay|pays|paying|paid|spend|spends|spending|spent|charged|billed|give|gives|giving|gave|donate|donates|donating|earn|earns|earning|owe|owes|cost|costs|costing',
);
const USES = pattern('use|uses|using|used|consume|consumes|consuming|consumed|need|needs|burn|burns');
const US = pattern('us|you');
const MONEY =
  /^(fee|fees|payment|payments|price|cost|costs|bill|rent|gift|donation|amount|charge|premium|spend|budget|income|salary|mrr|arr|debit|instal?lment|contribution|pledge|rate)$/;
const EVERY: readonly (readonly [RegExp, ReturnType<typeof pattern>])[] = [
  [
    /^(monthly|month|pcm|pm)$/,
    pattern('a|per|each|every|/ calendar? month', 'by the month', 'once a|per month', 'monthly|pcm'),
  ],
  [
    /^(annual|annually|yearly|year|pa)$/,
    pattern('a|per|each|every|/ year', 'by the year', 'once a|per year', 'yearly|annually', 'per annum'),
  ],
  [
    /^(quarterly|quarter)$/,
    pattern('a|per|each|every|/ quarter', 'by the quarter', 'once a|per quarter', 'quarterly'),
  ],
  [/^(weekly|week|pw)$/, pattern('a|per|each|every|/ week', 'by the week', 'once a|per week', 'weekly')],
  [/^(daily|day)$/, pattern('a|per|each|every|/ day', 'daily')],
];
const DOES = /^(do|does|doing|did|run|runs|running|ran|walks?|drives?|rides?|drinks?|eats?|go|goes)$/;
/** Numbers of fields that a verb names: `pay over 150 a month`. */
export function readNumbersByVerb(sentence: Sentence, at: number): readonly Phrase[] {
  return [...everyPeriod(sentence, at), ...regularly(sentence, at), ...given(sentence, at)];
}

const GIVES = pattern(
  'gave|give|gives|given|giving|gifted|contributed|contribute|contributes|donated|donate|donates us?',
  'gave|give|given|gifted|contributed|donated us? a total of',
);
const GIFT = /^(gift|gifts|gifted|donat\w+|contribut\w+|given|giving)$/;
const IN_ALL = pattern('us', 'to us', 'in total|all|donations|gifts', 'so far|altogether|overall');

/** `gave more than 500 euro`, of `donated_eur`, where no donations are sold. */
function given(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  const from = endOf(tokens, at, GIVES);
  const read = from === undefined ? undefined : readMeasured(tokens, from);
  const isSold = categoriesOfVerb(sentence, at).length > 0;
  if (read === undefined || isSold || read.isPercent === true) return [];
  const fields = index.vocabulary.fields.filter(
    (field) => isNumberField(field) && field.name.split('_').some((word) => GIFT.test(word)),
  );
  const sums = fields.filter((field) => unitOf(tokens, read, field).fit > 0);
  return chosen(sentence, at, skip(tokens, read.end, IN_ALL), read, sums);
}

function everyAt(tokens: Sentence['tokens'], at: number) {
  return EVERY.flatMap(([words, way]) => {
    const end = endOf(tokens, at, way);
    return end === undefined ? [] : [{ words, end }];
  })[0];
}

/** Where `a month` ends behind `rent over 700`, of a `rent_pcm`. */
export function endOfEvery(tokens: Sentence['tokens'], at: number, { name }: FieldWords): number {
  const every = everyAt(tokens, at);
  return every !== undefined && name.split('_').some((word) => every.words.test(word)) ? every.end : at;
}

/** `uses more than 4,000 kWh a year`, of `annual_kwh`. */
function everyPeriod(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  const pays = endOf(tokens, at, PAYS);
  const verb = pays ?? endOf(tokens, at, USES);
  const read = readMeasured(tokens, skip(tokens, verb ?? behindVerb(tokens, at), US));
  const every = read === undefined ? undefined : everyAt(tokens, read.end);
  if (read === undefined || every === undefined) return [];
  // `flats under 700 a month`: what there is so much of is money.
  const isMoney = pays !== undefined || (verb === undefined && read.unit === undefined && !read.isBare);
  if (verb === undefined && read.unit === undefined && !isMoney) return [];
  const fields = index.vocabulary.fields.filter(
    (field) =>
      isNumberField(field) &&
      field.name.split('_').some((word) => every.words.test(word)) &&
      unitOf(tokens, read, field).fit > 0,
  );
  const root = verbRoot(tokens[at]?.word ?? '');
  const named = fields.filter(({ name }) => name.split('_').some((word) => verbRoot(word) === root));
  const ofKind = fields.filter(({ name }) => name.split('_').some((word) => MONEY.test(word)) === isMoney);
  return chosen(sentence, at, every.end, read, named.length > 0 ? named : ofKind);
}

/** `runs 40 km a week`: where the unit says what is meant, whatever is done. */
function behindVerb(tokens: Sentence['tokens'], at: number): number {
  const { word = '', kind } = tokens[at] ?? {};
  return kind === 'word' && (!grammarWords.has(word) || DOES.test(word)) ? at + 1 : at;
}

/** Names of what says how often somebody pays. */
const OF_PAYING =
  /(^|_)(pay\w*|paid|bill\w*|invoic\w*|instal?lments?|charge|premium|contribution|giving|donation|gift|freq\w*|cycle|interval|terms?|plan|subscription)($|_)/;
const DOERS = pattern(
  'giver|givers|donor|donors|payer|payers|supporter|supporters|contributor|contributors|subscriber|subscribers|pledger|pledgers',
);

/** `monthly givers`, `pay yearly`, `giving every month`, of the only money that is known for each month or year. */
function regularly(sentence: Sentence, at: number): readonly Phrase[] {
  const { text, tokens, index } = sentence;
  const pays = endOf(tokens, at, PAYS);
  const doer = endOf(tokens, at + 1, DOERS);
  const every = EVERY.flatMap(([words, way]) => {
    const isDoer = words.test(tokens[at]?.word ?? '');
    const end = isDoer ? doer : pays === undefined ? undefined : endOf(tokens, skip(tokens, pays, US), way);
    return end === undefined ? [] : [{ words, end }];
  })[0];
  if (every === undefined) return [];
  const often = index.vocabulary.fields.filter((field) => OF_PAYING.test(field.name) && isHowOften(field));
  if (often.length > 0) return often.flatMap((field) => asOftenAs(at, every, field));
  const isOf = ({ name }: FieldWords, words: RegExp) => name.split('_').some((word) => words.test(word));
  const fields = index.vocabulary.fields.filter(
    (field) => isNumberField(field) && isOf(field, every.words) && isOf(field, MONEY),
  );
  const said = text.slice(tokens[at]?.start ?? 0, tokens[every.end - 1]?.end ?? 0);
  return fields.map((field) =>
    phrase(
      at,
      every.end,
      { is: 'query', query: { field: field.name, moreThan: 0 } },
      fields.length === 1 ? EXACT * 0.97 : ONE_OF_SEVERAL,
      [`"${said}" was taken as having a ${shownField(field)}.`],
    ),
  );
}

/** `pay every quarter`, where a field says how often each of them does. */
function asOftenAs(
  at: number,
  { words, end }: { readonly words: RegExp; readonly end: number },
  field: FieldWords,
): readonly Phrase[] {
  const often = ['monthly', 'annual', 'quarterly', 'weekly', 'daily'].find((each) => words.test(each));
  const value = often === undefined ? undefined : valueOfOften(field, often);
  return value === undefined
    ? []
    : [phrase(at, end, { is: 'query', query: { field: field.name, is: value } }, EXACT)];
}

function chosen(
  { text, tokens }: Sentence,
  at: number,
  end: number,
  { comparison }: ComparisonRead,
  fields: readonly FieldWords[],
): readonly Phrase[] {
  const said = text.slice(tokens[at]?.start ?? 0, tokens[end - 1]?.end ?? 0);
  return fields.map((field) =>
    phrase(
      at,
      end,
      { is: 'query', query: comparedField(field.name, comparison) },
      fields.length === 1 ? EXACT * 0.97 : ONE_OF_SEVERAL,
      [`"${said}" was taken as ${shownField(field)}.`],
    ),
  );
}
