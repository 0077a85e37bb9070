import type { Server } from 'node:http';
import type { Clock } from '../../kernel/clock.ts';
import type { Accepted } from '../accepted.ts';
import { SimulatedCarriers } from '../carrier.ts';
import type { Journal } from '../journal.ts';
import { receiptsFor } from '../receipts.ts';
import { StrangerIds } from './attempt-of.ts';
import { controlPlane } from './control.ts';
import { emailService } from './email/ses-api.ts';
import { EmailState } from './email/state.ts';
import { isMailboxSimulator } from './email/addresses.ts';
import { EventOutlet } from './event-outlet.ts';
import { checkOrigins } from './origin-names.ts';
import { Rates } from './rates.ts';
import { RequestLog } from './request-log.ts';
import { wireServer } from './server.ts';
import type { Sink } from './sinks/sink.ts';
import { smsService } from './sms/sms-voice-api.ts';
import { SmsState } from './sms/state.ts';
import type { SmsFees } from './sms-fees.ts';
import { type AccountState, takeNote } from './translate.ts';
import { socialService } from './whatsapp/social-api.ts';
import { WhatsAppState } from './whatsapp/state.ts';
import type { WireScript } from './wire-script.ts';

export interface WireSimulatorOptions {
  readonly clock: Clock;
  readonly seed: number;
  readonly script: WireScript;
  /** Names the script in a refusal. */
  readonly where: string;
  readonly fees: SmsFees;
  readonly sink?: Sink | undefined;
  readonly onSinkError?: (error: Error) => void;
  /** Acceptances of earlier processes are counted, and what they meant for the account is noted again. */
  readonly journal?: Journal | undefined;
}

/** The simulated AWS on one port. */
export interface WireSimulator {
  /** Not listening yet. */
  readonly server: Server;
  readonly carriers: SimulatedCarriers;
  readonly account: AccountState;
  readonly outlet: EventOutlet;
  /** Resolves when nothing listens and no event is on its way; a second call is the first one. */
  stop(): Promise<void>;
}

/** Puts the simulated AWS together. @throws Failure `file_invalid` for a script that names an origin which is not there. */
export function makeWireSimulator(options: WireSimulatorOptions): WireSimulator {
  const { clock, seed, script, fees, journal, sink } = options;
  const { behaviour, account: definition } = script;
  checkOrigins(
    script.changes.map(({ origin }) => origin),
    definition,
    options.where,
  );
  const rates = new Rates(clock);
  rates.plan(script.changes);
  const account: AccountState = {
    id: definition.id,
    region: definition.region,
    sms: new SmsState(definition.sms, definition, rates, clock),
    whatsapp: new WhatsAppState(definition.whatsapp, definition, rates, clock),
    email: new EmailState(definition.email, definition, rates, clock),
  };
  let known = 0;
  for (const accepted of journal?.earlier() ?? []) {
    known++;
    recall(accepted, account, options);
  }
  const outlet = new EventOutlet(account, sink);
  const carriers = new SimulatedCarriers({
    clock,
    seed,
    behaviour,
    script: script.rules,
    deliver: (events, about) => outlet.deliver(events, about),
    ...(options.onSinkError !== undefined && { onDeliverError: options.onSinkError }),
    ...(journal !== undefined && { journal }),
  });
  const shared = { carriers, clock, strangers: new StrangerIds(known) };
  const log = new RequestLog();
  const server = wireServer({
    clock,
    log,
    services: [
      smsService({
        ...shared,
        fees,
        state: account.sms,
        unlimited: behaviour.sms.partsPerSecond === Infinity,
      }),
      socialService({
        ...shared,
        state: account.whatsapp,
        unlimited: behaviour.whatsapp.partsPerSecond === Infinity,
      }),
      emailService({
        ...shared,
        state: account.email,
        region: account.region,
        unlimited: behaviour.email.partsPerSecond === Infinity,
      }),
    ],
    control: controlPlane({
      carriers,
      outlet,
      rates,
      log,
      account,
      accepted: () => carriers.log.accepted(),
    }),
  });
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
    await carriers.stop();
    await sink?.close();
    journal?.close();
  };
  return {
    server,
    carriers,
    account,
    outlet,
    stop: () => (stopping ??= stop()),
  };
}

/** What an acceptance of an earlier process left in the account: spending, quota, opt-outs, open windows, suppressed addresses. */
function recall(accepted: Accepted, account: AccountState, options: WireSimulatorOptions): void {
  const { wire, at } = accepted;
  if (wire === undefined) return;
  if (wire.kind === 'sms') account.sms.spend(wire.messagePrice + wire.carrierFee, at);
  if (wire.kind === 'email')
    account.email.countSent(wire.to.filter((each) => !isMailboxSimulator(each)).length, at);
  const now = options.clock.now();
  for (const { afterMs, event } of receiptsFor(options.seed, options.script.behaviour, accepted)) {
    if (at + afterMs <= now) takeNote(event, accepted, account);
  }
}
