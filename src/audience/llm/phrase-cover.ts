/** Words that carry no meaning of their own in a question about customers. */
const PLAIN = new Set(
  `a an the of in on at to for from with by and or but not no nor neither either both who whom whose which that this these those they
  them their there is are was were be been being have has had having do does did doing can could may might will would should shall
  all any every each customer customers client clients people person persons user users member members everyone everybody anyone
  someone somebody buyer buyers shopper shoppers me us we i my our show find give list get tell select want need count how many
  much more than least most less fewer over under above below between within during since until before after last past previous
  next ago only just also as if then so one ones times time day days week weeks month months year years quarter quarters now today`.split(
    /\s+/,
  ),
);

/** Words of a question that stand in none of the phrases and carry meaning: those, and numbers. */
export function uncoveredWords(words: string, phrases: readonly string[]): readonly string[] {
  const covered = new Set(phrases.flatMap(wordsOf));
  return wordsOf(words).filter((word) => !covered.has(word) && !PLAIN.has(word));
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}._-]*(?<![._-])/gu) ?? [];
}
