import type { Query } from '../../query/query.ts';
import { isNumberField } from '../data/field-roles.ts';
import type { Sentence } from '../sentence/sentence.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import type { FieldMention } from './field-mention.ts';

/** `something on the wishlist`, `nothing in their savings`. */
export function giveSomething({ sentence, at, start, read: { field, end }, give }: FieldMention): void {
  const { tokens } = sentence;
  const some = endOf(tokens, at, SOMETHING_IN);
  const none = endOf(tokens, at, NOTHING_IN);
  const isSpent = start > at && start === endOf(tokens, at, SPENT);
  if (isSpent && isNumberField(field) && field.min === 0 && LEFT.test(field.name))
    give(end, { field: field.name, is: 0 }, 0.98);
  if (start === at || start !== (some ?? none) || !isNumberField(field) || field.min !== 0) return;
  const query: Query = { field: field.name, moreThan: 0 };
  give(end, none === undefined ? query : { not: query }, 0.98);
}

const SPENT = pattern(
  'ran|run out of the|their|his|her|all?',
  'used up all? of? the|their|his|her?',
  'have|has used up all? of? the|their|his|her?',
);

const IN_IT = 'on|in the|their|a|an|his|her|our?';
const SOMETHING_IN = pattern(`with|have|has|having|had? something|anything|things|items|products ${IN_IT}`);
const NOTHING_IN = pattern(
  `with|have|has|having|had? nothing ${IN_IT}`,
  `with|have|has|having|had? no things|items|products ${IN_IT}`,
);

const LEFT = /(^|_)(left|remaining|balance|credits?|available)($|_)/;

/** Where a field's name may begin behind `something on the`. */
export function endOfSomething({ tokens }: Sentence, at: number): number {
  return endOf(tokens, at, SOMETHING_IN) ?? endOf(tokens, at, SPENT) ?? skip(tokens, at, NOTHING_IN);
}
