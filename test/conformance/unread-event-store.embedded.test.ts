import { EmbeddedUnreadEventStore } from '../../src/adapters/embedded/unread-event-store.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { unreadEventStoreSuite } from './unread-event-store.ts';

unreadEventStoreSuite({
  name: 'embedded',
  open: async () => {
    const { db, close } = openTestDatabase();
    return { store: new EmbeddedUnreadEventStore(db), close };
  },
});
