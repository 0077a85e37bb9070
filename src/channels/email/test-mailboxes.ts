const KINDS = ['success', 'bounce', 'complaint', 'ooto', 'suppressionlist'] as const;

/** The n-th (from 1) address of the SES mailbox simulator: each kind in turn, told apart by labels (aws-facts 4.5). */
export function testMailbox(n: number): string {
  const kind = KINDS[(n - 1) % KINDS.length] ?? 'success';
  return `${kind}+demo${n}@simulator.amazonses.com`;
}
