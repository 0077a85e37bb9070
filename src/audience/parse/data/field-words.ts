import type { FieldWords, Vocabulary } from '../../vocabulary.ts';
import { isNumberField, isOwnBirthField } from './field-roles.ts';
import { addFlag } from './flag-words.ts';
import { initials, initialsInFull } from './initials.ts';
import { nameWords, ownName } from './name-words.ts';
import type { Add } from './ref.ts';
import { addInitialsOfValues, addPartsOfValues, addValue } from './value-words.ts';
import { isParticiple } from '../words/fold-word.ts';
import { grammarWords } from '../words/patterns.ts';
import { saidInFull, withoutUnit } from '../words/measures.ts';
import { sameMoves } from '../words/same-moves.ts';
import { keyWords } from '../words/tokens.ts';

/** Words of field names that say nothing about what is in it. */
const EMPTY_WORDS = new Set(
  'at on is has the of date day time ts id number no count num name code customer user account my our'.split(
    ' ',
  ),
);

/** Every field by its name, by parts of it, by what else people call it, and by what is in it. */
export function addFields(vocabulary: Vocabulary, add: Add): void {
  const owners = new Map<string, FieldWords[]>();
  const categories = vocabulary.categories.map((category) => keyWords(category));
  const bareNames = bareNamesOf(vocabulary.fields);
  for (const field of vocabulary.fields) {
    const words = nameWords(field);
    const inFull = [
      ...saidInFull(words),
      ...initialsInFull(words, categories),
      ...inInitials(words),
      ...spendOrSpent(words),
    ];
    add(words, { is: 'field', field, isPart: false });
    const bare = bareNames.get(field) ?? words;
    if (bare !== words) add(bare, { is: 'field', field, isPart: false });
    if (words.length > 1)
      for (const joined of new Set([field.name.replaceAll('_', ''), words.join(''), bare.join('')]))
        add(keyWords(joined), { is: 'field', field, isPart: false });
    for (const other of OTHER_NAMES.get(bare.join('_')) ?? [])
      add(other.split(' '), { is: 'field', field, isPart: false });
    if (isOwnBirthField(field))
      for (const other of BIRTH_NAMES) add(other.split(' '), { is: 'field', field, isPart: false });
    const chosen = LIKED.includes(words[0] ?? '') ? words.slice(1) : words;
    if (field.type === 'text' && field.values.length > 0 && chosen.length > 0)
      for (const liked of LIKED)
        if (liked !== words[0]) add([liked, ...chosen], { is: 'field', field, isPart: false });
    if (words.at(-1) === 'point') add([...words.slice(0, -1), 'pt'], { is: 'field', field, isPart: false });
    for (const said of saidOfWhat(field, [bare, ...inFull])) add(said, { is: 'field', field, isPart: false });
    for (const said of [...(bare === words ? [] : [bare]), words, ...inFull]) addFlag(field, said, add);
    for (const { value, customers } of field.values) addValue(field, value, customers, add);
    addPartsOfValues(field, vocabulary, add);
    addInitialsOfValues(field, add);
    const [first = '', ...rest] = words.toReversed();
    if (words.length > 1 && isParticiple(first))
      for (const said of [first, ...(first.endsWith('ed') ? [first.slice(0, -1), first.slice(0, -2)] : [])])
        add([said, ...rest.toReversed()], { is: 'field', field, isPart: false });
    for (const said of inFull) add(said, { is: 'field', field, isPart: false });
    for (const said of endOf(words)) add(said, { is: 'field', field, isPart: false });
    for (const said of nextOf(words)) add(said, { is: 'field', field, isPart: false });
    for (const said of newestOf(words)) add(said, { is: 'field', field, isPart: false });
    for (const part of [bare, ...inFull, ...newestOf(words)].flatMap((said) => [...partsOf(said)]))
      owners.set(part, [...(owners.get(part) ?? []), field]);
  }
  for (const [part, fields] of owners) {
    for (const field of new Set(fields)) add(part.split(' '), { is: 'field', field, isPart: true });
  }
}

/** What people say of numbers that every shop keeps: `store credit` of `credit`, `loyalty points` of `points`. */
const OF_WHAT: ReadonlyMap<string, readonly string[]> = new Map([
  ['credit', ['store', 'shop', 'account']],
  ['point', ['loyalty', 'reward', 'bonus', 'club', 'member', 'membership']],
  ['balance', ['account', 'current']],
]);

function saidOfWhat(field: FieldWords, rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return rows.flatMap((row) => {
    const [noun = '', ...more] = row;
    const whats = isNumberField(field) && more.length === 0 ? (OF_WHAT.get(noun) ?? []) : [];
    return whats.map((what) => [what, noun]);
  });
}

/** `balance` of `balance_eur`, of Pinpoint's `metric_balance` and the like, where there is no `balance` and no `balance_usd` beside it. */
function bareNamesOf(fields: readonly FieldWords[]): ReadonlyMap<FieldWords, readonly string[]> {
  const names = fields.map((field) => ({
    field,
    words: nameWords(field),
    bare: withoutUnit(withoutFrame(field)),
  }));
  const own = names.filter(
    ({ field, words, bare }) =>
      bare !== words &&
      !bare.every((word) => EMPTY_WORDS.has(word)) &&
      !names.some((each) => each.field !== field && each.bare.join(' ') === bare.join(' ')),
  );
  return new Map(own.map(({ field, bare }) => [field, bare]));
}

const LEAST_INITIALS = 3;
/** Initials that are words of a question in their own right, and mean the same there. */
const USUAL: ReadonlySet<string> = new Set(['aov', 'arr', 'clv', 'mrr', 'nps']);

/** `predicted clv` of `predicted_customer_lifetime_value`, `aov` of `average_order_value`. */
function inInitials(words: readonly string[]): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = [];
  for (let from = 0; from + LEAST_INITIALS <= words.length; from++)
    for (let to = from + LEAST_INITIALS; to <= words.length; to++) {
      const run = words.slice(from, to);
      const short = initials(run);
      const isNoun = run.every(isOfInitials);
      if (isNoun && (!grammarWords.has(short) || USUAL.has(short)))
        rows.push(words.toSpliced(from, run.length, short));
    }
  return rows;
}

function isOfInitials(word: string): boolean {
  const isEmpty = EMPTY_WORDS.has(word) && word !== 'customer';
  return word.length > 2 && !isEmpty && !isFunctionWord(word);
}

/** `spent` of `total_spend`, `spend` of `total_spent`. */
function spendOrSpent(words: readonly string[]): readonly (readonly string[])[] {
  return [
    ['spend', 'spent'],
    ['spent', 'spend'],
  ].flatMap(([one = '', other = '']) => {
    const at = words.indexOf(one);
    return at === -1 ? [] : [words.with(at, other)];
  });
}

/** The words of a name without what an export put around it; the words themselves where nothing is around. */
function withoutFrame(field: FieldWords): readonly string[] {
  const bare = ownName(field);
  return bare === field.name ? nameWords(field) : keyWords(bare);
}

/** `latest gift` of `last_gift`. */
function newestOf([first, ...rest]: readonly string[]): readonly (readonly string[])[] {
  const isLast = first === 'last' && rest.length > 0 && rest[0] !== 'name';
  return isLast
    ? [
        ['latest', ...rest],
        ['most', 'recent', ...rest],
      ]
    : [];
}

/** `contract end date` of `contract_expires`. */
function endOf(words: readonly string[]): readonly (readonly string[])[] {
  const core = words.slice(0, -1);
  const isEnd = core.length > 0 && /^(until|till|expires?|expiry|expiration|ends?)$/.test(words.at(-1) ?? '');
  return isEnd
    ? [['end'], ['end', 'date'], ['expiry'], ['expiry', 'date']].map((end) => [...core, ...end])
    : [];
}

/** `upcoming departure` and `next trip` of `next_departure`. */
function nextOf([first, noun, ...rest]: readonly string[]): readonly (readonly string[])[] {
  if (first !== 'next' || noun === undefined || rest.some((word) => !EMPTY_WORDS.has(word))) return [];
  return [noun, ...sameMoves(noun)].flatMap((said) =>
    ['next', 'upcoming', 'coming'].flatMap((when) =>
      when === 'next' && said === noun ? [] : [[when, said]],
    ),
  );
}

/** Said before what somebody has chosen one of: `favourite topic` of `topic` and of `fav_topic`. */
const LIKED = ['favorite', 'fav', 'preferred', 'chosen', 'usual'];

/** What people call columns that every customer list has. */
const OTHER_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ['first_name', ['forename', 'given name', 'christian name']],
  ['lifetime_value', ['ltv', 'clv', 'cltv', 'customer lifetime value']],
  ['ltv', ['clv', 'cltv', 'lifetime value', 'customer lifetime value']],
  ['clv', ['ltv', 'cltv', 'lifetime value', 'customer lifetime value']],
  ['last_name', ['surname', 'surnamed', 'family name']],
]);

const BIRTH_NAMES = ['birthday', 'date of birth', 'birth date'];

/** Rows of words of a field's name by which it may be asked for: `nps` and `score` of `nps_score`. */
function partsOf(words: readonly string[]): ReadonlySet<string> {
  const parts = new Set<string>();
  // `shows` says the opposite of `no_shows`.
  if (words[0] === 'no') return parts;
  for (let from = 0; from < words.length; from++) {
    for (let to = from + 1; to <= words.length; to++) {
      const part = words.slice(from, to);
      const isWhole = part.length === words.length;
      const says = part.some((word) => word.length > 1 && !EMPTY_WORDS.has(word) && !isFunctionWord(word));
      if (!isWhole && says) parts.add(part.join(' '));
      if (!isWhole && says && part.length === 2 && part.every((word) => word.length > 2))
        parts.add(part.join(''));
    }
  }
  // `kyc due` of `kyc_review_due`.
  for (let at = 1; at < words.length - 1; at++) parts.add(words.toSpliced(at, 1).join(' '));
  return parts;
}

function isFunctionWord(word: string): boolean {
  return /^(in|on|at|to|by|of|for|from|with|and|or|not|is|has|was|last|first|next|new|all|top|since|total|current|preferred|sign|date|more|other|most|recent|latest)$/.test(
    word,
  );
}

/** Words for one thing, of which a list of customers has one and people may say another. */
const ALIKE = [
  ['tier', 'level', 'grade'],
  ['plan', 'package', 'tariff'],
  ['industry', 'sector', 'vertical'],
  ['gender', 'sex'],
  ['city', 'town'],
  ['employer', 'workplace'],
  ['insurer', 'insurance'],
  ['trainer', 'coach'],
  ['fee', 'bill', 'charge'],
  ['kid', 'child'],
  ['vaccination', 'vaccine', 'vacc', 'vax', 'jab', 'inoculation'],
  ['car', 'vehicle'],
  ['staff', 'employee', 'headcount'],
  ['advisor', 'adviser', 'consultant'],
] as const;

/** `level` of the only field with `tier` in its name, where nothing else of the data is called so. */
export function addAlike({ fields }: Vocabulary, refs: ReadonlyMap<string, unknown>, add: Add): void {
  for (const words of ALIKE) {
    const [field, ...others] = fields.filter((each) => words.some((word) => nameWords(each).includes(word)));
    if (field === undefined || others.length > 0) continue;
    for (const word of words) if (!refs.has(word)) add([word], { is: 'field', field, isPart: true });
  }
}
