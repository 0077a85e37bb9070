import type { Campaign } from '../../src/campaign/campaign-store.ts';
import type { WorkspaceSettings } from '../../src/campaign/workspace-settings.ts';
import { MemoryState } from '../../src/adapters/memory/memory-state.ts';
import type { Suppression } from '../../src/consent/suppression-store.ts';
import type { Message, MessageId } from '../../src/delivery/message.ts';
import type { MessageState } from '../../src/delivery/state.ts';
import type { Micros } from '../../src/kernel/money.ts';
import type { Send } from './limiter-windows.ts';

/** One attempt, from the commit of its intent on. Times without `At` in their name are of the true monotonic clock. */
export interface Attempt {
  readonly attemptId: string;
  readonly messageId: MessageId;
  readonly number: number;
  readonly campaignId: string;
  readonly customerKey: string;
  readonly price: Micros;
  /** By the clock of the process that asked for it. */
  readonly intendedAt: number;
  /** The process that asked for it. */
  readonly by: string;
  calls: number;
  accepted: boolean;
  refused: boolean;
  /** Why nobody can be expected to know what became of it; empty while somebody can. */
  excuse: string;
  /** The message was known to have failed before the next attempt was ordered. */
  failed: boolean;
}

/** What truly happened, kept apart from what the code under test keeps. */
export class Facts {
  readonly state: WatchedState;
  readonly settings: WorkspaceSettings;
  readonly attempts = new Map<string, Attempt>();
  readonly attemptsOfMessage = new Map<MessageId, Attempt[]>();
  readonly attemptsOfCustomer = new Map<string, Attempt[]>();
  /** Calls of providers, in order of true time. */
  readonly sends: Send[] = [];
  /** How often a message was queued again after it had failed (retry) or its fate was unknown (resend, or proof that nothing left). */
  readonly queuedAgain = new Map<MessageId, { failed: number; unknown: number }>();
  /** Events that the receiving side said it took. */
  readonly takenEvents = new Set<string>();

  constructor(state: WatchedState, settings: WorkspaceSettings) {
    this.state = state;
    this.settings = settings;
  }

  addAttempt(attempt: Attempt): void {
    this.attempts.set(attempt.attemptId, attempt);
    push(this.attemptsOfMessage, attempt.messageId, attempt);
    push(this.attemptsOfCustomer, attempt.customerKey, attempt);
  }

  newest(id: MessageId): Attempt | undefined {
    return this.attemptsOfMessage.get(id)?.at(-1);
  }

  noteAgain(id: MessageId, from: 'failed' | 'unknown'): void {
    const known = this.queuedAgain.get(id) ?? { failed: 0, unknown: 0 };
    known[from]++;
    this.queuedAgain.set(id, known);
    const newest = this.newest(id);
    if (from === 'failed' && newest !== undefined) newest.failed = true;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** What wants to know of every commit, at the moment of it. */
export interface Watcher {
  stateSet(id: MessageId, before: MessageState | undefined, after: MessageState): void;
  campaignSet(before: Campaign | undefined, after: Campaign): void;
  messageSet(before: Message | undefined, after: Message): void;
  messageDeleted(message: Message): void;
  suppressionSet(suppression: Suppression): void;
}

/** The memory adapters' tables, watched. */
export class WatchedState extends MemoryState {
  watcher: Watcher | undefined;
  override readonly states = new WatchedMap<MessageId, MessageState>((id, before, after) => {
    if (after !== undefined) this.watcher?.stateSet(id, before, after);
  });
  override readonly campaigns = new WatchedMap<string, Campaign>((_id, before, after) => {
    if (after !== undefined) this.watcher?.campaignSet(before, after);
  });
  override readonly messages = new WatchedMap<MessageId, Message>((_id, before, after) => {
    if (after !== undefined) this.watcher?.messageSet(before, after);
    else if (before !== undefined) this.watcher?.messageDeleted(before);
  });
  override readonly suppressions = new WatchedMap<string, Suppression>((_key, _before, after) => {
    if (after !== undefined) this.watcher?.suppressionSet(after);
  });
}

/** `seen` hears of a change after it was made; `after` is absent when the entry was deleted. */
class WatchedMap<K, V> extends Map<K, V> {
  readonly #seen: (key: K, before: V | undefined, after: V | undefined) => void;

  constructor(seen: (key: K, before: V | undefined, after: V | undefined) => void) {
    super();
    this.#seen = seen;
  }

  override set(key: K, value: V): this {
    const before = this.get(key);
    super.set(key, value);
    this.#seen(key, before, value);
    return this;
  }

  override delete(key: K): boolean {
    const before = this.get(key);
    const was = super.delete(key);
    if (was) this.#seen(key, before, undefined);
    return was;
  }
}
