import { memoryAudience } from '../support/memory-audience.ts';
import { audienceIndexSuite } from './audience-index.ts';

audienceIndexSuite(memoryAudience);
