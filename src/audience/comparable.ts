/**
 * The one form in which text is compared, in memory and in every store: lower case, composed. By code point, so that a letter is the
 * same wherever it stands: the Greek sigma that ends a word is not another one.
 */
export function comparable(text: string): string {
  return text.replaceAll('Σ', 'σ').toLowerCase().normalize('NFC');
}
