import { MemoryFeedStore } from '../../src/adapters/memory/feed-store.ts';
import { feedStoreSuite } from './feed-store.ts';

feedStoreSuite({ name: 'memory', open: async () => ({ feeds: new MemoryFeedStore(), close() {} }) });
