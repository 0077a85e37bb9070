import { z } from 'zod';
import type { MessageState } from '../../delivery/state.ts';
import { STATUSES } from '../../delivery/status.ts';

/** What is left out of an item where it is what it usually is: a smaller item, and history that reads. */
const stored = z.object({
  status: z.enum(STATUSES),
  attempts: z.number(),
  parts: z.number(),
  cost: z.number(),
  intended_at: z.number(),
  reason: z.string().default(''),
  tries: z.number().default(0),
  throttles: z.number().default(0),
  done_at: z.number().default(0),
  provider_id: z.string().default(''),
  spent: z.number().default(0),
  marks: z.number().default(0),
  due_at: z.number().default(0),
});

/** @throws when the item holds no state. */
export function stateOf(item: unknown): MessageState {
  const { intended_at, done_at, provider_id, due_at, ...rest } = stored.parse(item);
  return { ...rest, intendedAt: intended_at, doneAt: done_at, providerId: provider_id, dueAt: due_at };
}

export function formatState({
  status,
  attempts,
  parts,
  cost,
  intendedAt,
  doneAt,
  providerId,
  dueAt,
  ...same
}: MessageState): Readonly<Record<string, string | number>> {
  const usual = { ...same, done_at: doneAt, provider_id: providerId, due_at: dueAt };
  const other = Object.entries(usual).filter(([, value]) => value !== '' && value !== 0);
  return { status, attempts, parts, cost, intended_at: intendedAt, ...Object.fromEntries(other) };
}
