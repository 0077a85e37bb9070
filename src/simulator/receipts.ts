import type { EventSuppression, EventType, ProviderEvent } from '../delivery/event.ts';
import type { Channel } from '../kernel/channel.ts';
import type { Random } from '../kernel/random.ts';
import type { Accepted, FixedEvent } from './accepted.ts';
import type { Behaviour, ChannelBehaviour } from './behaviour.ts';
import { drawDelay } from './delay.ts';
import { luckOf, pickReason } from './fate.ts';

/** An event on its way to us. */
export interface Receipt {
  /** From the acceptance to its arrival. */
  readonly afterMs: number;
  readonly event: ProviderEvent;
}

/** One thing that happens to a message. */
interface Happening extends FixedEvent {
  readonly afterMs: number;
}

/** The receipts of the other parts of a message come within this of the first one's. */
const PART_SPREAD_MS = 2000;

/**
 * Everything that will ever be told about an accepted message, in the order it arrives: a pure function, so that a journal line is
 * enough to tell it again, event ids and all. Without faults in `behaviour` it has exactly one `delivered` or `failed`.
 */
export function receiptsFor(seed: number, behaviour: Behaviour, accepted: Accepted): readonly Receipt[] {
  const channel = behaviour[accepted.channel];
  const random = luckOf(seed, 'receipts', accepted.channel, accepted.address, accepted.nth);
  const { events } = accepted;
  const receipts =
    events === undefined
      ? withFaults(random, channel, drawHappenings(random, channel, accepted.parts), accepted)
      : withCopies(fixedHappenings(random, channel, events), channel, accepted);
  return receipts.length > 1 ? receipts.sort((a, b) => a.afterMs - b.afterMs) : receipts;
}

/** Each draw has its place, so that one share does not move what another decides. */
function drawHappenings(random: Random, behaviour: ChannelBehaviour, parts: number): Happening[] {
  const ending = random.next();
  const reasonLuck = random.next();
  const finalMs = drawDelay(random, behaviour.receiptDelay);
  const sentMs = Math.round(finalMs * random.next());
  const relents = random.next() < behaviour.deliveredAfterFailed;
  const relentMs = drawDelay(random, behaviour.receiptDelay);
  const partwise = random.next() < behaviour.receiptPerPart;

  const happenings: Happening[] = behaviour.sentReceipt ? [{ type: 'sent', afterMs: sentMs }] : [];
  const { failed, bounced } = behaviour;
  if (ending < failed.share) {
    const { reason, suppress } = pickReason(reasonLuck, failed);
    happenings.push({ type: 'failed', afterMs: finalMs, reason, suppress });
    if (relents) happenings.push({ type: 'delivered', afterMs: finalMs + relentMs });
  } else if (ending < failed.share + bounced.share) {
    const { reason, suppress } = pickReason(reasonLuck, bounced);
    happenings.push({ type: 'failed', afterMs: finalMs, reason, suppress, bounced: true });
  } else {
    happenings.push({ type: 'delivered', afterMs: finalMs });
    drawFollowUps(random, behaviour, finalMs, happenings);
    if (partwise) drawOtherParts(random, parts, finalMs, happenings);
  }
  return happenings;
}

function drawOtherParts(random: Random, parts: number, firstMs: number, into: Happening[]): void {
  for (let part = 2; part <= parts; part++) {
    into.push({ type: 'delivered', afterMs: firstMs + Math.round(random.next() * PART_SPREAD_MS) });
  }
}

function drawFollowUps(
  random: Random,
  { followUps }: ChannelBehaviour,
  deliveredMs: number,
  into: Happening[],
): void {
  const draw = (type: EventType, share: number, delay: ChannelBehaviour['latency'], sinceMs: number) => {
    const happens = random.next() < share;
    const afterMs = sinceMs + drawDelay(random, delay);
    if (happens) into.push({ type, afterMs });
    return happens ? afterMs : undefined;
  };
  const { read, opened, clicked, complained, stop } = followUps;
  draw('read', read.share, read.delay, deliveredMs);
  const openedMs = draw('opened', opened.share, opened.delay, deliveredMs);
  draw('clicked', openedMs === undefined ? 0 : clicked.share, clicked.delay, openedMs ?? deliveredMs);
  draw('complained', complained.share, complained.delay, deliveredMs);
  draw('reply', stop.share, stop.delay, deliveredMs);
}

function fixedHappenings(
  random: Random,
  behaviour: ChannelBehaviour,
  events: readonly FixedEvent[],
): Happening[] {
  let lastMs = 0;
  return events.map((event) => {
    lastMs = event.afterMs ?? lastMs + drawDelay(random, behaviour.receiptDelay);
    return { ...event, afterMs: lastMs };
  });
}

function withFaults(
  random: Random,
  behaviour: ChannelBehaviour,
  happenings: readonly Happening[],
  accepted: Accepted,
): Receipt[] {
  const reordered = random.next() < behaviour.reordered;
  const receipts: Receipt[] = [];
  for (const [index, happening] of happenings.entries()) {
    const lost = random.next() < behaviour.lost && happening.type !== 'reply';
    const twice = random.next() < behaviour.duplicated;
    const againMs = drawDelay(random, behaviour.receiptDelay);
    if (lost) continue;
    const event = eventOf(happening, index, behaviour, accepted);
    receipts.push({ afterMs: happening.afterMs, event });
    if (twice) receipts.push({ afterMs: happening.afterMs + againMs, event });
  }
  return reordered ? inOppositeOrder(receipts) : receipts;
}

function withCopies(
  happenings: readonly Happening[],
  behaviour: ChannelBehaviour,
  accepted: Accepted,
): Receipt[] {
  return happenings.flatMap((happening, index) => {
    const receipt = { afterMs: happening.afterMs, event: eventOf(happening, index, behaviour, accepted) };
    return Array.from({ length: happening.copies ?? 1 }, () => receipt);
  });
}

/** The same arrivals, the last event first. What an event says of its own time stays true. */
function inOppositeOrder(receipts: readonly Receipt[]): Receipt[] {
  const sorted = receipts.toSorted((a, b) => a.afterMs - b.afterMs);
  const times = sorted.map((receipt) => receipt.afterMs);
  return sorted.reverse().map(({ event }, i) => ({ afterMs: times[i] ?? 0, event }));
}

function eventOf(
  happening: Happening,
  index: number,
  behaviour: ChannelBehaviour,
  accepted: Accepted,
): ProviderEvent {
  const { type } = happening;
  const event: Writable<ProviderEvent> = {
    eventId: `${accepted.providerId}/${index}-${type}`,
    source: 'simulator',
    channel: accepted.channel,
    type,
    at: accepted.at + happening.afterMs,
    providerId: accepted.providerId,
  };
  if (type === 'reply' || type === 'opted_out' || type === 'opted_in') {
    event.from = accepted.address;
    if (type === 'reply') event.text = happening.text ?? 'STOP';
    if (type === 'opted_out') event.suppress = 'opted_out';
    return event;
  }
  if (behaviour.echo) event.attemptId = accepted.attemptId;
  if (type === 'failed') event.reason = happening.reason ?? usualReason(accepted.channel, happening);
  if (happening.bounced === true) event.bounced = true;
  const suppress = suppressionOf(happening);
  if (suppress !== undefined) event.suppress = suppress;
  if (happening.holdOrigin === true) event.holdOrigin = true;
  if (happening.stopCampaign === true) event.stopCampaign = true;
  if (happening.throttled === true) event.throttled = true;
  if (accepted.price !== undefined && PRICED.has(type)) event.price = accepted.price;
  return event;
}

/** What a failure is for where nobody says it. */
function usualReason(channel: Channel, { bounced }: FixedEvent): string {
  if (channel === 'sms') return 'unreachable';
  if (channel === 'whatsapp') return 'undeliverable';
  return bounced === true ? 'soft_bounce' : 'content_rejected';
}

/** As real carriers' events say it: see the tables of src/delivery/formats/. */
function suppressionOf({ type, reason, suppress, bounced }: FixedEvent): EventSuppression | undefined {
  if (type === 'complained') return 'complained';
  if (suppress !== true) return undefined;
  if (bounced === true) return 'hard_bounce';
  return reason === 'opted_out' ? 'opted_out' : 'invalid_address';
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

const PRICED: ReadonlySet<EventType> = new Set(['sent', 'delivered', 'failed']);
