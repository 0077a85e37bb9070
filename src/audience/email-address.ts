import { domainToASCII } from 'node:url';

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/**
 * One address with its domain in lower case and ASCII, or `undefined`. Stricter than RFC 5322: no quoted names, no comments, no bare
 * host, and only ASCII before the `@`, as SES takes nothing else.
 */
export function parseEmail(text: string): string | undefined {
  const address = text.trim();
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  let domain = address.slice(at + 1).toLowerCase();
  // oxlint-disable-next-line no-control-regex
  if (!/^[\x00-\x7f]*$/.test(domain)) domain = domainToASCII(domain);
  if (at < 1 || local.length > 64 || local.length + domain.length > 253) return undefined;
  return LOCAL_PART.test(local) && DOMAIN.test(domain) ? `${local}@${domain}` : undefined;
}
