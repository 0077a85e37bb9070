import { isBusEvent, readBusEvent } from './eventbridge.ts';
import { fieldsOf, jsonOf, textOf } from './json-fields.ts';
import { type Envelope, Findings, keep, type Reading } from './reading.ts';
import { openBatch, textOfAny } from './records.ts';
import { isSesEvent, readSesEvent } from './ses.ts';
import { isInboundSms, isSmsStatus, readInboundSms, readSmsStatus } from './sms.ts';
import { isSnsEnvelope, openSns } from './sns.ts';
import { splitDocuments } from './split-documents.ts';
import { isWhatsAppEntry, readWhatsAppEntry } from './whatsapp.ts';

/** Envelopes inside envelopes: SQS, SNS, a batch and a wrapper are four; more is somebody's joke. */
const DEEPEST = 8;

/**
 * Reads whatever arrives about messages, in any documented shape, however it is wrapped: the one door for queues, files and tests.
 * Every part of the text becomes an event or is kept with a reason; nothing throws.
 */
export function readEvents(text: string, received: { readonly at: number }): Reading {
  const out = new Findings();
  readText(text, { out, source: 'raw', at: received.at, raw: text, depth: 0 });
  return out;
}

function readText(text: string, envelope: Envelope): void {
  const value = jsonOf(text);
  if (value !== undefined) return readValue(value, envelope);
  const before = envelope.out.count;
  for (const piece of splitDocuments(text)) {
    const inner = { ...envelope, raw: envelope.depth === 0 ? piece.text : envelope.raw };
    const document = piece.whole ? jsonOf(piece.text) : undefined;
    if (document === undefined) keep(inner, 'unread', piece.whole ? 'broken_json' : 'no_json');
    else readValue(document, inner);
  }
  if (envelope.out.count === before) keep(envelope, 'unread', 'empty');
}

function readValue(value: unknown, outer: Envelope): void {
  const envelope = { ...outer, depth: outer.depth + 1 };
  if (envelope.depth > DEEPEST) return keep(envelope, 'unread', 'wrapped_too_deeply');
  if (typeof value === 'string' && value !== '') return readText(value, envelope);
  if (Array.isArray(value)) {
    if (value.length === 0) return keep(envelope, 'unread', 'empty');
    for (const item of value) readValue(item, { ...envelope, raw: textOfAny(item) });
    return;
  }
  readDocument(value, envelope);
}

function readDocument(value: unknown, envelope: Envelope): void {
  const fields = fieldsOf(value);
  if (fields === undefined) return keep(envelope, 'unread', 'no_event');
  if (isSnsEnvelope(fields)) {
    const opened = openSns(fields, envelope);
    if (opened !== undefined) readText(opened.text, opened.envelope);
    return;
  }
  if (isBusEvent(fields)) return readBusEvent(fields, envelope);
  if (isWhatsAppEntry(fields)) return readWhatsAppEntry(fields, envelope);
  if (isSesEvent(fields)) return readSesEvent(fields, envelope);
  if (isSmsStatus(fields)) return readSmsStatus(fields, envelope);
  if (isInboundSms(fields)) return readInboundSms(fields, envelope);
  if (fields['messageType'] === 'CONTROL_MESSAGE') return keep(envelope, 'notice', 'control_message');
  const inner = openBatch(fields, envelope);
  if (inner !== undefined) {
    if (inner.length === 0) return keep(envelope, 'notice', 'empty_batch');
    for (const each of inner) readText(each.text, each.envelope);
    return;
  }
  if (textOf(fields['eventSource']) !== undefined && textOf(fields['eventName']) !== undefined)
    return keep(envelope, 'notice', 'cloudtrail');
  keep(envelope, 'unread', 'unknown_format');
}
