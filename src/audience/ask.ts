import type { Channel } from '../kernel/channel.ts';
import { Failure } from '../kernel/failure.ts';
import type { AudienceIndex, Reach } from './audience-index.ts';
import type { CustomerStore } from './customer-store.ts';
import { isFollowUp } from './follow-up.ts';
import { wordsOfInterest } from './parse/names/customer-phrases.ts';
import type { PersonName } from './parse/sentence/person-names.ts';
import { PRICE } from './parse/words/price.ts';
import type { Reading } from './parse/sentence/reading.ts';
import { explainQuery } from './query/explain-query.ts';
import type { AsOf } from './query/period.ts';
import type { Query } from './query/query.ts';
import type { QuestionReader } from './question-reader.ts';
import { fieldsOf, type SampleCustomer, sampleCustomer, shownFields } from './sample.ts';

export interface AskParts {
  readonly index: AudienceIndex;
  readonly customers: Pick<CustomerStore, 'findByIds'>;
  readonly reader: QuestionReader;
}

/** Who is meant by words, with everything that shows how the answer came about. */
export interface Answer extends Omit<Reading, 'refines'> {
  readonly explanation: string;
  readonly count: number;
  /** All there are. */
  readonly customers: number;
  readonly reach: Readonly<Record<Channel, Reach>>;
  /** The statement that gives the ids, and what stands for its placeholders. */
  readonly sql: string;
  readonly parameters: readonly (string | number | boolean)[];
  /** The first ten by id. */
  readonly sample: readonly SampleCustomer[];
  /** What a refinement made of the query before it. */
  readonly refines: Refined | null;
}

/** What a refinement goes on from: an answer has it all. */
export type Asked = Pick<Reading, 'query' | 'confidence' | 'notUnderstood'>;

/** The query that was refined, counted at the same moment, and how many came in and fell out. */
export interface Refined {
  readonly query: Query;
  readonly explanation: string;
  readonly count: number;
  readonly added: number;
  readonly removed: number;
}

/** Longer is no question; the parser's bound on time holds up to here. */
const MAX_LENGTH = 2_000;
const AS_WRITTEN =
  'Nobody was found: names of people are looked for as they are written, with their accents.';
const NOTHING_BEFORE = 'There is no question before this one to go on from: it is about all customers.';

/**
 * Answers words: reads them, and asks the index for everything about the query they became. `previous` is what "only those ..." is about.
 * @throws Failure `usage` for no words or too many, `not_found` when no customer was ever imported.
 */
export async function ask(
  words: string,
  { index, customers, reader }: AskParts,
  asOf: AsOf,
  previous?: Asked,
): Promise<Answer> {
  if (words.trim() === '')
    throw new Failure('usage', 'Say who is meant: cpaas ask "gold members in Lisbon who can get WhatsApp".');
  if (words.length > MAX_LENGTH)
    throw new Failure(
      'usage',
      `A question may have ${MAX_LENGTH.toLocaleString('en-US')} characters at most.`,
    );
  const vocabulary = await index.vocabulary();
  if (vocabulary.customers === 0)
    throw new Failure(
      'not_found',
      'There are no customers to ask about yet: cpaas import customers FILE first.',
    );
  const named = await index.customersNamed(wordsOfInterest(words));
  const reading = await reader.read({
    words,
    vocabulary,
    named,
    asOf,
    known: (names) => knownNames(names, index, asOf),
    ...(previous === undefined ? {} : { previous: previous.query }),
  });
  const { query } = reading;
  const before = reading.refines === true ? previous : undefined;
  const [{ count, reach, first }, compiled] = await Promise.all([
    index.overview(query, asOf),
    index.compile(query, asOf),
  ]);
  const shown = shownFields(query);
  const sample = (await customers.findByIds(first)).map((customer) => sampleCustomer(customer, shown));
  const isUnheard =
    count === 0 &&
    reading.notUnderstood.length === 0 &&
    fieldsOf(query).some((field) => /^(first|last)_name$/.test(field));
  return {
    ...reading,
    // A doubt about what it goes on from is one about the answer.
    confidence: Math.min(reading.confidence, before?.confidence ?? 1, isUnheard ? PRICE.choice : 1),
    assumptions: [
      ...gapNote(before),
      ...reading.assumptions,
      ...(isUnheard ? [AS_WRITTEN] : []),
      ...(previous === undefined && isFollowUp(words) ? [NOTHING_BEFORE] : []),
      ...everybodyNote(query, count, vocabulary.customers),
    ],
    explanation: explainQuery(query),
    count,
    customers: vocabulary.customers,
    reach,
    sql: compiled.sql,
    parameters: compiled.parameters,
    sample,
    refines: before === undefined ? null : await refined(before.query, query, index, asOf),
  };
}

/** Those that customers have; most questions have none, which one look at all of them tells. */
async function knownNames(
  names: readonly PersonName[],
  index: AudienceIndex,
  asOf: AsOf,
): Promise<readonly PersonName[]> {
  const [first] = names;
  if (first === undefined) return [];
  const either = names.length === 1 ? first.query : { or: names.map(({ query }) => query) };
  if ((await index.count(either, asOf)) === 0) return [];
  const counts = await Promise.all(names.map(({ query }) => index.count(query, asOf)));
  return names.filter((_, i) => (counts[i] ?? 0) > 0);
}

function gapNote(before: Asked | undefined): readonly string[] {
  return before === undefined || before.notUnderstood.length === 0
    ? []
    : [`Of the question before this was not understood: ${before.notUnderstood.join('; ')}.`];
}

/** Whoever asked for some should hear that it is all of them. */
function everybodyNote(query: Query, count: number, customers: number): readonly string[] {
  return count === customers && !('all' in query) ? ['This is every customer there is.'] : [];
}

async function refined(before: Query, after: Query, index: AudienceIndex, asOf: AsOf): Promise<Refined> {
  const [count, added, removed] = await Promise.all([
    index.count(before, asOf),
    index.count({ and: [after, { not: before }] }, asOf),
    index.count({ and: [before, { not: after }] }, asOf),
  ]);
  return { query: before, explanation: explainQuery(before), count, added, removed };
}
