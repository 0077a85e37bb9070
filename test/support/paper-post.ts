import type { SlicePost } from '../../src/adapters/aws/slice-post.ts';
import { formatSlice, type TaskSlice } from '../../src/adapters/aws/task-slice.ts';

/** What was sent to the work queues, kept on paper. */
export class PaperPost implements Pick<SlicePost, 'send'> {
  readonly sent: { readonly slice: TaskSlice; readonly text: string; readonly delaySeconds: number }[] = [];
  /** The next send fails. */
  isClosed = false;

  async send(slices: readonly TaskSlice[], delaySeconds: number): Promise<readonly TaskSlice[]> {
    if (this.isClosed) throw new Error('SQS is away.');
    for (const slice of slices) this.sent.push({ slice, text: formatSlice(slice), delaySeconds });
    return [];
  }
}
