import { EmbeddedCustomerStore } from '../../src/adapters/embedded/customer-store.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { customerStoreSuite } from './customer-store.ts';

customerStoreSuite({
  name: 'embedded',
  open: async () => {
    const { db, close } = openTestDatabase();
    return { store: new EmbeddedCustomerStore(db), close };
  },
});
