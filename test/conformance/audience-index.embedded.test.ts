import { embeddedAudience } from '../support/embedded-audience.ts';
import { audienceIndexSuite } from './audience-index.ts';

audienceIndexSuite(embeddedAudience);
