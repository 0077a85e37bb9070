import type { Customer, NewCustomer } from '../../audience/customer.ts';
import type { CustomerStore, UpsertCount } from '../../audience/customer-store.ts';

export class MemoryCustomerStore implements CustomerStore {
  readonly #byId = new Map<string, Customer>();
  readonly #byKey = new Map<string, Customer>();
  #revision = 0;

  async upsert(customers: readonly NewCustomer[]): Promise<UpsertCount> {
    let added = 0;
    for (const given of customers) {
      const known = this.#byId.get(given.id);
      if (known === undefined) added++;
      const key = known?.key ?? (this.#byId.size + 1).toString(36);
      this.#set({
        ...known,
        ...given,
        key,
        addresses: { ...known?.addresses, ...given.addresses },
        consent: { ...known?.consent, ...given.consent },
        attributes: { ...known?.attributes, ...given.attributes },
      });
    }
    if (customers.length > 0) this.#revision++;
    return { added, updated: customers.length - added };
  }

  async *stream(batchSize: number): AsyncIterable<readonly Customer[]> {
    const keys = [...this.#byKey.keys()];
    for (let at = 0; at < keys.length; at += batchSize) {
      yield this.#withKeys(keys.slice(at, at + batchSize));
    }
  }

  async find(id: string): Promise<Customer | undefined> {
    return this.#byId.get(id);
  }

  async findByKeys(keys: readonly string[]): Promise<readonly Customer[]> {
    return this.#withKeys(keys);
  }

  async findByIds(ids: readonly string[]): Promise<readonly Customer[]> {
    return ids.flatMap((id) => this.#byId.get(id) ?? []);
  }

  async revision(): Promise<string> {
    return String(this.#revision);
  }

  async count(): Promise<number> {
    return this.#byId.size;
  }

  #set(customer: Customer): void {
    this.#byId.set(customer.id, customer);
    this.#byKey.set(customer.key, customer);
  }

  #withKeys(keys: readonly string[]): readonly Customer[] {
    return keys.flatMap((key) => this.#byKey.get(key) ?? []);
  }
}
