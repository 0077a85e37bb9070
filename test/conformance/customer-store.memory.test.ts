import { MemoryCustomerStore } from '../../src/adapters/memory/customer-store.ts';
import { customerStoreSuite } from './customer-store.ts';

customerStoreSuite({
  name: 'memory',
  open: async () => ({ store: new MemoryCustomerStore(), close: () => {} }),
});
