import { EmbeddedOptOutQueue } from '../../src/adapters/embedded/opt-out-queue.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { optOutQueueSuite } from './opt-out-queue.ts';

optOutQueueSuite({
  name: 'embedded',
  open: async () => {
    const { db, close } = openTestDatabase();
    return { store: new EmbeddedOptOutQueue(db), close };
  },
});
