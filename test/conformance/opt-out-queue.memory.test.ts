import { MemoryOptOutQueue } from '../../src/adapters/memory/opt-out-queue.ts';
import { optOutQueueSuite } from './opt-out-queue.ts';

optOutQueueSuite({
  name: 'memory',
  open: async () => ({ store: new MemoryOptOutQueue(), close: () => {} }),
});
