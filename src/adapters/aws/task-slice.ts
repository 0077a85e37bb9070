import { z } from 'zod';
import { asMessageId, parseMessageId } from '../../delivery/message.ts';
import type { Channel } from '../../kernel/channel.ts';
import { laneOf, type Task } from '../../dispatch/work-queue.ts';
import { pagesOf } from './dynamodb.ts';

/** Tasks of one lane that travel in one message of a queue: a tenth of the requests, and a lane is a message group. */
export interface TaskSlice {
  readonly lane: string;
  /** When it was pushed, epoch ms. */
  readonly at: number;
  readonly tasks: readonly Task[];
}

const SLICE = 10;

const body = z.object({
  campaign: z.string().min(1),
  origin: z.string().min(1),
  type: z.enum(['promotional', 'transactional']),
  at: z.number(),
  /** Message id and parts. */
  tasks: z.array(z.tuple([z.string().min(1), z.number()])).min(1),
});

/** Cuts tasks into slices, lane by lane, in their order. */
export function slicesOf(tasks: readonly Task[], at: number): readonly TaskSlice[] {
  const groups = Map.groupBy(tasks, (task) => `${task.messageType} ${laneOf(task)}`);
  return [...groups.values()].flatMap((group) =>
    pagesOf(group, SLICE).flatMap((page) => {
      const [first] = page;
      return first === undefined ? [] : [{ lane: laneOf(first), at, tasks: page }];
    }),
  );
}

/** Ids and what routes them; no address, no text. */
export function formatSlice({ at, tasks }: TaskSlice): string {
  const [first] = tasks;
  return JSON.stringify({
    campaign: first?.campaignId,
    origin: first?.originId,
    type: first?.messageType,
    at,
    tasks: tasks.map(({ messageId, parts }) => [messageId, parts]),
  } satisfies Record<keyof z.input<typeof body>, unknown>);
}

/** @throws when the text is no slice. */
export function parseSlice(text: string): TaskSlice {
  const { campaign, origin, type, at, tasks } = body.parse(JSON.parse(text));
  const shared = { campaignId: campaign, originId: origin, messageType: type };
  return {
    lane: laneOf(shared),
    at,
    tasks: tasks.map(([id, parts]) => ({ ...shared, messageId: asMessageId(id), parts })),
  };
}

/** How long each slice lay in its queue, by channel; what is no slice is left out. */
export function workTaken(
  texts: readonly { readonly text: string; readonly sentAt: number }[],
  now: number,
): readonly { readonly channel: Channel; readonly waitedMs: number }[] {
  return texts.flatMap(({ text, sentAt }) => {
    const id = /"tasks":\[\["([^"]+)"/.exec(text)?.[1] ?? '';
    const channel = parseMessageId(id)?.channel;
    return channel === undefined ? [] : [{ channel, waitedMs: Math.max(0, now - sentAt) }];
  });
}
