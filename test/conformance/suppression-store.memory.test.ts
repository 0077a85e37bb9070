import { MemoryState } from '../../src/adapters/memory/memory-state.ts';
import { MemorySuppressionStore } from '../../src/adapters/memory/suppression-store.ts';
import { suppressionStoreSuite } from './suppression-store.ts';

suppressionStoreSuite({
  name: 'memory',
  open: async () => ({ store: new MemorySuppressionStore(new MemoryState()), close: () => {} }),
});
