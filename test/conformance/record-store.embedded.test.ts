import { embeddedAudience } from '../support/embedded-audience.ts';
import { recordStoreSuite } from './record-store.ts';

recordStoreSuite(embeddedAudience);
