/** What moves people or parcels: nouns that names of dates are made of, and roots of the verbs that say the same. */
const MOVES: readonly (readonly [nouns: readonly string[], roots: readonly string[]])[] = [
  [
    ['departure', 'trip', 'journey', 'holiday', 'flight', 'tour', 'travel'],
    ['depart', 'leav', 'fly', 'travel', 'travell'],
  ],
  [
    ['delivery', 'shipment', 'dispatch', 'parcel', 'package', 'box'],
    ['deliver', 'ship', 'dispatch', 'arriv'],
  ],
];

/** Other nouns for what is ahead: `next trip` and `next holiday` of `next_departure`. */
export function sameMoves(noun: string): readonly string[] {
  return MOVES.find(([nouns]) => nouns.includes(noun))?.[0].filter((other) => other !== noun) ?? [];
}

/** Whether a verb of that root says what a noun does: `leaving` of a `departure`, `ships` of a `delivery`. */
export function isMoveOf(noun: string, root: string): boolean {
  return MOVES.some(([nouns, roots]) => nouns.includes(noun) && roots.includes(root));
}
