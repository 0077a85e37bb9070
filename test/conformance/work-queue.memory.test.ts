import { MemoryWorkQueue } from '../../src/adapters/memory/work-queue.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { workQueueSuite } from './work-queue.ts';

workQueueSuite({
  name: 'memory',
  async open() {
    const clock = new VirtualClock();
    return { queue: new MemoryWorkQueue(clock), advance: (ms) => clock.advance(ms), close() {} };
  },
});
