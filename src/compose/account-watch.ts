import { type EffectiveSettings, effectiveSettings, usedChannels } from '../campaign/effective-settings.ts';
import type { WorkspaceSettings } from '../campaign/workspace-settings.ts';
import type { ChannelAccount } from '../channels/account.ts';
import type { OriginHolds } from '../dispatch/origin-holds.ts';
import type { Clock } from '../kernel/clock.ts';
import { toError } from '../kernel/failure.ts';
import { readAccounts } from './read-accounts.ts';

/** A limit that AWS lowered is known this soon; one that it only tells by "too fast" is felt at once by throttle control. */
export const READ_EVERY_MS = 15 * 60_000;

export interface AccountWatchParts {
  /** As the file says. */
  readonly settings: WorkspaceSettings;
  readonly clock: Clock;
  readonly holds: OriginHolds;
  /** Told on stderr; never holds personal data. */
  readonly trouble: (error: Error) => void;
  /** What was read a moment ago: it is not read again at once. */
  readonly known?: readonly ChannelAccount[] | undefined;
  /** Absent: AWS is asked. */
  readonly read?: (signal: AbortSignal) => Promise<readonly ChannelAccount[]>;
}

/**
 * Keeps the limits of a sending workspace at what its account allows, and closes origins that the account can't send from: their
 * messages wait, and nothing fails. Until the account was read once nothing is sent. With simulated carriers it does nothing.
 */
export class AccountWatch {
  readonly #parts: AccountWatchParts;
  readonly #read: (signal: AbortSignal) => Promise<readonly ChannelAccount[]>;
  #accounts: readonly ChannelAccount[] = [];
  #effective: EffectiveSettings;

  constructor(parts: AccountWatchParts) {
    const { settings, clock, holds } = parts;
    this.#parts = parts;
    this.#effective = effectiveSettings(settings, []);
    this.#read =
      parts.read ??
      ((signal) =>
        readAccounts(settings.aws.region, usedChannels(settings), {
          clock,
          depth: 'limits',
          pools: settings.origins.map(({ identity }) => identity),
          signal,
        }));
    if (settings.carriers === 'aws')
      holds.close(
        new Map(settings.origins.map(({ id }) => [id, `Origin ${id} waits until its account is read.`])),
      );
  }

  /** The settings with the limits that apply now. */
  get settings(): WorkspaceSettings {
    return this.#effective.settings;
  }

  /** Origins that the account can't send from, each with a sentence. */
  get closed(): ReadonlyMap<string, string> {
    return new Map(
      this.#effective.allowances.flatMap(({ origin, hold }) =>
        hold === undefined ? [] : [[origin.id, hold.sentence] as const],
      ),
    );
  }

  /** Reads at once and then every 15 minutes, until `stop` aborts. */
  async run(stop: AbortSignal): Promise<void> {
    const { settings, clock, known } = this.#parts;
    if (settings.carriers !== 'aws') return;
    if (known !== undefined) {
      this.#learn(known);
      await clock.sleep(READ_EVERY_MS, stop);
    }
    while (!stop.aborted) {
      await this.look(stop);
      await clock.sleep(READ_EVERY_MS, stop);
    }
  }

  /** Reads the account once, some seconds long. */
  async look(stop: AbortSignal): Promise<void> {
    try {
      const accounts = await this.#read(stop);
      if (!stop.aborted) this.#learn(accounts);
    } catch (error) {
      // What it knew before still holds; with nothing known, the settings do.
      this.#parts.trouble(toError(error));
      this.#apply();
    }
  }

  /** A reading with gaps does not replace one that was better. */
  #learn(accounts: readonly ChannelAccount[]): void {
    const before = this.#accounts;
    this.#accounts = accounts.map((account) => {
      const known = before.find(({ channel }) => channel === account.channel);
      return account.unread.length > 0 && known !== undefined ? known : account;
    });
    for (const { channel, unread, region } of accounts) {
      const [first] = unread;
      if (first === undefined) continue;
      const what = `${channel} account in ${region} could not be read (${first.action}: ${first.problem.replaceAll('_', ' ')})`;
      this.#parts.trouble(
        new Error(
          `The ${what}; the limits of settings.yaml apply as they are, and \`cpaas doctor\` says more.`,
        ),
      );
    }
    this.#apply();
  }

  #apply(): void {
    const { settings, holds, trouble } = this.#parts;
    this.#effective = effectiveSettings(settings, this.#accounts);
    for (const sentence of this.closed.values()) trouble(new Error(sentence));
    holds.close(this.closed);
  }
}
