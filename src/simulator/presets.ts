import type { Behaviour, ChannelBehaviour } from './behaviour.ts';
import { type Delay, NO_DELAY } from './delay.ts';

export const PRESET_NAMES = ['realistic', 'perfect', 'unlimited'] as const;
export type PresetName = (typeof PRESET_NAMES)[number];

function delay(medianMs: number, p99Ms: number, maxMs: number): Delay {
  return { medianMs, p99Ms, maxMs };
}

const NEVER = { share: 0, delay: NO_DELAY };
const NO_REASONS = { share: 0, reasons: [] };

/** Takes everything at once and delivers it at once: one event a message. */
const flawless: ChannelBehaviour = {
  latency: NO_DELAY,
  partsPerSecond: Infinity,
  refused: NO_REASONS,
  notSent: NO_REASONS,
  timedOut: 0,
  answerLost: { share: 0, resetShare: 0 },
  failed: NO_REASONS,
  bounced: NO_REASONS,
  deliveredAfterFailed: 0,
  followUps: { read: NEVER, opened: NEVER, clicked: NEVER, complained: NEVER, stop: NEVER },
  sentReceipt: false,
  receiptDelay: NO_DELAY,
  receiptPerPart: 0,
  lost: 0,
  duplicated: 0,
  reordered: 0,
  echo: true,
  priced: false,
  pricePerPart: 0,
};

/** What the three channels share: the network, and how events come. */
const network = {
  latency: delay(45, 400, 4000),
  notSent: { share: 0.002, reasons: [{ reason: 'connection_refused', weight: 1 }] },
  timedOut: 0.0005,
  answerLost: { share: 0.001, resetShare: 0.5 },
  sentReceipt: true,
  lost: 0.002,
  duplicated: 0.02,
  reordered: 0.02,
};

/** A US short code (100 parts/s), 10DLC prices; failures as TEXT_* events name them. */
const realisticSms: ChannelBehaviour = {
  ...flawless,
  ...network,
  partsPerSecond: 100,
  refused: {
    share: 0.006,
    reasons: [
      { reason: 'invalid_number', weight: 3, suppress: true },
      { reason: 'opted_out', weight: 2, suppress: true },
      { reason: 'country_blocked', weight: 1 },
    ],
  },
  failed: {
    share: 0.03,
    reasons: [
      { reason: 'unreachable', weight: 45 },
      { reason: 'carrier_unreachable', weight: 15 },
      { reason: 'carrier_blocked', weight: 12 },
      { reason: 'blocked', weight: 10 },
      { reason: 'invalid_number', weight: 8, suppress: true },
      { reason: 'spam', weight: 5 },
      { reason: 'ttl_expired', weight: 5 },
    ],
  },
  deliveredAfterFailed: 0.03,
  followUps: { ...flawless.followUps, stop: { share: 0.008, delay: delay(4000, 30_000, 60_000) } },
  receiptDelay: delay(1200, 8000, 20_000),
  receiptPerPart: 0.1,
  priced: true,
  pricePerPart: 10_020,
};

/** 80 messages/s a number; failures by Meta's codes: 131026, 131049, 130472, 131050. */
const realisticWhatsapp: ChannelBehaviour = {
  ...flawless,
  ...network,
  partsPerSecond: 80,
  refused: {
    share: 0.003,
    reasons: [
      { reason: 'invalid_number', weight: 1, suppress: true },
      { reason: 'country_blocked', weight: 1 },
    ],
  },
  failed: {
    share: 0.05,
    reasons: [
      { reason: 'undeliverable', weight: 60 },
      { reason: 'marketing_cap', weight: 25 },
      { reason: 'marketing_experiment', weight: 10 },
      { reason: 'opted_out', weight: 5, suppress: true },
    ],
  },
  followUps: { ...flawless.followUps, read: { share: 0.6, delay: delay(4000, 30_000, 60_000) } },
  receiptDelay: delay(800, 5000, 15_000),
  priced: true,
  pricePerPart: 30_000,
};

/** SES: refusals and bounces as its bounce types tell them; no prices in events. */
const realisticEmail: ChannelBehaviour = {
  ...flawless,
  ...network,
  partsPerSecond: 100,
  refused: { share: 0.001, reasons: [{ reason: 'content_rejected', weight: 1 }] },
  bounced: {
    share: 0.02,
    reasons: [
      { reason: 'hard_bounce', weight: 60, suppress: true },
      { reason: 'mailbox_full', weight: 25 },
      { reason: 'soft_bounce', weight: 15 },
    ],
  },
  followUps: {
    ...flawless.followUps,
    opened: { share: 0.3, delay: delay(5000, 40_000, 90_000) },
    clicked: { share: 0.15, delay: delay(3000, 20_000, 60_000) },
    complained: { share: 0.001, delay: delay(8000, 40_000, 90_000) },
  },
  receiptDelay: delay(1500, 10_000, 30_000),
};

/**
 * - `realistic`: a little of every fault. Receipts take seconds and customers a minute, where life has minutes and hours, so that a
 *   demo shows them; shares are those of a good list.
 * - `perfect`: accepts and delivers everything at once, within the carriers' limits.
 * - `unlimited`: the same without limits, for measuring our side.
 */
export const PRESETS: Readonly<Record<PresetName, Behaviour>> = {
  realistic: { sms: realisticSms, whatsapp: realisticWhatsapp, email: realisticEmail },
  perfect: {
    sms: { ...flawless, partsPerSecond: realisticSms.partsPerSecond },
    whatsapp: { ...flawless, partsPerSecond: realisticWhatsapp.partsPerSecond },
    email: { ...flawless, partsPerSecond: realisticEmail.partsPerSecond },
  },
  unlimited: { sms: flawless, whatsapp: flawless, email: flawless },
};
