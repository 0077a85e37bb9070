/** Letters to add, leave out, change or swap with their neighbour, up to `limit`; `limit + 1` for anything more. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      current.push(cost);
      least = Math.min(least, cost);
    }
    if (least > limit) return limit + 1;
    before = previous;
    previous = current;
  }
  return previous[b.length] ?? limit + 1;
}

/** How many typing errors a word of that length may have: none in short words, where every error is another word. */
export function typosAllowed(length: number): number {
  return length >= 6 ? 2 : length >= 4 ? 1 : 0;
}

/**
 * How unlike two words are to who types: letters swapped, doubled or left out are the usual slips, another letter at the beginning is
 * none. `distance` and a part of one more, so that it only orders words of one distance.
 */
export function unlikeness(typed: string, meant: string, distance: number): number {
  if (distance === 0) return 0;
  if (typed[0] !== meant[0] && !isSwapped(typed, meant)) return distance + 0.9;
  if (isSlip(typed, meant, distance) || undoubled(typed) === undoubled(meant)) return distance;
  if (typed.length !== meant.length) return distance + (typed.length < meant.length ? 0.1 : 0.35);
  return distance + (vowelless(typed) === vowelless(meant) ? 0.3 : 0.6);
}

/** Two letters in each other's place: side by side, or apart in a longer word that begins as it should (`chigaco`). */
function isSlip(typed: string, meant: string, distance: number): boolean {
  return (
    isSwapped(typed, meant) &&
    (distance === 1 || (distance === 2 && typed.length > 6 && typed[0] === meant[0]))
  );
}

function isSwapped(a: string, b: string): boolean {
  return a.length === b.length && a !== b && lettersOf(a) === lettersOf(b);
}

function lettersOf(word: string): string {
  return word.split('').toSorted().join('');
}

function undoubled(word: string): string {
  return word.replace(/(.)\1+/g, '$1');
}

function vowelless(word: string): string {
  return word.replace(/[aeiouy]/g, '.');
}
