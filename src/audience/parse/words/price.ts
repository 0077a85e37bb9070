/**
 * What doubts cost: the confidence of a phrase or of the whole is multiplied by it. Everything that leaves a person a choice is below
 * 0.92, so that with the 0.98 of an exact match it stays under the 0.9 from which answers are taken at their word.
 */
export const PRICE = {
  /** One typing error in a word of the data, or in a word of the grammar. */
  typo: 0.85,
  twoTypos: 0.72,
  /** One word that can only be a misspelling of another. */
  corrected: 0.985,
  /** Words that are several things of the data. */
  choice: 0.85,
  /** `own a Pixel 8`, bought, though a field has that value. */
  ownedValue: 0.8,
  /** `iPhone 15 users`, where a field has that value and it is sold too. */
  usedThing: 0.95,
  /** `20 orders`, of purchases though a field counts them, and of that field. */
  countedByField: 0.75,
  countingField: 0.88,
  /** Of two fields with one value, the place where people live behind `in`. */
  likelyField: 0.88,
  /** `over 55`, where the day of birth is known. */
  overAge: 0.91,
  /** One word of the names of products that are of different kinds. */
  unlikeProducts: 0.85,
  /** `no beer`, where only a `Beer Yoga` has the word. */
  frontOfName: 0.75,
  /** Things without a verb: a whole question of them, or beside something else. */
  onlyThings: 0.93,
  thingsBeside: 0.86,
  /** `people with a tent`, who bought one; `people with kids`, who hardly bought `Kids Rain Boots`. */
  had: 0.9,
  hadSort: 0.5,
  /** `and` and `or` side by side, without brackets. */
  andWithOr: 0.88,
  /** Two groups of people joined by `and`, of one field or of several. */
  unionOfOneField: 0.93,
  union: 0.8,
  /** Both groups behind `except`. */
  unionTaken: 0.85,
  /** What stands before a noun, said of all choices behind it. */
  sharedFront: 0.92,
  /** A time behind two joined verbs, or a thing behind the second of them. */
  sharedTime: 0.85,
  sharedThing: 0.85,
  /** `only bought tents`, where other things are not excluded. */
  only: 0.8,
  /** A word that says something and that nothing took up. */
  readOver: 0.88,
  /** `birth date is this week`: hardly of those who were born in it. */
  oneYear: 0.45,
  /** `gold or above`, of values without an order. */
  noOrder: 0.6,
  /** `never gold`, of a field that only says what is so now. */
  past: 0.88,
  /** `should have bought`: demanded, or only supposed. */
  supposed: 0.88,
  /** `I am in Berlin`: the asker, or customers. */
  ofAsker: 0.85,
  /** `opened it, then bought`, in whatever order. */
  order: 0.8,
  /** `not a and b`: neither, or not both. */
  notBoth: 0.85,
  /** `no a or b`, of two fields. */
  negatedOr: 0.88,
  /** A question that begins with `and` or `only` and says no more of the one before. */
  likelyRefinement: 0.85,
  /** A narrowing of nobody, which is what a question that was not understood gave. */
  ofNobody: 0.45,
  /** `swe` for Sweden. */
  smallCode: 0.85,
  /** `Scotland`, where only its country is known. */
  partOfCountry: 0.8,
  /** Two values of one field at once. */
  contradiction: 0.6,
  /** Things side by side without a word between them. */
  torn: 0.5,
  /** Sums of several currencies, or of one that no purchase has. */
  currencies: 0.85,
  /** A number with a unit, of a field whose name says none: it may be kept in another. */
  unitUnknown: 0.9,
  /** A sum that has to be small, which is so of who spent nothing. */
  smallSum: 0.88,
  /** A number without `at least` or `exactly`. */
  bareNumber: 0.75,
  /** The same of times, where more will do: `bought twice`. */
  bareTimes: 0.9,
  /** `did not open the spring sale`: of those whom it was sent to, or of all. */
  ofThoseSent: 0.9,
  /** `bought once over a year ago`: once in all, or once before. */
  countThen: 0.9,
  /** Who opted out, where a query can't tell a refusal from no answer. */
  optedOut: 0.88,
  /** `text gold members`: all of them, or those who can get it. */
  orderedChannel: 0.9,
  /** A channel without a verb: has an address, most likely. */
  bareChannel: 0.7,
  /** What nothing was imported of: the words may well mean something else. */
  noHistory: 0.88,
  /** `drivers`, who may be only some of the customers. */
  calling: 0.9,
  /** Unknown words with capitals, taken for a name: one word, or a first and a last. */
  guessedName: 0.45,
  guessedNames: 0.49,
} as const;
