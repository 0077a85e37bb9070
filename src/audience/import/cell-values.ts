import type { AttributeValue, Scalar } from '../customer.ts';
import { z } from 'zod';
import { CHANNELS, type Channel } from '../../kernel/channel.ts';
import type { Cell } from './raw-row.ts';

const YES = new Set(['yes', 'y', 'true', 't', '1', 'on', 'x', 'opted_in', 'opt_in', 'subscribed', 'granted']);
const NO = new Set([
  'no',
  'n',
  'false',
  'f',
  '0',
  'off',
  'opted_out',
  'opt_out',
  'unsubscribed',
  'never_subscribed',
  'not_subscribed',
  'withdrawn',
  'denied',
]);

/** `undefined` for what is neither yes nor no. */
export function parseYesNo(text: string): boolean | undefined {
  const word = text.toLowerCase().replaceAll(/[\s-]+/g, '_');
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}

export function parseChannel(text: string): Channel | undefined {
  const word = text.toLowerCase().replaceAll(/[\s_-]+/g, '');
  if (word === 'text') return 'sms';
  if (word === 'mail') return 'email';
  return CHANNELS.find((channel) => channel === word);
}

/** Answers of the two functions below: a list has a few hundred values at most, and asking Intl costs 20 us. */
const knownZones = new Map<string, string | undefined>();
const knownLanguages = new Map<string, string | undefined>();
const MOST_KNOWN = 10_000;

function remembered(
  known: Map<string, string | undefined>,
  text: string,
  ask: (text: string) => string | undefined,
): string | undefined {
  if (known.has(text)) return known.get(text);
  if (known.size >= MOST_KNOWN) known.clear();
  let answer: string | undefined;
  try {
    answer = ask(text);
  } catch {
    answer = undefined;
  }
  known.set(text, answer);
  return answer;
}

/** A time zone by its IANA name, as it was written, or `undefined`. Offsets are no zones: they know no summer time. */
export function parseTimezone(text: string): string | undefined {
  return remembered(knownZones, text, (zone) => {
    if (!/^[a-z]/i.test(zone)) return undefined;
    Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  });
}

/** A language tag in its usual form (`pt_br` becomes `pt-BR`), or `undefined` when no language has that code. */
export function parseLanguage(text: string): string | undefined {
  return remembered(knownLanguages, text, (tag) => {
    const [canonical] = Intl.getCanonicalLocales(tag.replaceAll('_', '-'));
    const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
    return canonical !== undefined && names.of(canonical) !== undefined ? canonical : undefined;
  });
}

/** At most 15 digits, which a double holds exactly, and none in front that are lost in a number: `007` is a name, not 7. */
const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/**
 * The type of an attribute, value by value. What NDJSON and Parquet give a type keeps it; a list in CSV is written as JSON, `["a","b"]`, or
 * as short pieces with `|` or `;` between them.
 */
export function attributeValue(cell: Cell): AttributeValue {
  if (typeof cell === 'object') return cell.map(scalarValue);
  if (typeof cell !== 'string') return cell;
  const list = cell.startsWith('[') ? jsonList(cell) : pieces(cell);
  return list?.map(scalarValue) ?? scalarValue(cell);
}

/** Longer pieces, and more words in one, are of a sentence. */
const PIECE =
  /^(?=.{1,40}$)[^\s.,:;|!?(){}<>"=]+(?:[.,:!?][^\s.,:;|!?(){}<>"=]+)*(?: [^\s.,:;|!?(){}<>"=]+){0,3}$/u;
const MAX_PIECES = 100;

/** Whether the text may be one of a list: a few words, no sentence. */
export function isListPiece(text: string): boolean {
  return PIECE.test(text);
}

/** `undefined` for what is one text: a sentence with a semicolon, a browser's name, text with `&amp;` in it. */
function pieces(text: string): readonly string[] | undefined {
  const mark = text.includes('|') ? '|' : ';';
  if (!text.includes(mark) || (mark === ';' && /&#?\w+;/.test(text))) return undefined;
  const all = text.split(mark).map((piece) => piece.trim());
  return all.length <= MAX_PIECES && all.every(isListPiece) ? all : undefined;
}

function scalarValue(cell: Scalar): Scalar {
  if (typeof cell !== 'string') return cell;
  const text = cell.trim();
  const lower = text.toLowerCase();
  if (lower === 'true' || lower === 'false') return lower === 'true';
  return NUMBER.test(text) && text.replace(/\D/g, '').length <= 15 ? Number(text) + 0 : plainText(text);
}

/** `undefined` for what is no JSON list of plain values. */
function jsonList(text: string): readonly Scalar[] | undefined {
  if (!text.trimEnd().endsWith(']')) return undefined;
  try {
    return z.array(z.union([z.string(), z.number(), z.boolean()])).parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Composed characters, so that a name is one name however it was typed, and SMS parts are not spent on accents that stand apart. */
export function plainText(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return /^[\x00-\xff]*$/.test(text) ? text : text.normalize('NFC');
}

/** NUL, what decoding left of a bad byte, control characters that no encoding means, and halves of characters. */
// oxlint-disable-next-line no-control-regex
const UNREADABLE = /[\x00\x80-\x9f\ufffd\ud800-\udfff]/u;

/** Whether the value has characters that decoding the file could not make out. */
export function isUnreadable(cell: Cell): boolean {
  if (typeof cell === 'object') return cell.some(isUnreadable);
  return typeof cell === 'string' && UNREADABLE.test(cell);
}

/** What databases and spreadsheets write where there is nothing. Names and attributes are taken at their word: people are called Null. */
const NOTHING = new Set(['', 'null', '\\n', 'none', 'nan', 'n/a', '#n/a', '-']);

export function isNothing(text: string): boolean {
  return text.length <= 4 && NOTHING.has(text.toLowerCase());
}
