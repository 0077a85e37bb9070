import type { Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { duringField, isDateField } from '../data/field-queries.ts';
import { futureOf } from '../fields/future-fields.ts';
import { shownField } from '../data/shown-field.ts';
import { canLieIn } from '../names/narrowed.ts';
import { isMark } from '../sentence/deeds-in-row.ts';
import { EXACT, type Phrase } from '../sentence/phrase.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { PRICE } from '../words/price.ts';

const GENERAL =
  /^(next|last|first|at|on|date|day|time|type|kind|name|preferred|current|home|main|is|has|of)$/;

/** `running a marathon in the next 3 months`: the time is that of `next_race`, where `race_distance` has the marathon. */
export function withTimesOfMates(sentence: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  return given.map((phrase, i) => {
    const before = given[isMark(given[i - 1], 'noun') ? i - 2 : i - 1]?.meaning;
    const said = before?.is === 'query' ? valueField(before.query) : undefined;
    if (phrase.meaning.is !== 'period' || said === undefined) return phrase;
    const { read } = phrase.meaning;
    const words = said.split('_').filter((word) => !GENERAL.test(word));
    const isMate = (field: FieldWords) =>
      isDateField(field) &&
      field.name.split('_').some((word) => words.includes(word)) &&
      canLieIn(field, futureOf(read, field, sentence), sentence);
    const [mate, ...others] = sentence.index.vocabulary.fields.filter(isMate);
    if (mate === undefined || others.length > 0) return phrase;
    const note = `"${textOf(sentence, phrase.start, phrase.end)}" was taken as the time of ${shownField(mate)}.`;
    return {
      ...phrase,
      score: EXACT * PRICE.likelyField,
      meaning: { is: 'query', query: duringField(mate, futureOf(read, mate, sentence)) },
      assumptions: [...phrase.assumptions, note],
    };
  });
}

function valueField(query: Query): string | undefined {
  return 'is' in query || 'in' in query ? query.field : undefined;
}
