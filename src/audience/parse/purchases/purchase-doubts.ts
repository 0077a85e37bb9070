import { fieldsAt } from '../names/field-names.ts';
import { isDateField } from '../data/field-queries.ts';
import { isNumberField } from '../data/field-roles.ts';
import { type DeedRead, grown } from '../sentence/deed-read.ts';
import { PRICE } from '../words/price.ts';
import { lookUp, type Sentence } from '../sentence/sentence.ts';

/** `own a Pixel 8`, `use Unlimited Plus`: where a field has that value, it says so better than a purchase. */
export function isOwnedValue(sentence: Sentence, at: number, read: DeedRead): boolean {
  return isWeaklyBought(sentence, at, read) || isOwned(sentence, at, read);
}

const WEAK = /^(booked|took|used|tried|had|got)$/;

const STRONG = /^(bought|buy|purchased?|ordered|order|paid)$/;

/** `no lessons booked`, of a category and of the field `next_lesson`: what was bought, or what the field counts. */
function isWeaklyBought(sentence: Sentence, at: number, { deed, end }: DeedRead): boolean {
  const said = sentence.tokens.slice(at, end).map(({ word }) => word);
  if (deed.items === undefined || deed.when !== undefined) return false;
  if (!said.some((word) => WEAK.test(word)) || said.some((word) => STRONG.test(word))) return false;
  return sentence.tokens
    .slice(at, end)
    .some((_, i) =>
      fieldsAt(sentence, at + i).some(({ field }) => isNumberField(field) || isDateField(field)),
    );
}

function isOwned(sentence: Sentence, at: number, { deed, end }: DeedRead): boolean {
  if (!/^(own|owns|used)$/.test(sentence.tokens[at]?.word ?? '')) return false;
  // `viewed e-bikes and does not own one`
  const isNamedBefore = deed.isSame === true;
  if (deed.items === undefined && !isNamedBefore) return false;
  for (let i = isNamedBefore ? 0 : at + 1; i < end; i++) {
    const isValue = lookUp(sentence, i).some(
      ({ refs, score }) => score === 1 && refs.some((ref) => ref.is === 'value' || ref.is === 'flag'),
    );
    if (isValue) return true;
  }
  return false;
}

/** `bought a tent or a stove exactly once`: the two together, or one of them. */
export function withDoubtOfEach(read: DeedRead): DeedRead {
  const { items = [], join, times, units } = read.deed;
  const isExact = [times, units].some((count) => (count?.exactly ?? 0) > 0);
  return join === 'or' && items.length > 1 && isExact
    ? grown(read, {}, read.end, read.score * PRICE.choice, ['All of these things were counted together.'])
    : read;
}

/** `should have bought`, `would not have bought`: what somebody only supposes was done. */
export function supposedAt({ tokens }: Sentence, at: number): string | undefined {
  const backOver = (i: number, words: RegExp) => (words.test(tokens[i]?.word ?? '') ? i - 1 : i);
  const have = tokens[at]?.word === 'have' ? at : backOver(at - 1, BETWEEN);
  const modal = tokens[backOver(have - 1, BETWEEN)]?.word ?? '';
  return tokens[have]?.word === 'have' && MODAL.test(modal)
    ? `"${modal} have" was taken as what was done.`
    : undefined;
}

const BETWEEN = /^(not|never|also|ever)$/;

const MODAL = /^(would|could|should|might|may)$/;
