import { type Fields, fieldsOf, textOf, timeOf } from './json-fields.ts';
import { codeName, type Envelope, keep } from './reading.ts';
import { readSesEvent } from './ses.ts';
import { readSmsStatus } from './sms.ts';
import { readWhatsAppDetail } from './whatsapp.ts';

const SMS_DELIVERY = /^(Text|Media|RCS) Message Delivery Status Updated$/;

/** Looks like an event of a bus. */
export function isBusEvent(fields: Fields): boolean {
  return 'detail-type' in fields && 'source' in fields;
}

/** An event of the three services. `source` alone says little: CloudTrail's events of the same services share it. */
export function readBusEvent(fields: Fields, outer: Envelope): void {
  const detailType = textOf(fields['detail-type']);
  const detail = fieldsOf(fields['detail']);
  if (detailType === undefined || detail === undefined)
    return keep(outer, 'unread', 'eventbridge_without_detail');
  const id = textOf(fields['id']);
  const at = timeOf(fields['time']) ?? outer.at;
  const envelope = { ...outer, at, source: 'eventbridge', ...(id === undefined ? {} : { id }) };
  const source = fields['source'];
  if (detailType.endsWith('via CloudTrail')) return keep(envelope, 'notice', 'cloudtrail');
  if (source === 'aws.sms-voice' && SMS_DELIVERY.test(detailType)) return readSmsStatus(detail, envelope);
  if (source === 'aws.social-messaging' && detailType.startsWith('WhatsApp '))
    return readWhatsAppDetail(detailType, detail, envelope);
  if (source === 'aws.ses' && detailType.startsWith('Email '))
    return readSesEvent(detail, envelope, detailType);
  keep(envelope, 'notice', `eventbridge ${codeName(detailType)}`);
}
