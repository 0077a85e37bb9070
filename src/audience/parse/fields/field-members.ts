import { pattern, skip, endOf } from '../words/patterns.ts';
import { isNumberField } from '../data/field-roles.ts';
import { fieldOfDoing, fieldOfDone, fieldOfPeople } from '../names/field-people.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { isSaidOf } from '../names/values.ts';
import { PRICE } from '../words/price.ts';
import type { FieldWords } from '../../vocabulary.ts';
import type { FieldMention } from './field-mention.ts';
import { hasNone, some } from './field-presence.ts';
import { isBehindValue } from '../names/field-people.ts';
import { ONE_OF_SEVERAL, ONLY_PART } from '../names/narrowed.ts';
import { textOf } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';

const RANK = /_(level|tier|grade|status|rank|type)$/;
const GROUP = /(^|_)(club|scheme|program|programme|society|team|league|panel|community)$/;
const MEMBERS = pattern(
  'member|members|membership|memberships|subscription|subscriptions|subscriber|subscribers|customer|customers',
);
const HOLDERS = pattern('holder|holders');
const READERS = pattern('reader|readers|subscriber|subscribers|recipient|recipients');
const KIND = pattern('program|programme|scheme|club|plan');
const IN = /^(in|of|part|joined|join|belong|belongs|to)$/;

/** Behind these a noun is said of people that are spoken of already, or of those that are left out. */
const DENIES = /^(not|no|non|neither|nor|either|a|an|except|excluding|without)$/;

/** `pass holders` of `delivery_pass`: what not everybody has. */
function isHeld({ type, known, values }: FieldWords, customers: number): boolean {
  return type === 'text' && values.length > 0 && known < customers;
}

/** `club members`, `in the club` of `club_level` and of `wine_club`: who has one at all, where not everybody has. */
export function giveMembers(mention: FieldMention): void {
  const { sentence, at, start, read, give } = mention;
  const { tokens, index } = sentence;
  const { field, end } = read;
  const holders = endOf(tokens, end, HOLDERS);
  if (holders !== undefined && start === at && isHeld(field, index.vocabulary.customers))
    give(holders, some(field), 0.98, `"Holders" was taken as having a ${shownField(field)}.`);
  const readers = endOf(tokens, end, READERS);
  if (readers !== undefined && start === at && hasNone(field))
    give(
      readers,
      some(field),
      0.97,
      `"${textOf(sentence, start, readers)}" was taken as having a ${shownField(field)}.`,
    );
  if (!isHeld(field, index.vocabulary.customers) || !isGroup(field, wordsOf(mention))) return;
  const note = `"${textOf(sentence, start, end)}" was taken as having a ${shownField(field)}.`;
  // `club_since` is of the same club.
  const isOne = read.others?.every(({ name }) => name.startsWith(`${wordsOf(mention)}_`)) === true;
  const sure = (isOne ? ONLY_PART / ONE_OF_SEVERAL : 1) * 0.98;
  const behind = skip(tokens, end, KIND);
  const members = endOf(tokens, behind, MEMBERS);
  if (members !== undefined) give(members, some(field), sure, note);
  const isIn = start > at && tokens.slice(at, start).some(({ word }) => IN.test(word));
  if (isIn) give(behind, some(field), sure, note);
  // `mug club only`, `mug club people`; `Gold mug club` and `mug club is Gold` say which.
  const isAlone =
    start === at && !isBehindValue(sentence, at, field) && endOf(tokens, behind, SAYS_MORE) === undefined;
  if (isAlone) give(skip(tokens, behind, ONLY), some(field), sure * 0.97, note);
}

const ONLY = pattern('only');
const SAYS_MORE = pattern('is|are|was|of|not|=|:|by');

/** `donors` of `donor_tier`, `subscribers` of `subscription`: who has one at all, where not everybody has. */
export function readPeopleOfField(sentence: Sentence, at: number): readonly Phrase[] {
  const done = fieldOfDone(sentence, at);
  const doing = fieldOfDoing(sentence, at) ?? done;
  if (doing !== undefined) {
    const note = `"${sentence.tokens[at]?.raw ?? ''}" was taken as having a ${shownField(doing)}.`;
    return [
      phrase(at, at + 1, { is: 'query', query: some(doing), isAdjective: done !== undefined }, EXACT * 0.95, [
        note,
      ]),
    ];
  }
  return fieldOfPeople(sentence, at).map(({ field, isDoubtful }) => {
    const { raw = '' } = sentence.tokens[at] ?? {};
    const query = isNumberField(field) && field.min === 0 ? { field: field.name, moreThan: 0 } : some(field);
    const note = `"${raw}" was taken as having a ${shownField(field)}.`;
    const score = EXACT * (isDoubtful ? PRICE.choice : 0.97);
    const isNoun = !isSaidOf(sentence, at) && !DENIES.test(sentence.tokens[at - 1]?.word ?? '');
    return phrase(at, at + 1, { is: 'query', query, isAdjective: true, isNoun }, score, [note]);
  });
}

function wordsOf({ sentence, start, read }: FieldMention): string {
  return sentence.tokens
    .slice(start, read.end)
    .map(({ word }) => word)
    .join('_');
}

/** What one can be in: `club` of `club_level`, `club` and `wine club` of `wine_club`. */
function isGroup({ name }: FieldWords, said: string): boolean {
  const [ranked = '', rank] = name.split(RANK);
  return (rank !== undefined && ranked === said) || (GROUP.test(name) && GROUP.test(said));
}
