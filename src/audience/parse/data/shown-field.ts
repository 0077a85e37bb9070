import type { FieldWords } from '../../vocabulary.ts';

/** A field's name as people read it. */
export function shownField({ name }: FieldWords): string {
  return name.replaceAll('_', ' ');
}
