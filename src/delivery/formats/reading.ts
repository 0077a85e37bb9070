import { hash } from 'node:crypto';
import type { ProviderEvent } from '../event.ts';

/**
 * - `notice`: understood, and about no message of ours: a registration, a template, a code that is newer than this version.
 * - `unread`: not understood.
 */
export const KEPT_KINDS = ['notice', 'unread'] as const;
export type KeptKind = (typeof KEPT_KINDS)[number];

/** A text that became no event, and why. */
export interface KeptText {
  readonly kind: KeptKind;
  /** One of few words, without personal data: it is counted and shown. */
  readonly reason: string;
  /** As it came; may hold personal data. */
  readonly raw: string;
}

/** What a text said: every part of it became an event or is kept. */
export interface Reading {
  readonly events: readonly ProviderEvent[];
  readonly kept: readonly KeptText[];
}

/** One document on its way through its envelopes. */
export interface Envelope {
  readonly out: Findings;
  /** The outermost envelope that says how it came: `sns`, `eventbridge`, `firehose`, `logs`; `raw` without any. */
  readonly source: string;
  /** The time for what has none of its own: the envelope's, else when it was received. Epoch ms. */
  readonly at: number;
  /** The id that the provider gave this event, where the envelope has one for this event alone. */
  readonly id?: string;
  /** What is kept when it cannot be read. */
  readonly raw: string;
  /** Envelopes opened so far. */
  readonly depth: number;
}

/** Collects what a text said. */
export class Findings implements Reading {
  readonly events: ProviderEvent[] = [];
  readonly kept: KeptText[] = [];

  get count(): number {
    return this.events.length + this.kept.length;
  }
}

/** Keeps what a document says beside, or instead of, events. */
export function keep(envelope: Envelope, kind: KeptKind, reason: string): void {
  envelope.out.kept.push({ kind, reason, raw: envelope.raw });
}

/** A name from outside as a part of a reason: only what looks like a code. */
export function codeName(value: unknown): string {
  return typeof value === 'string' && /^[A-Za-z][\w -]{0,39}$/.test(value) ? value : 'unreadable';
}

/** An id from what an event says, so that the same event told again has the same id. */
export function saidId(...said: readonly (string | number | undefined)[]): string {
  return hash('sha256', said.join('\n'), 'base64url').slice(0, 22);
}
