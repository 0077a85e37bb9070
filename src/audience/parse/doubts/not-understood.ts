import { editDistance } from '../words/edit-distance.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { CALLING, PERSON } from '../words/noun-words.ts';
import { endOf } from '../words/patterns.ts';

const COMPARING =
  /^(over|under|above|below|more|less|than|at|least|most|between|and|to|older|younger|fewer|only|about|around|exactly|in|for|of|the)$/;
const MAX_SHOWN = 3;
/** More names than this are not compared: a hint is not worth the time. */
const MAX_COMPARED = 3_000;

/** Words that nothing explains, joined where they stand side by side, each with what of the data is written most like it. */
export function explainUnknown(sentence: Sentence, unknown: readonly number[]): readonly string[] {
  const groups: { from: number; to: number }[] = [];
  for (const at of unknown) {
    const last = groups.at(-1);
    if (last !== undefined && last.to === at) last.to = at + 1;
    else groups.push({ from: widened(sentence, at, last?.to ?? 0), to: at + 1 });
  }
  return groups.slice(0, 20).map(({ from, to: last }) => {
    const { tokens, text } = sentence;
    const to = withCounted(sentence, last);
    const said = text.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0);
    const nearest = nearestNames(sentence, said);
    return nearest.length === 0
      ? said
      : `${said}: nothing in the data is called that; nearest: ${nearest.join(', ')}`;
  });
}

/** A number takes the words along that compare it: `over 40`. */
function widened({ tokens }: Sentence, at: number, notBefore: number): number {
  if (!/^\d/.test(tokens[at]?.word ?? '')) return at;
  let from = at;
  while (from > notBefore && COMPARING.test(tokens[from - 1]?.word ?? '') && at - from < 4) from--;
  return from;
}

/** `more than 300 pupils`: what there should be so many of is understood no more than the number. */
function withCounted({ tokens }: Sentence, to: number): number {
  const isNumber = /^\d/.test(tokens[to - 1]?.word ?? '');
  const isNoun = [PERSON, CALLING].some((way) => endOf(tokens, to, way) === to + 1);
  return isNumber && isNoun ? to + 1 : to;
}

function nearestNames({ index }: Sentence, said: string): readonly string[] {
  const word = said.toLowerCase().slice(0, 40);
  const isNumber = /\d/.test(word);
  const fields = index.vocabulary.fields.filter(
    ({ type }) => !isNumber || type === 'integer' || type === 'decimal' || type === 'date',
  );
  const names = isNumber
    ? []
    : [
        ...index.vocabulary.categories,
        ...index.vocabulary.fields.flatMap(({ values }) =>
          values.slice(0, 200).map(({ value }) => String(value)),
        ),
      ].slice(0, MAX_COMPARED);
  const ranked = [...fields.map(({ name }) => name), ...names]
    .map((name) => ({
      name,
      distance: editDistance(word, name.toLowerCase().slice(0, 40), 40) / Math.max(word.length, name.length),
    }))
    .toSorted((a, b) => a.distance - b.distance);
  const close = ranked.filter(({ distance }) => distance <= 0.6).slice(0, MAX_SHOWN);
  return (
    close.length > 0 ? close : ranked.filter(({ name }) => index.fields.has(name)).slice(0, MAX_SHOWN)
  ).map(({ name }) => name);
}
