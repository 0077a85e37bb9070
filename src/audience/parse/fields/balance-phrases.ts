import type { Comparison } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { comparedField } from '../data/field-queries.ts';
import { isNumberField } from '../data/field-roles.ts';
import { nameWords } from '../data/name-words.ts';
import { shownField } from '../data/shown-field.ts';
import { readComparison } from '../sentence/comparisons.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';

const BALANCE = /(^|_)(balance|deposits?|funds)($|_)/;
const HAVE = pattern(
  'who|that? have|has|having|with|keep|keeps|keeping|kept|hold|holds|holding|held|leave|leaves|left|saved|deposited',
);
const KEEP = pattern('who|that? keep|keeps|keeping|kept|hold|holds|holding|held|leave|leaves|left|deposited');
const IN_ACCOUNT = pattern(
  'saved|deposited|sitting|lying|parked? in|on|at their|the|his|her|a|an|our? current|savings? account|accounts|bank',
  'in the bank',
  'on deposit',
);
const WITH_US = pattern('with us', 'with the bank', 'at our bank');
const ON_OWN = pattern('left|loaded|remaining|still? on|in the|their|a|an|his|her?', 'of');
const HOLDS = pattern('card|cards|account|accounts|balance|wallet|voucher|vouchers');
const STATES: readonly (readonly [Comparison, ReturnType<typeof pattern>])[] = [
  [
    { lessThan: 0 },
    pattern('overdrawn', 'in|into the red', 'in|into their|the? overdraft', 'gone overdrawn'),
  ],
  [{ moreThan: 0 }, pattern('in the black', 'in credit')],
];

const OF_CARD = pattern('whose|with|a|an|the|their', 'with|whose a|an|the|their');
const MONEY = pattern(
  'who|that|which? still? have|has|having|with|got still? some|any|a|the? money|credit|funds|balance|cash|value left|remaining|available|loaded? on|in',
  'there is|are still? some|any|a? money|credit|funds|balance|cash|value left|remaining|available|loaded? on|in',
);
const IT = pattern('it|them|this|these');
const PURSE = /^(balance|deposits?|funds|credits?|value|amount)$/;

/** `at least 50k in the account`, `keeps more than 10,000 with us`, `overdrawn`: of the one field that holds what somebody has. */
export function readBalances(sentence: Sentence, at: number): readonly Phrase[] {
  const [field, ...others] = sentence.index.vocabulary.fields.filter(
    (each) => isNumberField(each) && BALANCE.test(each.name),
  );
  const filled = withMoney(sentence, at);
  return field === undefined || others.length > 0
    ? filled
    : [...filled, ...held(sentence, at, field), ...stated(sentence, at, field)];
}

/** `whose gift card still has money on it`, of a `gift_balance`. */
function withMoney(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  const money = endOf(tokens, at, MONEY);
  const start = skip(tokens, at, OF_CARD);
  return index.vocabulary.fields.flatMap((field) => {
    const own = nameWords(field).filter((word) => !PURSE.test(word));
    const isPurse = isNumberField(field) && own.length > 0 && own.length < nameWords(field).length;
    if (!isPurse) return [];
    const behind = (from: number) =>
      own.every((word, i) => tokens[from + i]?.stem === word) ? from + own.length : undefined;
    const named = behind(start);
    const on = money ?? (named === undefined ? undefined : endOf(tokens, named, MONEY));
    if (on === undefined) return [];
    const it = endOf(tokens, on, IT);
    const isSaid = named !== undefined || tokens.slice(0, at).some((_, i) => behind(i) !== undefined);
    const end = behind(skip(tokens, on, OF_CARD)) ?? (isSaid ? it : undefined);
    return end === undefined ? [] : [balance(sentence, at, end, field, { moreThan: 0 })];
  });
}

function held(sentence: Sentence, at: number, field: FieldWords): readonly Phrase[] {
  const { tokens } = sentence;
  const read = readComparison(tokens, skip(tokens, at, HAVE));
  if (read === undefined || read.isBare || read.isPercent === true) return [];
  const end =
    endOf(tokens, read.end, IN_ACCOUNT) ??
    endOfOwn(sentence, read.end, field) ??
    (endOf(tokens, at, KEEP) === undefined ? undefined : endOf(tokens, read.end, WITH_US));
  return end === undefined ? [] : [balance(sentence, at, end, field, read.comparison)];
}

/** `left on their gift card`, of a `gift_balance`: what the name says beside the balance. */
function endOfOwn({ tokens }: Sentence, at: number, field: FieldWords): number | undefined {
  const start = endOf(tokens, at, ON_OWN);
  const own = nameWords(field).filter((word) => !BALANCE.test(word));
  const isSaid = own.length > 0 && own.every((word, i) => tokens[(start ?? 0) + i]?.stem === word);
  const held = endOf(tokens, (start ?? 0) + own.length, HOLDS);
  const isLeft = /^(left|loaded|remaining)$/.test(tokens[at]?.word ?? '');
  // `20 or more on gifts` was spent.
  return start !== undefined && isSaid ? (held ?? (isLeft ? start + own.length : undefined)) : undefined;
}

function stated(sentence: Sentence, at: number, field: FieldWords): readonly Phrase[] {
  return STATES.flatMap(([bound, way]) => {
    const end = endOf(sentence.tokens, at, way);
    const isPossible = (field.min ?? 0) < 0;
    return end === undefined || !isPossible ? [] : [balance(sentence, at, end, field, bound)];
  });
}

function balance(sentence: Sentence, at: number, end: number, field: FieldWords, bound: Comparison): Phrase {
  const note = `"${textOf(sentence, at, end)}" was taken as ${shownField(field)}.`;
  return phrase(at, end, { is: 'query', query: comparedField(field.name, bound) }, EXACT * 0.96, [note]);
}
