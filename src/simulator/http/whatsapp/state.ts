import type { Clock } from '../../../kernel/clock.ts';
import type { Rates } from '../rates.ts';
import type { BusinessAccount, WhatsAppAccount, WhatsAppNumber, WhatsAppTemplate } from './account-schema.ts';
import { PairPacing } from './pair-pacing.ts';

export interface KeptTemplate extends WhatsAppTemplate {
  readonly metaTemplateId: string;
  /** What it was made of, when a call made it. */
  readonly components?: unknown;
}

/** A customer-service window is open so long after a message of the user. */
const WINDOW_MS = 24 * 3_600_000;

/** The WhatsApp side of the account as it is now. */
export class WhatsAppState {
  readonly pairs = new PairPacing();
  readonly #clock: Clock;
  readonly #rates: Rates;
  readonly #arnPrefix: string;
  readonly #templates = new Map<string, KeptTemplate[]>();
  readonly #wroteAt = new Map<string, number>();
  #account: WhatsAppAccount;
  #lastTemplateId = 900_000_000_000_000;

  constructor(account: WhatsAppAccount, where: { id: string; region: string }, rates: Rates, clock: Clock) {
    this.#clock = clock;
    this.#rates = rates;
    this.#arnPrefix = `arn:aws:social-messaging:${where.region}:${where.id}:`;
    this.#account = account;
    this.use(account);
  }

  get account(): WhatsAppAccount {
    return this.#account;
  }

  /** From now on this is the account, with these templates and no others; open windows stay. */
  use(account: WhatsAppAccount): void {
    this.#account = account;
    for (const { id, templates } of account.accounts) {
      this.#templates.set(
        id,
        templates.map((each) => ({ ...each, metaTemplateId: this.newTemplateId() })),
      );
    }
    for (const user of account.openWindows) this.heardFrom(user, this.#clock.now());
  }

  newTemplateId(): string {
    return String(++this.#lastTemplateId);
  }

  /** The ARN has the id without what it begins with: `waba-01ab` is `waba/01ab`. */
  arnOf({ id }: BusinessAccount): string {
    return `${this.#arnPrefix}waba/${id.replace('waba-', '')}`;
  }

  numberArn({ id }: WhatsAppNumber): string {
    return `${this.#arnPrefix}phone-number-id/${id.replace('phone-number-id-', '')}`;
  }

  /** By id or ARN. */
  businessAccount(name: string): BusinessAccount | undefined {
    return this.account.accounts.find((each) => each.id === name || this.arnOf(each) === name);
  }

  /** By id or ARN, with the account that it belongs to. */
  number(name: string): { number: WhatsAppNumber; owner: BusinessAccount } | undefined {
    for (const owner of this.account.accounts) {
      const number = owner.numbers.find((each) => each.id === name || this.numberArn(each) === name);
      if (number !== undefined) return { number, owner };
    }
    return undefined;
  }

  numberRate({ id, number, messagesPerSecond }: WhatsAppNumber): number {
    return this.#rates.of([id, number], messagesPerSecond);
  }

  templatesOf({ id }: BusinessAccount): KeptTemplate[] {
    return this.#templates.get(id) ?? [];
  }

  setTemplates({ id }: BusinessAccount, templates: KeptTemplate[]): void {
    this.#templates.set(id, templates);
  }

  /** A user wrote: free-form messages arrive from now on for a day. */
  heardFrom(user: string, at: number): void {
    this.#wroteAt.set(user.replace(/^\+/, ''), at);
  }

  hasOpenWindow(user: string): boolean {
    const at = this.#wroteAt.get(user.replace(/^\+/, ''));
    return at !== undefined && this.#clock.now() - at < WINDOW_MS;
  }
}
