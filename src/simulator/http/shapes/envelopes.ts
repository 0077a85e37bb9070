import { hash } from 'node:crypto';

/** An event as it leaves the account: what a queue's message or a request's body holds. */
export interface OutgoingEvent {
  /** Of our own event; repeats have the same. */
  readonly eventId: string;
  readonly path: 'eventbridge' | 'sns';
  readonly body: Readonly<Record<string, unknown>>;
}

/** The account that events come from. */
export interface EventAccount {
  readonly id: string;
  readonly region: string;
}

/** A UUID that follows from what it names, so that a repeat has the same. */
export function uuidOf(text: string): string {
  const hex = hash('sha256', text, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** An event of the default bus. */
export function eventBridgeEvent(
  { id: account, region }: EventAccount,
  event: {
    readonly eventId: string;
    readonly at: number;
    readonly source: 'aws.sms-voice' | 'aws.social-messaging' | 'aws.ses';
    readonly detailType: string;
    readonly resources: readonly string[];
    readonly detail: Readonly<Record<string, unknown>>;
  },
): OutgoingEvent {
  return {
    eventId: event.eventId,
    path: 'eventbridge',
    body: {
      version: '0',
      id: uuidOf(event.eventId),
      'detail-type': event.detailType,
      source: event.source,
      account,
      time: `${new Date(event.at).toISOString().slice(0, 19)}Z`,
      region,
      resources: event.resources,
      detail: event.detail,
    },
  };
}

/** A notification of a topic, as a queue or an endpoint gets it without raw delivery. The signature is none. */
export function snsNotification(notification: {
  readonly eventId: string;
  readonly at: number;
  readonly topic: string;
  readonly message: Readonly<Record<string, unknown>>;
  readonly subject?: string;
}): OutgoingEvent {
  const { eventId, at, topic, message, subject } = notification;
  const host = `https://sns.${topic.split(':')[3] ?? 'us-east-1'}.amazonaws.com`;
  return {
    eventId,
    path: 'sns',
    body: {
      Type: 'Notification',
      MessageId: uuidOf(`sns ${eventId}`),
      TopicArn: topic,
      ...(subject !== undefined && { Subject: subject }),
      Message: JSON.stringify(message),
      Timestamp: new Date(at).toISOString(),
      SignatureVersion: '1',
      Signature: 'c2ltdWxhdGVk',
      SigningCertURL: `${host}/SimpleNotificationService-simulated.pem`,
      UnsubscribeURL: `${host}/?Action=Unsubscribe&SubscriptionArn=${topic}:00000000-0000-4000-8000-000000000000`,
    },
  };
}
