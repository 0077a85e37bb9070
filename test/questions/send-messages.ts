import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Workspace } from '../../src/compose/workspace.ts';
import type { EventType, ProviderEvent } from '../../src/delivery/event.ts';
import { attemptId, type Message, messageId } from '../../src/delivery/message.ts';
import { CHANNELS } from '../../src/kernel/channel.ts';
import { makeDefinition, makeMessage, NO_TOTALS } from '../support/make.ts';
import { CAMPAIGNS } from './make-messages.ts';

const flag = z.enum(['true', 'false']).transform((text) => text === 'true');
const sentSchema = z.object({
  customer_id: z.string(),
  campaign: z.string(),
  channel: z.enum(CHANNELS),
  sent_at: z.iso.datetime().transform((text) => Date.parse(text)),
  delivered: flag,
  opened: flag,
  clicked: flag,
  failed: flag,
});
type Sent = z.infer<typeof sentSchema>;

const MARKS = ['delivered', 'opened', 'clicked'] as const satisfies readonly EventType[];

/** Puts the messages of a file through the ledger, each at its time, as the engine and its carriers would have. */
export async function sendMessages(workspace: Workspace, file: URL): Promise<void> {
  const keys = new Map<string, string>();
  for await (const batch of workspace.customers.stream(1_000))
    for (const { id, key } of batch) keys.set(id, key);
  const rows = readRows(file);
  for (const [id, name] of CAMPAIGNS) {
    const sent = rows.filter(({ campaign }) => campaign === id);
    const first = Math.min(...sent.map((row) => row.sent_at));
    const { key } = await workspace.campaigns.create(makeDefinition({ id, name }), first);
    await workspace.campaigns.setPlanned(id, NO_TOTALS);
    await workspace.campaigns.move(id, ['planned'], 'running', '', first);
    const messages = sent.map((row) => messageOf(row, key, keys.get(row.customer_id) ?? ''));
    await workspace.plan.append(id, messages, []);
    for (const [i, row] of sent.entries()) {
      const message = messages[i];
      if (message !== undefined) await send(workspace, message, row);
    }
  }
}

function readRows(file: URL): readonly Sent[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const columns = header.split(',');
  return lines.map((line) => {
    const cells = line.split(',');
    return sentSchema.parse(Object.fromEntries(columns.map((column, i) => [column, cells[i]])));
  });
}

function messageOf(
  { campaign, channel, customer_id }: Sent,
  campaignKey: string,
  customerKey: string,
): Message {
  return makeMessage(campaignKey, 0, {
    id: messageId({ campaignKey, customerKey, step: 1, channel }),
    campaignId: campaign,
    channel,
    addressKey: `${channel} ${customer_id}`,
  });
}

async function send({ ledger, id }: Workspace, message: Message, sent: Sent): Promise<void> {
  const at = sent.sent_at;
  const [verdict] = await ledger.intend([message], at);
  if (verdict?.kind !== 'granted') throw new Error(`A message of ${sent.campaign} is ${verdict?.kind}.`);
  const { number } = verdict;
  const outcome = sent.failed
    ? ({ kind: 'refused', reason: 'invalid_number' } as const)
    : ({ kind: 'accepted', providerId: `provider-${message.id}` } as const);
  await ledger.apply([{ id: message.id, change: { kind: 'outcome', number, outcome, dueAt: 0 } }], at);
  const events = MARKS.filter((mark) => sent[mark]).map(
    (type): ProviderEvent => ({
      eventId: `${message.id} ${type}`,
      source: 'test',
      channel: sent.channel,
      type: type === 'opened' && sent.channel === 'whatsapp' ? 'read' : type,
      at,
      attemptId: attemptId(id, message.id, number),
    }),
  );
  if (events.length > 0) await ledger.fold(events, at);
}
