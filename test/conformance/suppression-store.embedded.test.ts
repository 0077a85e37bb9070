import { EmbeddedSuppressionStore } from '../../src/adapters/embedded/suppression-store.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { suppressionStoreSuite } from './suppression-store.ts';

suppressionStoreSuite({
  name: 'embedded',
  open: async () => {
    const { db, close } = openTestDatabase();
    return { store: new EmbeddedSuppressionStore(db), close };
  },
});
