import { partsOfLane, type Task } from '../../dispatch/work-queue.ts';
import type { TaskSlice } from './task-slice.ts';

/** A slice that this process holds. */
interface Held<P> {
  readonly parcel: P;
  readonly lane: string;
  readonly size: number;
  /** By message id. */
  readonly left: Map<string, Task>;
}

type IsMeant<P> = (slice: { readonly lane: string; readonly parcel: P }) => boolean;

/** Slices of one campaign. */
export function isOfCampaign(campaignId: string) {
  return ({ lane }: { readonly lane: string }) => partsOfLane(lane).campaignId === campaignId;
}

/** Which tasks of which slices are not done yet. A message that comes in two slices is handed out once, and done in both. */
export class HeldSlices<P> {
  readonly #slices = new Set<Held<P>>();
  readonly #of = new Map<string, readonly Held<P>[]>();

  /** Slices of which something is left. */
  get size(): number {
    return this.#slices.size;
  }

  /** Tasks that are left. */
  get tasks(): number {
    return this.#of.size;
  }

  /** Answers those of its tasks that are not held yet. */
  hold(parcel: P, { lane, tasks }: TaskSlice): readonly Task[] {
    const left = new Map(tasks.map((task) => [task.messageId, task]));
    const held: Held<P> = { parcel, lane, size: left.size, left };
    this.#slices.add(held);
    const fresh = [...left.values()].filter(({ messageId }) => !this.#of.has(messageId));
    for (const id of left.keys()) this.#of.set(id, [...(this.#of.get(id) ?? []), held]);
    return fresh;
  }

  /** Answers the slices of which nothing is left now. */
  done(tasks: readonly Task[]): readonly P[] {
    const whole: P[] = [];
    for (const { messageId } of tasks) {
      for (const held of this.#of.get(messageId) ?? []) {
        held.left.delete(messageId);
        if (held.left.size > 0) continue;
        this.#slices.delete(held);
        whole.push(held.parcel);
      }
      this.#of.delete(messageId);
    }
    return whole;
  }

  /** Forgets these slices, and answers them. */
  drop(isMeant: IsMeant<P>): readonly P[] {
    const dropped = [...this.#slices].filter((held) => isMeant(held));
    for (const held of dropped) {
      this.#slices.delete(held);
      for (const id of held.left.keys()) {
        const others = (this.#of.get(id) ?? []).filter((other) => other !== held);
        if (others.length === 0) this.#of.delete(id);
        else this.#of.set(id, others);
      }
    }
    return dropped.map(({ parcel }) => parcel);
  }

  /** What is held. */
  parcels(): readonly P[] {
    return [...this.#slices].map(({ parcel }) => parcel);
  }

  /** Slices of which nothing was done. */
  untouched(): readonly P[] {
    return [...this.#slices].filter(({ size, left }) => left.size === size).map(({ parcel }) => parcel);
  }

  /** What is left of these slices, each task once. */
  left(isMeant: IsMeant<P> = () => true): readonly Task[] {
    const meant = [...this.#slices].filter((held) => isMeant(held));
    return [...new Map(meant.flatMap(({ left }) => [...left])).values()];
  }
}
