import { isOrdinaryWord } from './ordinary-words.ts';
import { grammarWords } from './patterns.ts';

/** What names of columns leave out of long words. */
const SHORTENED: ReadonlyMap<string, readonly string[]> = new Map([
  ['appt', ['appointment']],
  ['qty', ['quantity']],
  ['addr', ['address']],
  ['dept', ['department']],
  ['acct', ['account']],
  ['amt', ['amount']],
  ['avg', ['average', 'mean']],
  ['rx', ['prescription']],
  ['sub', ['subscription', 'substitution']],
  ['num', ['number']],
  ['no', ['number']],
  ['org', ['organisation', 'organization']],
  ['reg', ['registration', 'registered']],
  ['exp', ['expiry', 'expiration']],
  ['ref', ['referral', 'reference']],
  ['mgr', ['manager']],
  ['yr', ['year']],
  ['pref', ['preference']],
  ['pct', ['percent', 'percentage']],
  ['fav', ['favorite']],
  ['freq', ['frequency']],
  ['bal', ['balance']],
  ['cat', ['category']],
  ['svc', ['service']],
  ['insp', ['inspection']],
  ['maint', ['maintenance']],
  ['pmt', ['payment']],
  ['prev', ['previous']],
  ['pt', ['point']],
  ['prem', ['premium']],
  ['cert', ['certificate', 'certification']],
  ['annual', ['yearly']],
  ['yearly', ['annual']],
  ['hr', ['hour']],
  ['wk', ['week']],
  ['mth', ['month']],
  ['loc', ['location']],
  ['veh', ['vehicle']],
  ['desc', ['description']],
  ['tel', ['telephone']],
  ['hh', ['household']],
  ['hhold', ['household']],
  ['fin', ['financing', 'finance', 'financial']],
  ['deliv', ['delivery']],
  ['sched', ['scheduled']],
  ['txn', ['transaction']],
  ['mship', ['membership']],
  ['anniv', ['anniversary']],
  ['bday', ['birthday']],
  ['sess', ['session']],
  ['lic', ['licence', 'license']],
  ['cnt', ['count']],
  ['ext', ['extended', 'extension']],
  ['ins', ['insurance']],
  ['inv', ['invoice']],
  ['pkg', ['package']],
  ['lvl', ['level']],
  ['mem', ['member', 'membership']],
  ['mbr', ['member']],
  ['cust', ['customer']],
  ['emp', ['employee']],
  ['edu', ['education']],
  ['msg', ['message']],
  ['wt', ['weight']],
  ['ht', ['height']],
]);

/** What is said in full for a short word of a name. */
export function longOnes(short: string): readonly string[] {
  return SHORTENED.get(short) ?? [];
}

/** A shorter beginning is that of too many words, and so is one that less was left off of. */
const LEAST_SHORT = 4;
const LEAST_LEFT_OFF = 3;

/** Whether a word of a name may be only the beginning of one: `vacc`, and no word of English. */
export function isCutShort(word: string): boolean {
  return (
    word.length >= LEAST_SHORT && /^\p{L}+$/u.test(word) && !isOrdinaryWord(word) && !grammarWords.has(word)
  );
}

/** `vaccination` begins with `vacc`. */
export function isLongFor(word: string, short: string): boolean {
  return word.startsWith(short) && word.length >= short.length + LEAST_LEFT_OFF;
}
