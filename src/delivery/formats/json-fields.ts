import { parsePhone } from '../../audience/phone-number.ts';

/** An object of JSON whose fields nobody has checked. */
export type Fields = Readonly<Record<string, unknown>>;

/** 2000 to 2100: a time outside it is no time of a message. Epoch ms. */
const EARLIEST = 946_684_800_000;
const LATEST = 4_102_444_800_000;
/** Numbers below it count seconds (until the year 5138), above it milliseconds (since 1973). */
const SECONDS_BELOW = 1e11;

/** The value as an object, or `undefined`. */
export function fieldsOf(value: unknown): Fields | undefined {
  return isFields(value) ? value : undefined;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a list; empty when it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as text that is not empty, or `undefined`. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A finite number, also one that is written as text. */
export function numberOf(value: unknown): number | undefined {
  const isWritten = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value);
  const number = isWritten ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/**
 * Epoch ms of any way in which AWS and Meta write a time: milliseconds as a number (SMS), seconds as text (WhatsApp), ISO 8601 with
 * up to nanoseconds (SNS, SES). `undefined` where it is none that can be.
 */
export function timeOf(value: unknown): number | undefined {
  const number = numberOf(value);
  const at = number === undefined ? isoTimeOf(value) : number < SECONDS_BELOW ? number * 1000 : number;
  return at !== undefined && at > EARLIEST && at < LATEST ? Math.trunc(at) : undefined;
}

function isoTimeOf(value: unknown): number | undefined {
  if (typeof value !== 'string' || value.length > 40 || !/^\d{4}-\d{2}-\d{2}T/.test(value)) return undefined;
  const at = Date.parse(value.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(at) ? undefined : at;
}

/** The value that the text is JSON of; `undefined` when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * A number as the lists of customers have it, so that an opt-out meets the address: WhatsApp leaves the plus out and puts a 1 into
 * Mexican numbers. What is no phone number stays as it is.
 */
export function phoneOf(value: unknown): string | undefined {
  const text = textOf(value)?.trim();
  if (text === undefined || text === '') return undefined;
  const international = /^\d{7,15}$/.test(text) ? `+${text}` : text;
  const phone = parsePhone(international, undefined);
  return 'problem' in phone ? international : phone.e164;
}
