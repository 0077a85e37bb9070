import type { ProviderEvent } from '../../delivery/event.ts';
import type { Accepted } from '../accepted.ts';
import type { EmailState } from './email/state.ts';
import { isMailboxSimulator } from './email/addresses.ts';
import { emailEvents } from './shapes/email.ts';
import type { EventAccount, OutgoingEvent } from './shapes/envelopes.ts';
import { smsEvent } from './shapes/sms.ts';
import { whatsAppEvent } from './shapes/whatsapp.ts';
import type { SmsState } from './sms/state.ts';
import type { WhatsAppState } from './whatsapp/state.ts';

/** All of the account that events depend on. */
export interface AccountState extends EventAccount {
  readonly sms: SmsState;
  readonly whatsapp: WhatsAppState;
  readonly email: EmailState;
}

/** What AWS sends out about something that happened, on every path that wants it. */
export function translate(
  event: ProviderEvent,
  accepted: Accepted,
  account: AccountState,
): readonly OutgoingEvent[] {
  const { wire } = accepted;
  switch (wire?.kind) {
    case undefined:
      return [];
    case 'sms': {
      const set =
        wire.configurationSet === undefined ? undefined : account.sms.configurationSet(wire.configurationSet);
      return listOf(smsEvent(event, accepted, wire, account, set));
    }
    case 'whatsapp':
      return listOf(whatsAppEvent(event, accepted, wire, account));
    case 'email': {
      const set =
        wire.configurationSet === undefined
          ? undefined
          : account.email.configurationSet(wire.configurationSet);
      return emailEvents(event, accepted, wire, account, set);
    }
  }
}

function listOf(event: OutgoingEvent | undefined): readonly OutgoingEvent[] {
  return event === undefined ? [] : [event];
}

/** AWS's opt-out words where the law has them (aws-facts 1.5). */
const STOP_WORDS = new Set('ARRET CANCEL END OPT-OUT OPTOUT QUIT REMOVE STOP TD UNSUBSCRIBE'.split(' '));

/** What the account itself does about something that happened: opt-outs, service windows, the suppression list. */
export function takeNote(event: ProviderEvent, { address, wire }: Accepted, account: AccountState): void {
  switch (wire?.kind) {
    case undefined:
      return;
    case 'sms':
      if (event.type !== 'reply' || wire.optOutList === undefined) return;
      if (STOP_WORDS.has((event.text ?? '').trim().toUpperCase()))
        account.sms.optOut(wire.optOutList, address, true);
      return;
    case 'whatsapp':
      if (event.type === 'reply') account.whatsapp.heardFrom(address, event.at);
      return;
    case 'email': {
      const isHardBounce = event.bounced === true && event.suppress !== undefined;
      if (!isHardBounce && event.type !== 'complained') return;
      for (const recipient of wire.to) {
        if (!isMailboxSimulator(recipient) && !account.email.suppressed.has(recipient))
          account.email.suppress(recipient, isHardBounce ? 'BOUNCE' : 'COMPLAINT');
      }
    }
  }
}
