import { MemoryUnreadEventStore } from '../../src/adapters/memory/unread-event-store.ts';
import { unreadEventStoreSuite } from './unread-event-store.ts';

unreadEventStoreSuite({
  name: 'memory',
  open: async () => ({ store: new MemoryUnreadEventStore(), close: () => {} }),
});
