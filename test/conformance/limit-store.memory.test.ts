import { MemoryLimitStore } from '../../src/adapters/memory/limit-store.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { limitStoreSuite } from './limit-store.ts';

limitStoreSuite({
  name: 'memory',
  open: async (clock = new VirtualClock()) => ({
    store: new MemoryLimitStore(clock),
    advance: (ms) => clock.advance(ms),
    close: async () => undefined,
  }),
});
