const SPECIAL: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  æ: 'ae',
  œ: 'oe',
  đ: 'd',
  ı: 'i',
  þ: 'th',
};

const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['women', 'woman'],
  ['lens', 'lens'],
  ['lenses', 'lens'],
  ['men', 'man'],
  ['children', 'child'],
  ['people', 'person'],
  ['knives', 'knife'],
  ['shelves', 'shelf'],
  ['scarves', 'scarf'],
  ['wives', 'wife'],
  ['leaves', 'leaf'],
  ['wolves', 'wolf'],
  ['mice', 'mouse'],
  ['feet', 'foot'],
  ['teeth', 'tooth'],
  ['dice', 'die'],
  ['shoes', 'shoe'],
  ['movies', 'movie'],
  ['cookies', 'cookie'],
  ...'foodies hoodies selfies smoothies brownies newbies rookies veggies techies oldies hippies calories indies aussies'
    .split(' ')
    .map((word) => [word, word.slice(0, -1)] as const),
  ['favourite', 'favorite'],
  ['favourites', 'favorite'],
  ['colour', 'color'],
  ['colours', 'color'],
  ['centre', 'center'],
  ['centres', 'center'],
  ['theatre', 'theater'],
  ['theatres', 'theater'],
  ['licence', 'license'],
  ['licences', 'license'],
  ['programme', 'program'],
  ['programmes', 'program'],
  ['cancelled', 'canceled'],
  ['jewellery', 'jewelry'],
  ['tyre', 'tire'],
  ['tyres', 'tire'],
  ['series', 'series'],
  ['species', 'species'],
]);

/** Lower case, without accents: two spellings of one word become one. */
export function foldWord(word: string): string {
  const lower = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return lower.replace(/[ßøłæœđıþ]/g, (letter) => SPECIAL[letter] ?? letter);
}

/** A folded word in singular, by spelling: `boxes` is `box`, `paris` and `plus` stay. Used on both sides, so it need not be English. */
export function singular(word: string): string {
  const irregular = IRREGULAR.get(word);
  if (irregular !== undefined) return irregular;
  if (word.length < 3 || !word.endsWith('s') || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(ss|sh|ch|x|zz)es$/.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** A plural's other singulars, one of which the data may have: `tradie` of `tradies`, `potato` of `potatoes`, `loaf` of `loaves`. */
export function otherSingulars(word: string): readonly string[] {
  if (word.endsWith('ies')) return [word.slice(0, -1)];
  if (word.endsWith('ves')) return [`${word.slice(0, -3)}f`, `${word.slice(0, -3)}fe`];
  if (word.endsWith('es')) return [word.slice(0, -2)];
  if (/[ui]s$/.test(word)) return [word.slice(0, -1)];
  return word.endsWith('men') ? [`${word.slice(0, -3)}man`] : [];
}

/** Of verbs that names of fields are made of the forms for what is over, where no ending tells: `rode` of `last_ride`. */
const PAST: ReadonlyMap<string, string> = new Map([
  ['rode', 'ride'],
  ['ridden', 'ride'],
  ['drove', 'drive'],
  ['driven', 'drive'],
  ['flew', 'fly'],
  ['flown', 'fly'],
  ['took', 'take'],
  ['taken', 'take'],
  ['gave', 'give'],
  ['given', 'give'],
  ['done', 'do'],
  ['came', 'visit'],
  ['made', 'make'],
  ['moved', 'move'],
  ['paid', 'pay'],
  ['sent', 'send'],
  ['taught', 'teach'],
  ['led', 'lead'],
  ['sold', 'sell'],
  ['won', 'win'],
  ['frozen', 'freeze'],
  ['froze', 'freeze'],
  ['married', 'wed'],
  ['rate', 'rate'],
  ['rated', 'rate'],
]);
/** Their other forms and nouns. */
const FORMS: ReadonlyMap<string, string> = new Map([
  ['marry', 'wed'],
  ['marries', 'wed'],
  ['marrying', 'wed'],
  ['marriage', 'wed'],
  ['moves', 'move'],
  ['moving', 'move'],
  ['flies', 'fly'],
  ['flying', 'fly'],
  ['flight', 'fly'],
  ['flights', 'fly'],
  ['pays', 'pay'],
  ['paying', 'pay'],
  ['payment', 'pay'],
  ['payments', 'pay'],
  ['gift', 'give'],
  ['gifts', 'give'],
  ['rating', 'rate'],
  ['ratings', 'rate'],
  ['departure', 'depart'],
  ['departures', 'depart'],
  ['weight', 'weigh'],
  ['weights', 'weigh'],
  ['complaint', 'complain'],
  ['complaints', 'complain'],
]);

/** `rode`, `visited`: a verb of what is over. */
export function isPast(word: string): boolean {
  return word.endsWith('ed') || PAST.has(word);
}

/** `took`, `flight`: of a verb whose root no ending tells. */
export function isIrregular(word: string): boolean {
  return PAST.has(word) || FORMS.has(word);
}

/** `insurance`, `allergic`, `renewal`: a word made of another, by which the data may have it: `insured`, `allergies`, `renews`. */
export function isDerived(word: string): boolean {
  return /.{4}(ances?|ic)$/.test(word) || (/.{3}[rsvw]als?$/.test(word) && !/^(several|general)/.test(word));
}

/** The last word of a name that can be said in front of the others as well: `passed their theory` of `theory_passed`. */
export function isParticiple(word: string): boolean {
  return isPast(word) || (FORMS.has(word) && /ings?$/.test(word));
}

/** What `renewal`, `renews`, `renewed` and `renewing` share. */
export function verbRoot(word: string): string {
  let root = PAST.get(word) ?? FORMS.get(word) ?? word;
  for (const ending of [
    'ations',
    'ances',
    'ance',
    'ation',
    'ions',
    'ion',
    'ings',
    'ing',
    'als',
    'al',
    'ies',
    'ied',
    'ic',
    'ed',
    'es',
    'ment',
    'ic',
    's',
    'y',
    'e',
  ]) {
    if (root.endsWith(ending) && root.length - ending.length >= 4) {
      root = root.slice(0, -ending.length);
      break;
    }
  }
  // `subscription` of who subscribed.
  if (root.endsWith('script')) return `${root.slice(0, -2)}b`;
  return /([^aeiouls])\1$/.test(root) && root.length > 3 ? root.slice(0, -1) : root;
}

/** The root of what those do who are called so: `subscrib` of `subscriber`; of `donor`, where the ending is no `er`, `donat`. */
export function doerRoot(noun: string): string | undefined {
  if (noun === 'donor') return 'donat';
  return /.{4}ers?$/.test(noun) || /.{4}[st]ors?$/.test(noun)
    ? verbRoot(noun.replace(/[eo]rs?$/, ''))
    : undefined;
}

/** The root of a word of a name, and of what those do who are called so: `brew` of `brewer`. */
export function rootsOf(word: string): readonly string[] {
  const doer = doerRoot(word);
  return doer === undefined ? [verbRoot(word)] : [verbRoot(word), doer];
}

/** Verbs for the end of something, which names of dates write as `end`, `expiry` or `expires`. */
const END = /^(end|ends|ended|ending|until|expiry|expires?|expired|expiring|expiration|finish(es|ed|ing)?)$/;

/** Verbs for what is used up. */
const USE = /^(uses?|used|using|users?|usage|consum(es?|ed|ing|ers?|ption))$/;

/** Whether a word and one of a name are forms of one verb or noun: `ends` and `end`, `renewal` and `renews`, `expires` and `until`, `users` and `used`. */
export function isSameVerb(a: string, b: string): boolean {
  return (
    verbRoot(a) === verbRoot(b) ||
    (END.test(a) && (END.test(b) || /^(until|till)$/.test(b))) ||
    (USE.test(a) && USE.test(b))
  );
}
