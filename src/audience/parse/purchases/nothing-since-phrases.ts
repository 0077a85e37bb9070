import { endOf, pattern } from '../words/patterns.ts';
import { phrase, type Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';

const SINCE_NOTHING = pattern(
  'nothing else? more? since then|that?',
  'nothing else? after|afterwards|after that|after then|thereafter|later',
  'nothing else? ever? since then|that?',
  'no other? purchase|purchases|order|orders since|afterwards then|that?',
  'no other? purchase|purchases|order|orders after that|it',
  'not bought|purchased|ordered anything? else? since then|that?',
  'not bought|purchased|ordered anything? else? after that|afterwards',
  'not bought|purchased|ordered anything? else? afterwards|again|after',
  'never bought|purchased|ordered anything? else? again|since|afterwards then?',
  'bought|purchased|ordered nothing else? since|after|afterwards then|that?',
  'not|nothing|never on or after that date|day|time|point|month|year?',
  'not|nothing|never since|after that date|day|time|point|month|year',
  'not come back|returned since?',
  'not buy|purchase|order anything? else? since|again|afterwards|after then|that?',
  'have|has|had|did|do not bought|purchased|ordered|buy|order|purchase anything? else? since|again|afterwards|after then|that?',
  'have|has|did bought|purchased|ordered nothing else? since|after|afterwards then|that?',
  'nothing bought|purchased|ordered since|after|afterwards then|that?',
  'not anything since',
  'no purchase|purchases|order|orders thereafter',
  'not made|placed any|another|a purchase|purchases|order|orders since|after|afterwards then|that?',
  'made|placed no other|further? purchase|purchases|order|orders since|after|afterwards then|that?',
);
/** Says itself that it is of the things before. */
const NONE_SINCE = pattern(
  'none|neither of? them? since|after|afterwards|later|thereafter then|that|it?',
  'none|neither of? them? since|after that date|day|time|point|month|year',
  'none|neither of? them? on or after that date|day|time|point|month|year?',
  'no more of? them? since|after|afterwards then|that|it?',
  'not bought|ordered|purchased it|them|one|any|another since|after|afterwards|again then|that?',
  'have|has not bought|ordered|purchased it|them|one|another since|after|afterwards|again then|that?',
  'not one|any more? since then|that?',
);
const SAME_NOT_SINCE = pattern(
  'not|never since|after|afterwards|later|thereafter then|that|it?',
  'not|never again since?',
  'have|has not since',
);
/** `but nothing since`, `not again since then`. */
export function readNothingSince(sentence: Sentence, at: number): readonly Phrase[] {
  const any = endOf(sentence.tokens, at, SINCE_NOTHING);
  const none = endOf(sentence.tokens, at, NONE_SINCE);
  const same = endOf(sentence.tokens, at, SAME_NOT_SINCE);
  return [
    ...(none !== undefined && isClosed(sentence, none)
      ? [phrase(at, none, { is: 'nothingSince', of: 'sameThings' })]
      : []),
    ...(any !== undefined && isClosed(sentence, any) ? [phrase(at, any, { is: 'nothingSince' })] : []),
    ...(same !== undefined && isClosed(sentence, same)
      ? [phrase(at, same, { is: 'nothingSince', of: 'likelySameThings' })]
      : []),
  ];
}

/** `nothing since` ends there: `nothing since March` is another thing. */
function isClosed({ tokens }: Sentence, end: number): boolean {
  const next = tokens[end]?.word;
  return (
    next === undefined || /^(and|or|but|,|\.|\?|!|\)|who|that|can|with|in|from|have|has|are)$/.test(next)
  );
}
