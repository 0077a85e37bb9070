import type { Task } from '../../dispatch/work-queue.ts';
import type { TaskSlice } from './task-slice.ts';

/** A slice that this process holds. */
interface Held<P> {
  readonly parcel: P;
  readonly lane: string;
  /** By message id. */
  readonly left: Map<string, Task>;
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
    const held: Held<P> = { parcel, lane, left: new Map(tasks.map((task) => [task.messageId, task])) };
    this.#slices.add(held);
    const fresh = [...held.left.values()].filter(({ messageId }) => !this.#of.has(messageId));
    for (const id of held.left.keys()) this.#of.set(id, [...(this.#of.get(id) ?? []), held]);
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

  /** Forgets the slices of these lanes, and answers them. */
  drop(isDropped: (lane: string) => boolean): readonly P[] {
    const dropped = [...this.#slices].filter(({ lane }) => isDropped(lane));
    return this.done(dropped.flatMap(({ left }) => [...left.values()]));
  }

  /** What is held. */
  parcels(): readonly P[] {
    return [...this.#slices].map(({ parcel }) => parcel);
  }

  /** What is left, each task once. */
  left(): readonly Task[] {
    return [...this.#of.keys()].flatMap((id) => this.#of.get(id)?.[0]?.left.get(id) ?? []);
  }
}
