import type { FieldMention } from './field-mention.ts';
import { yesAndNo } from '../data/field-roles.ts';
import { endOf, pattern } from '../words/patterns.ts';

const ON = pattern(
  'is|are|was|has|have been? ticked|checked|selected|enabled|activated|claimed|signed',
  'is|are|was|has|have been? switched|turned|set on|up',
  'ticked|checked|enabled|activated',
  'switched|turned on',
);
const OFF = pattern(
  'is|are|was|has|have not been? ticked|checked|selected|enabled|activated|claimed|signed',
  'is|are|was|has|have not been? switched|turned|set on|up',
  'is|are|was|has|have been? unticked|unchecked|disabled',
  'is|are|was|has|have been? switched|turned off',
  'not ticked|checked|enabled|activated',
  'unticked|unchecked|disabled',
  'switched|turned off',
);

/** `gift aid is ticked`, `where autopay isn't switched on`: how people say yes and no of a box on a form. */
export function giveTicked({ sentence, read: { field, end }, give }: FieldMention): void {
  const flag = yesAndNo(field);
  if (flag === undefined) return;
  const off = endOf(sentence.tokens, end, OFF);
  const on = endOf(sentence.tokens, end, ON);
  if (off !== undefined) give(off, { not: { field: field.name, is: flag.yes } });
  else if (on !== undefined) give(on, { field: field.name, is: flag.yes });
}
