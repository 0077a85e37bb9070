import type { FieldWords } from '../../vocabulary.ts';
import { isPlaceField } from '../data/field-roles.ts';
import type { ValuesRead } from '../data/value-read.ts';

/** The one that the words around are about: a place behind `in`; else the only one, or the one that most have. */
export function chooseField(
  reads: readonly ValuesRead[],
  isPlace: boolean,
):
  | { readonly read: ValuesRead; readonly others: readonly ValuesRead[]; readonly isSure: boolean }
  | undefined {
  const longest = Math.max(0, ...reads.map(({ end }) => end));
  const candidates = reads.filter(({ end }) => end === longest);
  const best = Math.max(0, ...candidates.map(({ score }) => score));
  const likely = candidates.filter(({ score }) => score > best - 0.1);
  // `CA` is no Canada where nobody lives there and some live in California.
  const had = likely.filter(({ customers }) => customers > 0);
  const close = had.length > 0 ? had : likely;
  const places = close.filter(({ field }) => isPlaceField(field));
  const wanted = isPlace && places.length > 0 ? places : close;
  const ranked = wanted.toSorted(
    (a, b) => placeRank(b.field) - placeRank(a.field) || b.customers - a.customers,
  );
  const read = ranked[0];
  const others = close.filter((each) => each !== read);
  if (read === undefined) return undefined;
  return {
    read,
    others,
    isSure: isPlace && others.every(({ field }) => placeRank(field) < placeRank(read.field)),
  };
}

/** Where people live comes before where they shop. */
function placeRank({ name }: FieldWords): number {
  if (name === 'country' || name === 'city') return 3;
  return /(^|_)(city|town|country|region|state)$/.test(name) ? 2 : 0;
}
