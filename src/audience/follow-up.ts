import { askedLast } from './parse/doubts/asked-last.ts';
import { OWN_QUESTION } from './parse/read-question.ts';

/** People whom the question before named: "those", "the ones", "of them". */
const POINTS_BACK =
  /^(?:(?:ok|and|but|now|then|please|so|only|just|keep|show|also|plus|add|include|exclude|excluding|remove|drop|omit|without|except|minus|not|of|out of|among|from|how many of|narrow|restrict|limit|filter)\s+)*(?:those|these|them|the ones|that list)\b/i;
/** Nobody begins a question of its own with these. */
const GOES_ON =
  /^(?:ok\s+|please\s+|now\s+)*(?:and|but|also|plus|add|include|exclude|remove|as well as|filter out|leave out|take out|narrow|(?:the )?same|(?:make|change|switch) (?:it|that|to)|(?:what|how) about|actually)\b/i;
const INSTEAD = /\binstead[\s.!?]*$/i;
/** "only with email" and "only gold" go on; "only gold members" may be a question of its own. */
const NARROWS = /^(?:now\s+|but\s+)?(?:only|just)\s/i;
const NAMES_PEOPLE =
  /\b(?:customers?|people|persons?|members?|users?|clients?|buyers?|everyone|everybody|anyone|subscribers?)\b/i;

/** What would narrow the question before, and is a question of its own without a word that points back to it. */
const FRAGMENT =
  /^(?:in|at|on|from|with|without|near|outside|not|no|never|still|who|that|whose|born|aged|over|under|have|has|haven't|hasn't|since|before|after|during|last|this)\b/i;

/** What to say of `in Berlin` where a question was asked before. */
export function noteOfFragment(words: string): string | undefined {
  const said = words.trim();
  return FRAGMENT.test(said) && !isFollowUp(said) && !NAMES_PEOPLE.test(said) ? OWN_QUESTION : undefined;
}

/**
 * Whether words go on from the question before. Between one command and the next there may be days, so only words that cannot be
 * understood otherwise do: "with email" alone is a question about everybody.
 */
export function isFollowUp(words: string): boolean {
  const said = words.trim();
  // `leave out London and give me gold members` says of whom.
  if (askedLast(said) !== said) return false;
  const goesOn = [POINTS_BACK, GOES_ON, INSTEAD].some((way) => way.test(said));
  return goesOn || (NARROWS.test(said) && !NAMES_PEOPLE.test(said));
}
