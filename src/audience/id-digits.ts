/** The digits of a customer's id as somebody says them: `CUST-00000012` is 12. Empty where it has none. */
export function digitsOfId(id: string): string {
  return id.replace(/\D+/g, '').replace(/^0+(?=\d)/, '');
}
