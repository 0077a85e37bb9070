import type { FieldWords } from '../../vocabulary.ts';
import { isDoneBy } from '../data/denied-words.ts';
import { isDateField } from '../data/field-queries.ts';
import { isNumberField, isStaffField } from '../data/field-roles.ts';
import { nameWords } from '../data/name-words.ts';
import { lookUp, type Sentence } from '../sentence/sentence.ts';
import { doerRoot, verbRoot } from '../words/fold-word.ts';
import { CALLING, PERSON } from '../words/noun-words.ts';
import { once } from '../words/once.ts';

/** Words for all people of a business, though a `client_type` or an `owner_name` may be known of some. */
const ANYBODY =
  /^(customer|client|user|person|guest|patient|contact|shopper|visitor|traveller|traveler|passenger|student|account|company|business|organisation|organization|firm|individual|consumer|recipient|profile|owner|holder|tenant|buyer|purchaser|driver|rider)$/;
/** Where more than this share has one, the word may as well stand for all. */
const FEW = 0.6;
const MOST = 0.9;
const FAR_BACK = 6;

export interface PeopleRead {
  readonly field: FieldWords;
  /** Most have one, or all are called so elsewhere: `members`. */
  readonly isDoubtful: boolean;
}

/** The field that some have, by what they are called then: `donors` of `donor_tier`, `subscribers` of `subscription`, and not behind a value of it. */
export const fieldOfPeople = once(fieldAt);

function fieldAt(sentence: Sentence, at: number): readonly PeopleRead[] {
  const { kind, stem = '' } = sentence.tokens[at] ?? {};
  if (kind !== 'word' || !isForPeople(stem)) return [];
  const { customers, fields } = sentence.index.vocabulary;
  // `teachers` teach, and have no teacher.
  const having = fields.filter((field) => !isStaffField(field) && isOfPeople(field, stem));
  const [field] = having.toSorted((a, b) => order(a, stem) - order(b, stem));
  if (field === undefined || isNamed(sentence, at)) return [];
  const share = field.known / customers;
  if (share > MOST || isBehindValue(sentence, at, field)) return [];
  return [{ field, isDoubtful: share > FEW || stem === 'member' }];
}

const DOES = /^(who|that|not|never|also|already|have|has|had|and|or|but)$/;
const OF_MORE = /^(to|for|in|at|from|us|on|more|less|over|under)$/;

/** The field of those who do what the verb here says: `who subscribe` of `subscription`, and not of `subscribed to` something. */
export function fieldOfDoing({ tokens, index }: Sentence, at: number): FieldWords | undefined {
  const { kind, word = '', stem = '' } = tokens[at] ?? {};
  const isVerb = kind === 'word' && /.{4}(ed?|es)$/.test(word) && DOES.test(tokens[at - 1]?.word ?? '');
  if (!isVerb || OF_MORE.test(tokens[at + 1]?.word ?? '')) return undefined;
  if (index.refs.get(stem)?.some(({ is }) => is !== 'field') === true) return undefined;
  const root = verbRoot(word);
  const isOf = (name: string) => rootOf(name) === root || doerRoot(name) === root;
  const [field, ...others] = index.vocabulary.fields.filter((each) => {
    const [first = '', ...rest] = nameWords(each);
    const isHeld =
      each.type === 'text' && each.values.length > 0 && each.known <= index.vocabulary.customers * MOST;
    return isHeld && isOf(first) && rest.every(isKind);
  });
  return others.length > 0 ? undefined : field;
}

const DOES_SO = /^(have|has|had|having|got|get|gets|getting|did|do|does|to|we|i|they)$/;
const OF_ONE = /^(with|by|at|for|to|in|on|from|through|since|until|before|after|last|this|next|under|via)$/;

/** The field of whom it is done by: `insured` of `insurer`, and not `insured with` one of them or at some time. */
export function fieldOfDone({ tokens, index }: Sentence, at: number): FieldWords | undefined {
  const { kind, word = '', stem = '' } = tokens[at] ?? {};
  const isState = kind === 'word' && isDoneBy(word, index.words) && !DOES_SO.test(tokens[at - 1]?.word ?? '');
  if (!isState || index.refs.has(stem) || OF_ONE.test(tokens[at + 1]?.word ?? '')) return undefined;
  const root = word.slice(0, -2);
  const [field, ...others] = index.vocabulary.fields.filter((each) => {
    const [first = '', ...rest] = nameWords(each);
    const isHeld = each.type === 'text' && each.known <= index.vocabulary.customers * MOST;
    return isHeld && [`${root}er`, `${root}or`].includes(first) && rest.every(isKind);
  });
  return others.length > 0 ? undefined : field;
}

/** The number that says how much those give or use who are called so: `donated_eur` of `donors`. */
export function numberOfPeople({ tokens, index }: Sentence, at: number): FieldWords | undefined {
  const { stem = '' } = tokens[at] ?? {};
  if (!isForPeople(stem)) return undefined;
  const [field, ...others] = index.vocabulary.fields.filter(
    (each) => isNumberField(each) && isOfPeople(each, stem),
  );
  return others.length > 0 ? undefined : field;
}

function isForPeople(stem: string): boolean {
  if (ANYBODY.test(stem)) return false;
  return [PERSON, CALLING].some(({ byFirst }) => byFirst.has(stem)) || doerRoot(stem) !== undefined;
}

function isOfPeople(field: FieldWords, stem: string): boolean {
  const root = CALLING.byFirst.has(stem) ? undefined : doerRoot(stem);
  const words = nameWords(field);
  const isOf = (word: string) => word === stem || rootOf(word) === stem;
  const said = words.findIndex((word) => isOf(word) || (root !== undefined && rootOf(word) === root));
  if (said < 0) return false;
  if (isNumberField(field) || isDateField(field)) return !CALLING.byFirst.has(stem);
  return field.type === 'text' && field.values.length > 0 && words.slice(said + 1).every(isKind);
}

/** `donor_tier` is of donors, and no `donor_wall`. */
function isKind(word: string): boolean {
  return /^(tier|level|grade|status|rank|type|kind|plan|package|band|segment|category|scheme|name|circle|role)$/.test(
    word,
  );
}

/** `member` of `membership`, `sponsor` of `sponsored`. */
function rootOf(word: string): string {
  return verbRoot(word.replace(/(?<=.{4})ship$/, ''));
}

/** What they are comes before how much they gave, and when. */
function order(field: FieldWords, stem: string): number {
  const kind = isDateField(field) ? 2 : isNumberField(field) ? 1 : 0;
  return kind * 2 + (nameWords(field).includes(stem) ? 0 : 1);
}

/** A value, a flag or something sold that is called so itself. */
function isNamed(sentence: Sentence, at: number): boolean {
  return lookUp(sentence, at).some(
    ({ refs, score }) =>
      score === 1 && refs.some((ref) => ref.is !== 'field' && !('isPart' in ref && ref.isPart)),
  );
}

/** `Full Season subscribers`: the value says it. */
export function isBehindValue(sentence: Sentence, at: number, { name }: FieldWords): boolean {
  for (let from = Math.max(0, at - FAR_BACK); from < at; from++) {
    const isValue = lookUp(sentence, from).some(
      ({ end, refs }) => end === at && refs.some((ref) => ref.is === 'value' && ref.field.name === name),
    );
    if (isValue) return true;
  }
  return false;
}
