/** `contact lens wearer` of `cl_wearer`, where the data has a category `Contact lenses`. */
export function initialsInFull(
  words: readonly string[],
  names: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  return words.flatMap((word, at) =>
    names
      .filter((name) => name.length > 1 && initials(name) === word)
      .map((name) => words.toSpliced(at, 1, ...name)),
  );
}

/** `mql` of `marketing qualified lead`. */
export function initials(words: readonly string[]): string {
  return words.map(([first = '']) => first).join('');
}
