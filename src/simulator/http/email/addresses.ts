/** `a@b` of `Name <a@b>`. */
export function bareAddress(text: string): string {
  const inBrackets = /<([^<>]+)>\s*$/.exec(text);
  return (inBrackets?.[1] ?? text).trim();
}

/** Local part in ASCII, a dot in the domain. */
export function isAddress(text: string): boolean {
  return /^[!-?A-~]+@[^\s@]+\.[^\s@]+$/.test(bareAddress(text));
}

/** Not counted in the daily quota (aws-facts 4.5). */
export function isMailboxSimulator(address: string): boolean {
  return address.toLowerCase().endsWith('@simulator.amazonses.com');
}
