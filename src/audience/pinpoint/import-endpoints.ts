import type { Suppression, SuppressionStore } from '../../consent/suppression-store.ts';
import type { Channel } from '../../kernel/channel.ts';
import { Failure } from '../../kernel/failure.ts';
import type { CustomerStore } from '../customer-store.ts';
import type { NewCustomer } from '../customer.ts';
import { type FileReport, type ImportInput, importRows, type ListKind } from '../import/import-rows.ts';
import type { Cell } from '../import/raw-row.ts';
import { type EndpointColumns, type Together, valuesOf } from './endpoint-columns.ts';
import { type Endpoint, endpointReader } from './endpoint-row.ts';
import { IdNumbers, NumberSet } from './id-numbers.ts';
import { type GivenEndpoint, mergeEndpoint } from './merge-endpoints.ts';
import { SEGMENTS_IN } from './names.ts';
import type { EndpointTest } from './segment-rules.ts';

/** A segment that is counted by its own rules while its endpoints come by. */
export interface CountedSegment {
  readonly name: string;
  /** Of IMPORT segments: the file that holds its members, `people.csv`; other files have none. */
  readonly file?: string;
  /** Of DIMENSIONAL ones. */
  readonly test?: EndpointTest;
}

export interface EndpointStores {
  readonly customers: CustomerStore;
  readonly suppressions: SuppressionStore;
  /** `addressKey` with the workspace's secret. */
  readonly keyOf: (channel: Channel, address: string) => string;
  /** Epoch ms that suppressions get. */
  readonly now: number;
}

export interface EndpointReport extends FileReport {
  /** Endpoints that were used. */
  readonly imported: number;
}

/** A usable endpoint, and what its row says beside it. */
interface GivenRow extends GivenEndpoint {
  readonly segments: readonly number[];
}

const PHONE_CHANNELS: readonly Channel[] = ['sms', 'whatsapp'];
/** Names told in a report: a file where every row has other names does not fill the memory. */
const MAX_NAMES = 1_000;

/**
 * Takes files of endpoints into the stores, and keeps count over all of them. Memory does not grow with the files but for 12 to 24
 * bytes a customer.
 */
export class EndpointImport {
  readonly #stores: EndpointStores;
  readonly #segments: readonly CountedSegment[];
  readonly #numbers = new IdNumbers();
  readonly #members: readonly NumberSet[];
  readonly channels = new Map<string, number>();
  readonly homeless = new Map<string, number>();
  readonly otherAddresses = { sms: 0, email: 0 };
  added = 0;
  inactive = 0;
  optedOut = 0;
  suppressionsAdded = 0;
  suppressionsKnown = 0;
  #isCountable = true;

  constructor(stores: EndpointStores, segments: readonly CountedSegment[]) {
    this.#stores = stores;
    this.#segments = segments;
    this.#members = segments.map(() => new NumberSet());
  }

  /** Different customers that the files named. */
  get customers(): number {
    return this.#numbers.count;
  }

  /** Whether one of the files named this customer. */
  named(id: string): boolean {
    return this.#numbers.has(id);
  }

  /** Customers in each segment by its own rules; `undefined` where there were more customers than can be told apart. */
  counts(): readonly (number | undefined)[] {
    return this.#members.map(({ size }) => (this.#isCountable ? size : undefined));
  }

  /** @throws Failure `file_invalid` when it is no file of endpoints, and what the source or the stores throw. */
  async importFile(input: ImportInput): Promise<EndpointReport> {
    const kind: ListKind<GivenRow> = {
      knows: (header) => header.includes('ChannelType') || header.includes('Address'),
      // Segments are counted by the values as they stand in the file.
      attributes: () => new Set(),
      reader: (header, isOwnHeader) => {
        if (!isOwnHeader) checkHeader(input.name, header);
        return this.#reader(header, input);
      },
      save: (batch) => this.#save(batch, input.name),
    };
    const report = await importRows(input, kind);
    return { ...report, imported: report.usable };
  }

  #reader(header: readonly string[], input: ImportInput) {
    const { columns, read } = endpointReader(header, input.defaultCountry);
    const together = new Map<string, Together>(columns.attributes.map((each) => [each.name, each.together]));
    const base = input.name.split(/[/\\]/).at(-1)?.replace(/\.gz$/i, '') ?? '';
    return (cells: readonly Cell[]) => {
      const result = read(cells);
      if (result.kind === 'rejected') return result;
      this.#countHomeless(cells, columns, result.value);
      const segments = this.#segments.flatMap(({ file, test }, i) =>
        file === base || test?.((path) => valuesAt(cells, columns, path)) === true ? [i] : [],
      );
      return { ...result, value: { endpoint: result.value, together, segments } };
    };
  }

  #countHomeless(cells: readonly Cell[], columns: EndpointColumns, { channelType, channel }: Endpoint): void {
    for (const [index, path] of columns.homeless) {
      if (valuesOf(cells[index]).length > 0) bump(this.homeless, path);
    }
    const has = (role: 'Id' | 'User.UserId' | 'Address') =>
      valuesOf(cells[columns.roles.get(role) ?? -1]).length > 0;
    if (has('Id') && has('User.UserId')) bump(this.homeless, 'Id (where there is a User.UserId)');
    if (channel === undefined && has('Address')) bump(this.homeless, `Address (${channelType})`);
  }

  async #save(batch: readonly GivenRow[], file: string): Promise<void> {
    const { customers, suppressions } = this.#stores;
    const ids = [...new Set(batch.map(({ endpoint }) => endpoint.customer.id))];
    const known = await customers.findByIds(ids);
    const merged = new Map<string, NewCustomer>(known.map((customer) => [customer.id, customer]));
    const stopped: Suppression[] = [];
    for (const row of batch) {
      const { endpoint } = row;
      const { id } = endpoint.customer;
      merged.set(id, mergeEndpoint(merged.get(id), withMemberships(row, this.#segments), this));
      this.#count(row);
      if (endpoint.optOut === 'all') stopped.push(...this.#suppressionsOf(endpoint, file));
    }
    const { added } = await customers.upsert([...merged.values()].map(withoutKey));
    this.added += added;
    if (stopped.length === 0) return;
    const fresh = await suppressions.add(stopped);
    this.suppressionsAdded += fresh;
    this.suppressionsKnown += stopped.length - fresh;
  }

  #count({ endpoint, segments }: GivenRow): void {
    bump(this.channels, endpoint.channelType);
    if (!endpoint.isActive) this.inactive++;
    if (endpoint.optOut === 'all') this.optedOut++;
    const number = this.#numbers.numberOf(endpoint.customer.id);
    if (number === undefined) this.#isCountable = false;
    else for (const segment of segments) this.#members[segment]?.add(number);
  }

  /** Who opted out of everything by phone gets no WhatsApp on that number either, as in a list of suppressions without a channel. */
  #suppressionsOf({ channel, address }: Endpoint, file: string): readonly Suppression[] {
    if (channel === undefined || address === undefined) return [];
    const channels: readonly Channel[] = channel === 'email' ? ['email'] : PHONE_CHANNELS;
    return channels.map((each) => ({
      key: this.#stores.keyOf(each, address),
      channel: each,
      reason: 'opted_out',
      source: `import ${file}`,
      at: this.#stores.now,
    }));
  }
}

function valuesAt(cells: readonly Cell[], { places }: EndpointColumns, path: string) {
  return (places.get(path) ?? []).flatMap((index) => valuesOf(cells[index]));
}

function withMemberships(row: GivenRow, segments: readonly CountedSegment[]): GivenEndpoint {
  const names = row.segments.flatMap((i) => (segments[i]?.file === undefined ? [] : [segments[i].name]));
  if (names.length === 0) return row;
  const { customer } = row.endpoint;
  const attributes = { ...customer.attributes, [SEGMENTS_IN]: names };
  return { together: row.together, endpoint: { ...row.endpoint, customer: { ...customer, attributes } } };
}

function withoutKey(customer: NewCustomer): NewCustomer {
  if (!('key' in customer)) return customer;
  const { key: _, ...rest } = customer;
  return rest;
}

function bump(counts: Map<string, number>, name: string): void {
  const at = counts.has(name) || counts.size < MAX_NAMES ? name : 'others';
  counts.set(at, (counts.get(at) ?? 0) + 1);
}

function checkHeader(file: string, header: readonly string[]): void {
  if (header.includes('Address') || header.includes('Id') || header.includes('User.UserId')) return;
  throw new Failure(
    'file_invalid',
    `${file} is no list of endpoints: its first line has to name columns as Pinpoint does, ChannelType, Address, User.UserId.`,
  );
}
