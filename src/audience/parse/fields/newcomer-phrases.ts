import { readNumber } from '../words/numbers.ts';
import { fieldOfPeople } from '../names/field-people.ts';
import { signUpField } from '../data/sign-up-field.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import type { Sentence } from '../sentence/sentence.ts';

const NEWEST = pattern('the? newest|latest', 'the? most recent|recently');
const OLDEST = pattern('the? oldest|earliest', 'the? longest standing|serving|running?', 'the? first');
const LAST = pattern('the? last');
const PEOPLE = pattern(
  'customer|customers|client|clients|member|members|user|users|people|subscribers|accounts|guests|students|patients|ones',
);
const SIGNUPS = pattern(
  'signups|joiners|registrations|newcomers|arrivals',
  'sign ups',
  'new customers|clients|members|users|subscribers|signups',
  'joined|registered|enrolled customers|clients|members|users|people|subscribers',
  'customers|clients|members|users|people|subscribers to|who have? join|joined|register|registered|enrol|enroll|enrolled',
  'customers|clients|members|users|people|subscribers to|who have? sign|signed up',
  'to join|register|enrol|enroll',
  'to sign up',
);

/** `newest 20 customers`, `20 most recent sign-ups`, `the last 10 people to join`: a rank by the day of joining. */
export function readNewcomerPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  const field = signUpField(index)?.name;
  if (field === undefined) return [];
  const ahead = orderAt(sentence, at);
  const number = readNumber(tokens, ahead?.end ?? skip(tokens, at, pattern('the', 'our')));
  if (number === undefined || !Number.isInteger(number.value) || number.value < 1) return [];
  if (number.currency !== undefined || number.isPercent === true) return [];
  const order = ahead ?? orderAt(sentence, number.end);
  if (order === undefined) return [];
  const behind = Math.max(number.end, order.end);
  const signups = endOf(tokens, behind, SIGNUPS);
  const people = fieldOfPeople(sentence, behind).length > 0 ? behind : endOf(tokens, behind, PEOPLE);
  const end = signups ?? (order.isOfDays ? undefined : people);
  if (end === undefined) return [];
  const rank = { is: 'rank', top: number.value, by: { field } } as const;
  const score = EXACT * (signups === undefined && order.isOpen ? PRICE.choice : 0.96);
  return [
    phrase(at, end, order.isNewest ? rank : { ...rank, order: 'least' }, score, [
      'Customers were ranked by when they signed up.',
    ]),
  ];
}

interface Order {
  readonly end: number;
  readonly isNewest: boolean;
  /** The oldest may be oldest in years, the latest those who bought last. */
  readonly isOpen: boolean;
  /** `last 20` alone may be of days. */
  readonly isOfDays: boolean;
}

function orderAt({ tokens }: Sentence, at: number): Order | undefined {
  const [newest, oldest, last] = [NEWEST, OLDEST, LAST].map((way) => endOf(tokens, at, way));
  const end = newest ?? oldest ?? last;
  if (end === undefined) return undefined;
  const isOpen = !/^(newest|standing|serving|running)$/.test(tokens[end - 1]?.word ?? '');
  return {
    end,
    isNewest: oldest === undefined,
    isOpen,
    isOfDays: newest === undefined && oldest === undefined,
  };
}
