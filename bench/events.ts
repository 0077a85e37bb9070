import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { campaignDefinition } from '../src/campaign/definition.ts';
import { openWorkspace, type Workspace } from '../src/compose/workspace.ts';
import type { EventType, ProviderEvent } from '../src/delivery/event.ts';
import { attemptId, type Message, messageId } from '../src/delivery/message.ts';
import { REPLAY_BATCH } from '../src/delivery/take-in.ts';
import { totalOf } from '../src/delivery/tally.ts';
import { seededRandom } from '../src/kernel/random.ts';

/** Of the base events: sent again, of strangers, and those that come before their attempt is recorded. */
const REPEATED = 0.3;
const STRANGERS = 0.01;
const EARLY = 0.4;
const NOW = 1_700_000_000_000;

/** Two events a message (sent, then delivered or failed), repeated, shuffled, early and strange; what is timed is `fold` alone. */
export async function runEvents(count: number): Promise<Record<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'cpaas-events-'));
  const workspace = await openWorkspace(folder, { role: 'owner', create: true });
  try {
    return await measure(workspace, count);
  } finally {
    workspace.close();
    rmSync(folder, { recursive: true });
  }
}

async function measure(workspace: Workspace, count: number): Promise<Record<string, unknown>> {
  const messages = Math.floor(count / (1 + REPEATED + STRANGERS) / 2);
  const key = await intendAll(workspace, messages);
  const stream = shuffledStream(messages);
  let next = 0;
  let foldMs = 0;
  for (let from = 0; from < stream.length; from += REPLAY_BATCH) {
    const events = Array.from(stream.subarray(from, from + REPLAY_BATCH), (code) =>
      eventOf(code, workspace.id, key, messages),
    );
    const began = performance.now();
    await workspace.ledger.fold(events, NOW);
    foldMs += performance.now() - began;
    // Answers come in order while events come in any: about EARLY of the events find their attempt without an answer.
    const until = Math.min(
      messages,
      Math.floor(((from + REPLAY_BATCH) / stream.length) * messages * RECORD_SPEED),
    );
    await recordAll(workspace, key, next, until);
    next = Math.max(next, until);
  }
  await recordAll(workspace, key, next, messages);
  return {
    events: stream.length,
    eventsPerSecond: Math.round((stream.length / foldMs) * 1000),
    ...(await verify(workspace, messages)),
  };
}

/** With answers coming this much faster than events, EARLY of the events are early. */
const RECORD_SPEED = 1 / (2 * EARLY);

const idOf = (key: string, i: number) =>
  messageId({ campaignKey: key, customerKey: (i + 1).toString(36), step: 1, channel: 'sms' });
const fails = (i: number) => i % 20 === 0;

/** What becomes of each message, known without the ledger. */
async function verify(workspace: Workspace, messages: number): Promise<Record<string, unknown>> {
  const tally = await workspace.ledger.tally('events');
  const recount = await workspace.ledger.recount('events');
  const failed = Math.ceil(messages / 20);
  const wrong =
    Math.abs(totalOf(tally, 'failed') - failed) + Math.abs(totalOf(tally, 'delivered') - (messages - failed));
  return {
    messages,
    counterMismatches: wrong + (JSON.stringify(tally) === JSON.stringify(recount) ? 0 : 1),
    unmatchedEvents: await workspace.ledger.unmatchedEvents(),
    peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function intendAll(workspace: Workspace, messages: number): Promise<string> {
  const definition = campaignDefinition.parse({
    id: 'events',
    name: 'Events',
    channels: ['sms'],
    templates: { sms: { text: 'x' } },
  });
  const { key } = await workspace.campaigns.create(definition, NOW);
  await workspace.campaigns.move('events', ['draft'], 'running', '', NOW);
  for (let from = 0; from < messages; from += REPLAY_BATCH) {
    const batch = Array.from({ length: Math.min(REPLAY_BATCH, messages - from) }, (_, i) =>
      message(key, from + i),
    );
    await workspace.plan.append('events', batch, []);
    await workspace.ledger.intend(batch, NOW);
  }
  return key;
}

function message(key: string, i: number): Message {
  return {
    id: idOf(key, i),
    campaignId: 'events',
    channel: 'sms',
    originId: 'sms',
    address: `+1415${2_000_000 + i}`,
    addressKey: `address-${i}`,
    content: { kind: 'sms', text: 'Hello' },
    parts: 1,
    price: 10_020,
    country: 'US',
    timezone: undefined,
    sendAt: 0,
    expiresAt: 0,
    receiptWaitMs: 0,
  };
}

async function recordAll(workspace: Workspace, key: string, from: number, until: number): Promise<void> {
  for (let at = from; at < until; at += REPLAY_BATCH) {
    const changes = Array.from({ length: Math.min(REPLAY_BATCH, until - at) }, (_, i) => ({
      id: idOf(key, at + i),
      change: {
        kind: 'outcome',
        number: 1,
        outcome: { kind: 'accepted', providerId: `p-${at + i}` },
        dueAt: 0,
      } as const,
    }));
    await workspace.ledger.apply(changes, NOW);
  }
}

/** Codes: message * 2 + (0: sent, 1: the end); from messages * 2 on: strangers. */
function shuffledStream(messages: number): Uint32Array {
  const base = messages * 2;
  const repeated = Math.floor(base * REPEATED);
  const strangers = Math.floor(base * STRANGERS);
  const stream = new Uint32Array(base + repeated + strangers);
  const random = seededRandom(7);
  for (let i = 0; i < base; i++) stream[i] = i;
  for (let i = 0; i < repeated; i++) stream[base + i] = Math.floor(random.next() * base);
  for (let i = 0; i < strangers; i++) stream[base + repeated + i] = base + i;
  for (let i = stream.length - 1; i > 0; i--) {
    const j = Math.floor(random.next() * (i + 1));
    const kept = stream[i] ?? 0;
    stream[i] = stream[j] ?? 0;
    stream[j] = kept;
  }
  return stream;
}

function eventOf(code: number, workspaceId: string, key: string, messages: number): ProviderEvent {
  const i = Math.floor(code / 2);
  const end: EventType = fails(i) ? 'failed' : 'delivered';
  const type = code % 2 === 0 ? 'sent' : end;
  const ours = code < messages * 2;
  return {
    eventId: `event-${code}`,
    source: 'bench',
    channel: 'sms',
    type,
    at: NOW,
    attemptId: ours ? attemptId(workspaceId, idOf(key, i), 1) : `stranger.1-${code.toString(36)}-1s.1`,
    ...(type === 'failed' ? { reason: 'unreachable' } : {}),
    price: 10_020,
  };
}

if (import.meta.main) console.log(JSON.stringify(await runEvents(Number(process.argv[2] ?? 1_000_000))));
