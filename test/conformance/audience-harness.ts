import type { AudienceIndex } from '../../src/audience/audience-index.ts';
import type { CustomerStore } from '../../src/audience/customer-store.ts';
import type { RecordStore } from '../../src/audience/record-store.ts';
import type { ToldMessages } from '../support/told-messages.ts';

/** The stores of one audience: the index answers over what the others hold. */
export interface AudienceStores {
  readonly customers: CustomerStore;
  readonly records: RecordStore;
  readonly index: AudienceIndex;
  close(): Promise<void>;
}

export interface AudienceHarness {
  readonly name: string;
  /** Empty stores. The index takes messages and campaigns from `ledger`. */
  open(ledger: ToldMessages): Promise<AudienceStores>;
}
