import { EmbeddedLimitStore } from '../../src/adapters/embedded/limit-store.ts';
import { openTestDatabase } from '../support/test-database.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { limitStoreSuite } from './limit-store.ts';

limitStoreSuite({
  name: 'embedded',
  async open() {
    const clock = new VirtualClock();
    const { db, close } = openTestDatabase();
    const advance = (ms: number) => clock.advance(ms);
    return { store: new EmbeddedLimitStore(db, clock), advance, close: async () => close() };
  },
});
