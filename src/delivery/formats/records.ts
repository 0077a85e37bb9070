import { gunzipSync } from 'node:zlib';
import { type Fields, fieldsOf, listOf, textOf, timeOf } from './json-fields.ts';
import type { Envelope } from './reading.ts';

/** A text inside a batch. */
export interface InnerText {
  readonly text: string;
  readonly envelope: Envelope;
}

/** A log event is at most 1 MiB and a Firehose record 1,000 KiB: more than this out of one record is a bomb. */
const UNPACKED_LIMIT = 64 * 1024 * 1024;

/**
 * The texts of a batch: Firehose (`records`), CloudWatch Logs (a subscription's `logEvents`, `awslogs`, the CLI's `events`), Lambda's
 * `Records` of SQS and SNS, and the CLI's `Messages` of SQS. `undefined`: it is no batch; empty: it is one, with nothing in it.
 */
export function openBatch(fields: Fields, envelope: Envelope): readonly InnerText[] | undefined {
  const inner = (source: string, texts: readonly Found[]) =>
    texts.map(({ text, at }) => ({
      text,
      envelope: { ...envelope, source, raw: text, at: at ?? envelope.at },
    }));
  if (Array.isArray(fields['records'])) return inner('firehose', each(fields['records'], firehoseRecord));
  if (Array.isArray(fields['logEvents'])) return inner('logs', each(fields['logEvents'], logEvent));
  const packed = textOf(fieldsOf(fields['awslogs'])?.['data']);
  if (packed !== undefined) return inner('logs', [{ text: unpacked(packed) }]);
  if (Array.isArray(fields['events'])) return inner('logs', each(fields['events'], logEvent));
  if (Array.isArray(fields['Messages'])) return inner('raw', each(fields['Messages'], queueMessage));
  if (Array.isArray(fields['Records'])) return inner('raw', each(fields['Records'], queueMessage));
  return undefined;
}

interface Found {
  readonly text: string;
  readonly at?: number | undefined;
}

/** An item that is not as it should be stays as it is, so that it is kept as unread. */
function each(items: unknown, read: (item: Fields) => Found | undefined): readonly Found[] {
  return listOf(items).map((item) => {
    const fields = fieldsOf(item);
    return (fields === undefined ? undefined : read(fields)) ?? { text: textOfAny(item) };
  });
}

function firehoseRecord(record: Fields): Found | undefined {
  const data = textOf(record['data']) ?? textOf(record['Data']);
  return data === undefined
    ? undefined
    : { text: unpacked(data), at: timeOf(record['approximateArrivalTimestamp']) };
}

function logEvent(event: Fields): Found | undefined {
  const text = textOf(event['message']);
  return text === undefined ? undefined : { text, at: timeOf(event['timestamp']) };
}

function queueMessage(record: Fields): Found | undefined {
  const body = textOf(record['body']) ?? textOf(record['Body']);
  if (body !== undefined) return { text: body };
  const sns = fieldsOf(record['Sns']);
  const text = textOf(sns?.['Message']);
  return text === undefined ? undefined : { text, at: timeOf(sns?.['Timestamp']) };
}

/** Base64, perhaps with gzip inside; what is neither stays as it is. */
function unpacked(data: string): string {
  if (!/^[\w+/=\s-]+$/.test(data)) return data;
  const bytes = Buffer.from(data, 'base64');
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString('utf8') || data;
  try {
    return gunzipSync(bytes, { maxOutputLength: UNPACKED_LIMIT }).toString('utf8') || data;
  } catch {
    return data;
  }
}

/** JSON of what was JSON before; deep nesting has no text. */
export function textOfAny(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '[nested too deeply]';
  }
}
