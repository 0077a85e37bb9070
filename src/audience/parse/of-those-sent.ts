import type { Query } from '../query/query.ts';
import { type Deed, deedQuery } from './deed.ts';
import { deedOf, isMark } from './deeds-in-row.ts';
import { EXACT, type Phrase, phrase } from './phrase.ts';
import { PRICE } from './price.ts';
import type { Sentence } from './sentence.ts';

/** The verbs, said of that campaign and not of one before it. */
const OF_SENT: Partial<Record<Deed['verb'], RegExp>> = {
  opened: /^(open|read)/,
  clicked: /^click/,
  delivered: /^(deliver|arrive|reach)/,
};

/** `did not open the spring sale`, `spring sale not delivered`: of those whom it was sent to, most likely, which is said. */
export function ofThoseSent(sentence: Sentence, given: readonly Phrase[]): readonly Phrase[] {
  return given.flatMap((each, i) => {
    const isNot = isMark(each, 'not', 'neither');
    const deed = isNot ? deedOf(given[i + 1]) : deedOf(each);
    const isMissed = isNot ? deed?.isNegated !== true : deed?.isNegated === true;
    const saying = isNot ? given[i + 1] : each;
    if (deed === undefined || saying === undefined || !isMissed || !isOfOne(sentence, saying, deed))
      return [each];
    const isDenied = (j: number) => isMark(given[j - 1], 'not', 'neither', 'nor', 'or');
    if (given.some((other, j) => other !== saying && !isDenied(j) && isSent(deedOf(other), deed)))
      return [each];
    return [sentPhrase(each, deed), each];
  });
}

/** Opening and clicking need a message, and so does its not arriving; `did not get it` is also said of whom it was not sent to. */
function isOfOne({ tokens }: Sentence, { start, end }: Phrase, { verb, campaigns }: Deed): boolean {
  const said = tokens.slice(start, end).map(({ word }) => word);
  return campaigns !== undefined && said.some((word) => OF_SENT[verb]?.test(word) === true);
}

function isSent(other: Deed | undefined, { campaigns }: Deed): boolean {
  return (
    other?.isNegated !== true &&
    (other?.campaigns?.some((each) => campaigns?.includes(each) === true) ?? false)
  );
}

function sentPhrase({ start }: Phrase, deed: Deed): Phrase {
  const { verb, channels, campaigns, when } = deed;
  const sent = (as: 'contacted' | 'failed') =>
    deedQuery({
      verb: as,
      ...(channels === undefined ? {} : { channels }),
      ...(campaigns === undefined ? {} : { campaigns }),
      ...(when === undefined ? {} : { when }),
    });
  const parts = [sent('contacted'), verb === 'delivered' ? sent('failed') : undefined];
  const known = parts.filter((part): part is Query => part !== undefined);
  const [first = { or: known }] = known;
  const query = known.length === 1 ? first : { or: known };
  return phrase(start, start, { is: 'query', query }, EXACT * PRICE.ofThoseSent, [
    'Only those whom it was sent to were counted; say "was not sent it" for the others.',
  ]);
}
