import type { Query } from '../../query/query.ts';
import { yesAndNo } from '../data/field-roles.ts';
import { nameWords } from '../data/name-words.ts';
import { shownField } from '../data/shown-field.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { some } from './field-presence.ts';
import { isDerived, isPast, verbRoot } from '../words/fold-word.ts';
import { endOf, grammarWords, pattern, skip } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { keyWords } from '../words/tokens.ts';
import { PRICE } from '../words/price.ts';
import { lookUp, type Sentence } from '../sentence/sentence.ts';

const HEAD = pattern('whose|with|where|their|the', 'whose|with|where the|their');
const IS = pattern('is|are|was|were|isnt', 'has|have? been', 'has|have|had');
const NOT = pattern('not yet?', 'never', 'not been');

/** `whose email is not verified`, `theory not passed`: a flag whose name ends with a verb, apart from its noun. */
export function readFlagVerbs(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const start = skip(tokens, at, HEAD);
  const made = byVerbOfNoun(sentence, at) ?? byDoer(sentence, at);
  if (made !== undefined) return [made];
  return lookUp(sentence, start).flatMap(({ refs, end, score }) => {
    const is = skip(tokens, end, IS);
    const not = endOf(tokens, is, NOT);
    const verb = not ?? is;
    const word = tokens[verb]?.word ?? '';
    if (verb === end || word.length < 4) return [];
    return refs.flatMap((ref) => {
      if (ref.is !== 'field' || !ref.isPart) return [];
      const said = yesAndNo(ref.field);
      const own = ref.field.name.split('_').at(-1) ?? '';
      const isOwn = isPast(own) && verbRoot(own) === verbRoot(word);
      if (said === undefined || !isOwn || ref.field.name.split('_').length - 1 !== end - start) return [];
      const yes: Query = { field: ref.field.name, is: said.yes };
      const query = not === undefined ? yes : { not: yes };
      return [phrase(at, verb + 1, { is: 'query', query }, EXACT * score)];
    });
  });
}

const BY = pattern('for? by|through|via a|an|the|their|our|his|her?');
const IS_DONE = pattern('is|are|was|were|being|been|get|gets|getting', 'have|has been');

/** `paid for by their company`, of a flag `company_paid`: who does it stands behind the verb. */
function byDoer(sentence: Sentence, at: number): Phrase | undefined {
  const { tokens, index } = sentence;
  const is = skip(tokens, at, IS_DONE);
  const not = endOf(tokens, is, NOT);
  const verb = not ?? is;
  const by = isPast(tokens[verb]?.word ?? '') ? endOf(tokens, verb + 1, BY) : undefined;
  if (by === undefined) return undefined;
  const root = verbRoot(tokens[verb]?.word ?? '');
  const rows = index.vocabulary.fields.flatMap((field) => {
    const words = nameWords(field);
    const said = yesAndNo(field);
    const doer = words.slice(0, -1);
    const isSaid =
      doer.length > 0 &&
      verbRoot(words.at(-1) ?? '') === root &&
      doer.every((word, i) => tokens[by + i]?.stem === word);
    return said !== undefined && isSaid ? [{ field, yes: said.yes, end: by + doer.length }] : [];
  });
  const [only, ...others] = rows;
  if (only === undefined || others.length > 0) return undefined;
  const yes: Query = { field: only.field.name, is: only.yes };
  return phrase(at, only.end, { is: 'query', query: not === undefined ? yes : { not: yes } });
}

/** `insured`, of an `insurance` that is one of several kinds: there is one. */
function byVerbOfNoun(sentence: Sentence, at: number): Phrase | undefined {
  const { tokens, index } = sentence;
  const { word = '', raw = '' } = tokens[at] ?? {};
  if (!isPast(word) || grammarWords.has(word) || word.length < MIN_VERB) return undefined;
  const root = verbRoot(word);
  const [field, ...others] = index.vocabulary.fields.filter((each) => isNounOf(each, root));
  if (field === undefined || others.length > 0) return undefined;
  const note = `"${raw}" was taken as having a ${shownField(field)}.`;
  return phrase(at, at + 1, { is: 'query', query: some(field) }, EXACT * PRICE.likelyField, [note]);
}

const MIN_VERB = 5;

function isNounOf({ name, type, values }: FieldWords, root: string): boolean {
  const isOfVerb = (word: string) => verbRoot(word) === root;
  return (
    type === 'text' &&
    isDerived(name) &&
    isOfVerb(name) &&
    !values.some(({ value }) => keyWords(String(value)).some(isOfVerb))
  );
}
