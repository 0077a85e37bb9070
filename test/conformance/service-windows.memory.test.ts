import { MemoryState } from '../../src/adapters/memory/memory-state.ts';
import { MemoryServiceWindows } from '../../src/adapters/memory/service-windows.ts';
import { serviceWindowsSuite } from './service-windows.ts';

serviceWindowsSuite({
  name: 'memory',
  open: async () => ({ store: new MemoryServiceWindows(new MemoryState()), close: () => {} }),
});
