import type { Clock } from '../../../kernel/clock.ts';
import type { Rates } from '../rates.ts';
import type { SmsAccount, SmsConfigurationSet, SmsNumber, SmsPool, SmsSenderId } from './account-schema.ts';

/** What a message can be sent from. */
export type Identity =
  | { readonly kind: 'pool'; readonly pool: SmsPool }
  | { readonly kind: 'number'; readonly number: SmsNumber }
  | { readonly kind: 'sender_id'; readonly senderId: SmsSenderId };

export interface OptedOut {
  readonly number: string;
  /** Epoch ms. */
  readonly at: number;
  readonly byEndUser: boolean;
}

interface Keyword {
  readonly keyword: string;
  readonly message: string;
  readonly action: string;
}

/** Parts a second of each type (aws-facts 1.3); a long code of Canada has 1. */
const TYPE_RATES: Readonly<Record<SmsNumber['type'], number>> = {
  SHORT_CODE: 100,
  TEN_DLC: 1,
  LONG_CODE: 10,
  TOLL_FREE: 3,
  SIMULATOR: 1,
};
export const SHARED_ROUTES_RATE = 20;

/** The SMS side of the account as it is now: what calls change, and what is looked up by name. */
export class SmsState {
  readonly optOuts = new Map<string, Map<string, OptedOut>>();
  readonly #clock: Clock;
  readonly #rates: Rates;
  readonly #arnPrefix: string;
  readonly #keywords = new Map<string, Map<string, Keyword>>();
  #account: SmsAccount;
  #monthEndsAt = 0;
  #spent = 0;

  constructor(account: SmsAccount, where: { id: string; region: string }, rates: Rates, clock: Clock) {
    this.#clock = clock;
    this.#rates = rates;
    this.#arnPrefix = `arn:aws:sms-voice:${where.region}:${where.id}:`;
    this.#account = account;
    this.use(account);
  }

  get account(): SmsAccount {
    return this.#account;
  }

  /** From now on this is the account; who opted out and what was spent stays. */
  use(account: SmsAccount): void {
    this.#account = account;
    for (const { name, numbers, endUserNumbers } of account.optOutLists) {
      if (!this.optOuts.has(name)) this.optOuts.set(name, new Map());
      for (const number of numbers) this.optOut(name, number, false);
      for (const number of endUserNumbers) this.optOut(name, number, true);
    }
    for (const { origin, ...keyword } of account.keywords) this.putKeyword(origin, keyword);
  }

  arn(type: string, id: string): string {
    return `${this.#arnPrefix}${type}/${id}`;
  }

  /** Epoch seconds of everything in the account: the first day of 2026. */
  readonly createdAt = 1_767_225_600;

  numberArn({ id }: SmsNumber): string {
    return this.arn('phone-number', id);
  }

  senderIdArn({ id, country }: SmsSenderId): string {
    return this.arn('sender-id', `${id}/${country}`);
  }

  /** By id, ARN, E.164 number or sender id; a sender id of several countries is the one of `country`. */
  identity(name: string, country?: string): Identity | undefined {
    const id = this.#bareId(name);
    const pool = this.pool(id);
    if (pool !== undefined) return { kind: 'pool', pool };
    const number = this.account.numbers.find((each) => each.id === id || each.number === id);
    if (number !== undefined) return { kind: 'number', number };
    const [sender, senderCountry = country] = id.split('/');
    const sameName = this.account.senderIds.filter((each) => each.id === sender);
    const senderId = sameName.find((each) => each.country === senderCountry) ?? sameName[0];
    return senderId === undefined ? undefined : { kind: 'sender_id', senderId };
  }

  pool(name: string): SmsPool | undefined {
    const id = this.#bareId(name);
    return this.account.pools.find((each) => each.id === id);
  }

  membersOf(pool: SmsPool): readonly Identity[] {
    return [
      ...this.account.numbers
        .filter((each) => each.pool === pool.id)
        .map((number) => ({ kind: 'number' as const, number })),
      ...this.account.senderIds
        .filter((each) => each.pool === pool.id)
        .map((senderId) => ({ kind: 'sender_id' as const, senderId })),
    ];
  }

  configurationSet(name: string): SmsConfigurationSet | undefined {
    const id = this.#bareId(name);
    return this.account.configurationSets.find((each) => each.name === id);
  }

  /** The name in an ARN of this account, or what was given. */
  #bareId(name: string): string {
    if (!name.startsWith(this.#arnPrefix)) return name;
    return name.slice(this.#arnPrefix.length).replace(/^[a-z-]+\//, '');
  }

  optOutListName(name: string): string | undefined {
    const id = this.#bareId(name);
    return this.optOuts.has(id) ? id : undefined;
  }

  bareName(name: string): string {
    return this.#bareId(name);
  }

  numberRate(number: SmsNumber): number {
    const byType = number.type === 'LONG_CODE' && number.country === 'CA' ? 1 : TYPE_RATES[number.type];
    return this.#rates.of([number.id, number.number], number.partsPerSecond ?? byType);
  }

  senderIdRate(senderId: SmsSenderId): number {
    return this.#rates.of([`${senderId.id}/${senderId.country}`, senderId.id], senderId.partsPerSecond);
  }

  /** Its own limit, or the sum of the members': which one AWS keeps is UNVERIFIED (aws-facts 10.2). */
  poolRate(pool: SmsPool): number {
    const sum = this.membersOf(pool).reduce((total, member) => total + this.rateOf(member), 0);
    return this.#rates.of(
      [pool.id],
      pool.partsPerSecond ?? sum + (pool.sharedRoutes ? SHARED_ROUTES_RATE : 0),
    );
  }

  rateOf(identity: Identity): number {
    switch (identity.kind) {
      case 'pool':
        return this.poolRate(identity.pool);
      case 'number':
        return this.numberRate(identity.number);
      case 'sender_id':
        return this.senderIdRate(identity.senderId);
    }
  }

  accountRate(): number {
    return this.#rates.of(['sms'], this.account.partsPerSecond);
  }

  optOut(list: string, number: string, byEndUser: boolean): OptedOut | undefined {
    const numbers = this.optOuts.get(list);
    if (numbers === undefined) return undefined;
    const before = numbers.get(number);
    if (before !== undefined) return before;
    const entry = { number, at: this.#clock.now(), byEndUser };
    numbers.set(number, entry);
    return entry;
  }

  isOptedOut(list: string, number: string): boolean {
    return this.optOuts.get(list)?.has(number) ?? false;
  }

  keywordsOf(origin: string): readonly Keyword[] {
    return [...(this.#keywords.get(origin)?.values() ?? [])];
  }

  putKeyword(origin: string, keyword: Keyword): void {
    const keywords = this.#keywords.get(origin) ?? new Map<string, Keyword>();
    keywords.set(keyword.keyword.toUpperCase(), keyword);
    this.#keywords.set(origin, keywords);
  }

  /** Adds micros to what this month cost. */
  spend(micros: number, at: number): void {
    this.#turnMonth(at);
    this.#spent += micros;
  }

  /** AWS stops within minutes of the limit; here it is at once. */
  get isOverSpendLimit(): boolean {
    this.#turnMonth(this.#clock.now());
    return this.#spent >= this.account.spendLimit.enforced * 1e6;
  }

  #turnMonth(at: number): void {
    if (at < this.#monthEndsAt) return;
    const day = new Date(at);
    this.#monthEndsAt = Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 1);
    this.#spent = 0;
  }
}
