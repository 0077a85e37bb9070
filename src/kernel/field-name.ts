/**
 * The last letter of a word that another follows without a separator: `loyalty|Tier`, `SMS|Opt`, `line|2|Address`, but not `is|B2B`
 * nor `customer|I|Ds`.
 */
const WORD_END = /\p{Ll}(?=\p{N}*\p{Lu})|\p{N}(?=\p{Lu}\p{Ll})|\p{Lu}(?=\p{Lu}\p{Ll})(?!\p{Lu}s(?!\p{Ll}))/gu;

/**
 * A column's name as a field or attribute is called: lower case, `_` between words, without what is no letter or digit. `loyaltyTier`,
 * `LoyaltyTier` and `Loyalty tier` are all `loyalty_tier`; `isB2B` is `is_b2b`, `SMSOptIn` is `sms_opt_in`.
 */
export function fieldName(given: string): string {
  return given
    .normalize('NFC')
    .replace(/([Ww])hatsApp/gu, '$1hatsapp')
    .replace(WORD_END, '$&_')
    .toLowerCase()
    .replace(/[\s.\-/]+/gu, '_')
    .replace(/[^\p{L}\p{M}\p{N}_]/gu, '')
    .replace(/^_+|_+$/g, '');
}
