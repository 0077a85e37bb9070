import type { Clock } from '../../../kernel/clock.ts';
import type { Rates } from '../rates.ts';
import type { EmailAccount, EmailConfigurationSet, EmailIdentity } from './account-schema.ts';

export interface Suppressed {
  readonly address: string;
  readonly reason: 'BOUNCE' | 'COMPLAINT';
  /** Epoch ms. */
  readonly at: number;
}

const HOUR_MS = 3_600_000;

/** The SES side of the account as it is now. */
export class EmailState {
  readonly suppressed = new Map<string, Suppressed>();
  readonly #clock: Clock;
  readonly #rates: Rates;
  readonly #arnPrefix: string;
  /** Recipients by hour: the rolling day is kept to the hour. */
  readonly #sent = new Map<number, number>();
  #account: EmailAccount;

  constructor(account: EmailAccount, where: { id: string; region: string }, rates: Rates, clock: Clock) {
    this.#clock = clock;
    this.#rates = rates;
    this.#arnPrefix = `arn:aws:ses:${where.region}:${where.id}:`;
    this.#account = account;
    this.use(account);
  }

  get account(): EmailAccount {
    return this.#account;
  }

  /** From now on this is the account; what was sent and suppressed stays. */
  use(account: EmailAccount): void {
    this.#account = account;
    for (const { address, reason } of account.suppressed) this.suppress(address, reason);
  }

  identityArn(name: string): string {
    return `${this.#arnPrefix}identity/${name}`;
  }

  get eventBusArn(): string {
    return this.#arnPrefix.replace(':ses:', ':events:') + 'event-bus/default';
  }

  rate(): number {
    return this.#rates.of(['email'], this.account.perSecond);
  }

  suppress(address: string, reason: Suppressed['reason']): void {
    this.suppressed.set(address, { address, reason, at: this.#clock.now() });
  }

  /** Of an address `a@b`: the address itself, else its domain or one above it. */
  identityOf(address: string): EmailIdentity | undefined {
    const lower = address.toLowerCase();
    const labels = lower.slice(lower.lastIndexOf('@') + 1).split('.');
    const names = [lower, ...labels.map((_, i) => labels.slice(i).join('.'))];
    for (const name of names) {
      const identity = this.account.identities.find((each) => each.name.toLowerCase() === name);
      if (identity !== undefined) return identity;
    }
    return undefined;
  }

  isVerified(address: string): boolean {
    return this.identityOf(address)?.verification === 'SUCCESS';
  }

  configurationSet(name: string): EmailConfigurationSet | undefined {
    return this.account.configurationSets.find((each) => each.name === name);
  }

  /** Notes recipients that count toward the daily quota. */
  countSent(recipients: number, at: number): void {
    const hour = Math.floor(at / HOUR_MS);
    this.#sent.set(hour, (this.#sent.get(hour) ?? 0) + recipients);
  }

  get sentLast24Hours(): number {
    const oldest = Math.floor(this.#clock.now() / HOUR_MS) - 24;
    let sum = 0;
    for (const [hour, count] of this.#sent) {
      if (hour > oldest) sum += count;
      else this.#sent.delete(hour);
    }
    return sum;
  }
}
