import type { Channel } from '../kernel/channel.ts';
import type { FixedEvent } from './accepted.ts';
import type { FixedFate } from './script.ts';

/** AWS End User Messaging SMS: "destination simulator" numbers, success and failure. */
const SMS_NUMBERS: readonly (readonly [success: string, failure: string])[] = [
  ['+14254147755', '+14254147167'],
  ['+447860019066', '+447860019067'],
  ['+61455944038', '+61455944039'],
  ['+33755512501', '+33755512502'],
  ['+34683783440', '+34683783442'],
  ['+394390009172', '+394390009174'],
  ['+3197008100148', '+3197008100150'],
  ['+46790645100', '+46790645102'],
  ['+41798075872', '+41798075874'],
  ['+43676800442031', '+43676800442032'],
  ['+32460213922', '+32460213923'],
  ['+48732141440', '+48732141442'],
];

/** The Amazon SES mailbox simulator, by the part before `@`. An out-of-office answer goes to the return path and is no event. */
const SES_MAILBOXES = new Map<string, readonly FixedEvent[]>([
  ['success', [{ type: 'delivered' }]],
  ['ooto', [{ type: 'delivered' }]],
  ['bounce', [{ type: 'failed', reason: 'hard_bounce', bounced: true, suppress: true }]],
  ['complaint', [{ type: 'delivered' }, { type: 'complained' }]],
  ['suppressionlist', [{ type: 'failed', reason: 'suppression_list', bounced: true, suppress: true }]],
]);

const SES_DOMAIN = '@simulator.amazonses.com';

/** AWS does not say which failure the failure numbers give; a phone that is off is the one that retries would meet. */
const SMS_EVENTS = new Map<string, readonly FixedEvent[]>(
  SMS_NUMBERS.flatMap(([success, failure]) => [
    [success, [{ type: 'delivered' }]],
    [failure, [{ type: 'failed', reason: 'unreachable' }]],
  ]),
);

/**
 * Addresses that always do what AWS documents, whatever the shares are, and whose events have no faults. `label` in
 * `bounce+label@simulator.amazonses.com` is free. They count against the limits like any other.
 */
export function magicFate(channel: Channel, address: string): FixedFate | undefined {
  const events =
    channel === 'sms' ? SMS_EVENTS.get(address) : channel === 'email' ? mailbox(address) : undefined;
  return events === undefined ? undefined : { answer: { kind: 'accepted' }, events };
}

function mailbox(address: string): readonly FixedEvent[] | undefined {
  const lower = address.toLowerCase();
  if (!lower.endsWith(SES_DOMAIN)) return undefined;
  const [name = ''] = lower.slice(0, -SES_DOMAIN.length).split('+');
  return SES_MAILBOXES.get(name);
}
