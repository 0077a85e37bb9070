import { memoryAudience } from '../support/memory-audience.ts';
import { recordStoreSuite } from './record-store.ts';

recordStoreSuite(memoryAudience);
