/*
 * Every call to AWS that the code makes, by the file that makes it: what it touches, and which roles come to make it. `test/aws/iam.test.ts`
 * compares it with the sources and with the policies of the template, both ways.
 */

export type Role = 'dispatcher' | 'delivery-processor' | 'tick' | 'stream-aggregator' | 'messaging-app';

/** Whoever sends, takes in or feeds; a worker does all three. */
const SENDS: readonly Role[] = ['dispatcher', 'messaging-app'];
const TAKES_IN: readonly Role[] = ['delivery-processor', 'messaging-app'];
const FEEDS: readonly Role[] = ['tick', 'messaging-app'];
const COUNTS: readonly Role[] = ['stream-aggregator'];
const COMMANDS: readonly Role[] = ['messaging-app'];
const ALL: readonly Role[] = ['dispatcher', 'delivery-processor', 'tick', 'messaging-app'];
const SENDS_AND_TAKES_IN: readonly Role[] = ['dispatcher', 'delivery-processor', 'messaging-app'];
const TAKES_IN_AND_FEEDS: readonly Role[] = ['delivery-processor', 'tick', 'messaging-app'];

export interface Call {
  /** From src/. */
  readonly file: string;
  /** The SDK's command without its last word, `Get`; DynamoDB's are those of lib-dynamodb. */
  readonly command: string;
  /** `table consent`, `index consent/due-index`, `queue work`, `objects plans`, `bucket`, `sms pool`, or `account` where AWS knows no narrower one. */
  readonly on: readonly string[];
  readonly roles: readonly Role[];
}

type Row = readonly [command: string, on: string | readonly string[], roles: readonly Role[]];

function calls(file: string, ...rows: readonly Row[]): readonly Call[] {
  return rows.map(([command, on, roles]) => ({
    file,
    command,
    on: typeof on === 'string' ? [on] : on,
    roles,
  }));
}

const TRACKING = 'table delivery-tracking';
const BY_CUSTOMER = 'index delivery-tracking/customer-index';
const BY_ATTENTION = 'index delivery-tracking/attention-index';
const LIMITS = 'table rate-limits';
const CAMPAIGNS = 'table campaigns';
const BY_STATE = 'index campaigns/state-index';
const CONSENT = 'table consent';
const CUSTOMERS = 'table customers';
const WORK = ['queue work', 'queue transactional'];
const TABLES = [TRACKING, LIMITS, CAMPAIGNS, CONSENT, CUSTOMERS];

const STORES: readonly Call[] = [
  ...calls('adapters/aws/attention-index.ts', ['Query', BY_ATTENTION, FEEDS]),
  ...calls('adapters/aws/budget.ts', ['Get', LIMITS, ALL], ['Put', LIMITS, ALL], ['Update', LIMITS, ALL]),
  ...calls('adapters/aws/campaign-items.ts', ['Scan', TRACKING, COMMANDS]),
  ...calls(
    'adapters/aws/campaign-store.ts',
    ['Get', CAMPAIGNS, ALL],
    ['Put', CAMPAIGNS, COMMANDS],
    ['Update', CAMPAIGNS, ALL],
    ['Query', CAMPAIGNS, COMMANDS],
    ['Query', BY_STATE, TAKES_IN_AND_FEEDS],
  ),
  ...calls(
    'adapters/aws/carrier-items.ts',
    ['BatchGet', TRACKING, ALL],
    ['Put', TRACKING, ALL],
    ['Delete', TRACKING, FEEDS],
    ['Query', BY_CUSTOMER, ALL],
  ),
  ...calls('adapters/aws/contacts.ts', ['Get', LIMITS, SENDS], ['Put', LIMITS, SENDS]),
  ...calls('adapters/aws/count-items.ts', ['Scan', [CONSENT, CUSTOMERS], COMMANDS]),
  ...calls('adapters/aws/counter-item.ts', ['Query', CAMPAIGNS, FEEDS]),
  ...calls('adapters/aws/counters.ts', ['Get', CAMPAIGNS, COUNTS], ['Put', CAMPAIGNS, COUNTS]),
  ...calls(
    'adapters/aws/customer-store.ts',
    ['BatchGet', CUSTOMERS, FEEDS],
    ['Get', CUSTOMERS, COMMANDS],
    ['Put', CUSTOMERS, COMMANDS],
    ['Query', CUSTOMERS, COMMANDS],
    ['Scan', CUSTOMERS, COMMANDS],
  ),
  ...calls(
    'adapters/aws/deployment-check.ts',
    ['DescribeTable', TABLES, COMMANDS],
    ['GetQueueAttributes', [...WORK, 'queue events'], COMMANDS],
    ['HeadBucket', 'bucket', COMMANDS],
  ),
  ...calls('adapters/aws/fallback-messages.ts', ['BatchGet', TRACKING, ALL], ['Query', BY_ATTENTION, FEEDS]),
  ...calls(
    'adapters/aws/feed-store.ts',
    ['Get', CAMPAIGNS, FEEDS],
    ['Put', CAMPAIGNS, FEEDS],
    ['Query', CAMPAIGNS, FEEDS],
    ['Delete', CAMPAIGNS, FEEDS],
  ),
  ...calls(
    'adapters/aws/message-items.ts',
    ['BatchGet', TRACKING, ALL],
    ['Get', TRACKING, ALL],
    ['Put', TRACKING, ALL],
    ['Delete', TRACKING, SENDS],
  ),
  ...calls(
    'adapters/aws/opt-out-queue.ts',
    ['BatchGet', CONSENT, FEEDS],
    ['Put', CONSENT, TAKES_IN],
    ['Update', CONSENT, FEEDS],
    ['Delete', CONSENT, FEEDS],
    ['Query', 'index consent/due-index', FEEDS],
  ),
  ...calls('adapters/aws/published-documents.ts', ['Get', CAMPAIGNS, ALL], ['Put', CAMPAIGNS, FEEDS]),
  ...calls(
    'adapters/aws/scope-records.ts',
    ['BatchGet', LIMITS, SENDS],
    ['Get', LIMITS, SENDS_AND_TAKES_IN],
    ['Put', LIMITS, SENDS_AND_TAKES_IN],
  ),
  ...calls('adapters/aws/service-windows.ts', ['BatchGet', CONSENT, FEEDS], ['Put', CONSENT, TAKES_IN]),
  ...calls(
    'adapters/aws/suppression-store.ts',
    ['BatchGet', CONSENT, ALL],
    ['Put', CONSENT, ALL],
    ['Delete', CONSENT, TAKES_IN],
  ),
  ...calls('adapters/aws/tick-lease.ts', ['Put', CAMPAIGNS, FEEDS], ['Delete', CAMPAIGNS, FEEDS]),
  ...calls(
    'adapters/aws/unread-event-store.ts',
    ['BatchGet', CAMPAIGNS, TAKES_IN],
    ['Put', CAMPAIGNS, TAKES_IN],
    ['Query', CAMPAIGNS, FEEDS],
    ['BatchWrite', CAMPAIGNS, FEEDS],
    ['PutObject', 'objects unread', TAKES_IN],
    ['GetObject', 'objects unread', COMMANDS],
    ['DeleteObjects', 'objects unread', FEEDS],
  ),
  ...calls('adapters/aws/workspace-identity.ts', ['Get', CAMPAIGNS, ALL], ['Put', CAMPAIGNS, ALL]),
];

const AUDIENCE = ['objects audience'];
const GLUE_TABLES = ['glue catalog', 'glue database', 'glue table'];

const QUESTIONS: readonly Call[] = [
  ...calls('adapters/aws/bedrock-reader.ts', ['Converse', ['model anthropic', 'model profile'], COMMANDS]),
  ...calls('adapters/aws/audience/answer-file.ts', ['GetObject', [...AUDIENCE, 'objects answers'], COMMANDS]),
  ...calls(
    'adapters/aws/audience/athena.ts',
    ['StartQueryExecution', 'workgroup primary', COMMANDS],
    ['GetQueryExecution', 'workgroup primary', COMMANDS],
    ['GetQueryResults', ['workgroup primary', 'objects answers'], COMMANDS],
    ['StopQueryExecution', 'workgroup primary', COMMANDS],
  ),
  ...calls('adapters/aws/audience/athena-index.ts', ['GetObject', AUDIENCE, COMMANDS]),
  ...calls(
    'adapters/aws/audience/generation-files.ts',
    ['CopyObject', AUDIENCE, COMMANDS],
    ['PutObject', AUDIENCE, COMMANDS],
    ['ListObjectsV2', 'bucket', COMMANDS],
  ),
  ...calls(
    'adapters/aws/audience/generations.ts',
    ['GetObject', AUDIENCE, COMMANDS],
    ['PutObject', AUDIENCE, COMMANDS],
    ['ListObjectsV2', 'bucket', COMMANDS],
    ['DeleteObjects', AUDIENCE, COMMANDS],
  ),
];

const BUCKET: readonly Call[] = [
  ...calls('adapters/aws/chunk-cache.ts', ['GetObject', 'objects plans', ALL]),
  ...calls('adapters/aws/event-archive.ts', ['PutObject', 'objects events', ['delivery-processor']]),
  ...calls(
    'adapters/aws/plan-rounds.ts',
    ['GetObject', 'objects plans', ALL],
    ['PutObject', 'objects plans', COMMANDS],
    ['ListObjectsV2', 'bucket', ALL],
    ['DeleteObjects', 'objects plans', COMMANDS],
  ),
  ...calls('adapters/aws/plan-store.ts', ['PutObject', 'objects plans', COMMANDS]),
];

const QUEUES: readonly Call[] = [
  ...calls(
    'adapters/aws/slice-post.ts',
    ['SendMessageBatch', WORK, ['dispatcher', 'tick', 'messaging-app']],
    ['ReceiveMessage', WORK, COMMANDS],
    ['DeleteMessageBatch', WORK, COMMANDS],
    ['ChangeMessageVisibilityBatch', WORK, COMMANDS],
    ['GetQueueAttributes', WORK, FEEDS],
  ),
  ...calls(
    'adapters/aws/sqs-mailbox.ts',
    ['ReceiveMessage', 'queue events', COMMANDS],
    ['DeleteMessageBatch', 'queue events', COMMANDS],
  ),
];

const SMS_SENDERS = ['pool', 'phone-number', 'sender-id', 'configuration-set', 'protect-configuration'];

const CARRIERS: readonly Call[] = [
  ...calls('channels/sms/end-user-messaging.ts', [
    'SendTextMessage',
    SMS_SENDERS.map((kind) => `sms ${kind}`),
    SENDS,
  ]),
  ...calls('channels/whatsapp/social-messaging.ts', [
    'SendWhatsAppMessage',
    'whatsapp phone-number-id',
    SENDS,
  ]),
  ...calls('channels/email/ses.ts', ['SendEmail', ['ses identity', 'ses configuration-set'], SENDS]),
  ...calls(
    'channels/sms/account.ts',
    ['DescribeAccountAttributes', 'account', FEEDS],
    ['DescribeSpendLimits', 'account', FEEDS],
    ['DescribeConfigurationSets', 'sms configuration-set', FEEDS],
    ['DescribeOptOutLists', 'sms opt-out-list', FEEDS],
    ['DescribePhoneNumbers', 'sms phone-number', FEEDS],
    ['DescribePools', 'sms pool', FEEDS],
    ['DescribeRegistrations', 'sms registration', FEEDS],
    ['DescribeSenderIds', 'sms sender-id', FEEDS],
    ['ListPoolOriginationIdentities', 'sms pool', FEEDS],
  ),
  ...calls(
    'channels/sms/opt-out-list.ts',
    ['DescribePhoneNumbers', 'sms phone-number', FEEDS],
    ['DescribePools', 'sms pool', FEEDS],
    ['DescribeOptedOutNumbers', 'sms opt-out-list', FEEDS],
    ['PutOptedOutNumber', 'sms opt-out-list', FEEDS],
    ['DeleteOptedOutNumber', 'sms opt-out-list', FEEDS],
  ),
  ...calls(
    'channels/whatsapp/account.ts',
    ['ListLinkedWhatsAppBusinessAccounts', 'account', FEEDS],
    ['GetLinkedWhatsAppBusinessAccount', 'whatsapp waba', FEEDS],
    ['ListWhatsAppMessageTemplates', 'whatsapp waba', FEEDS],
  ),
  ...calls(
    'channels/email/account.ts',
    ['GetAccount', 'account', FEEDS],
    ['ListConfigurationSets', 'account', FEEDS],
    ['ListEmailIdentities', 'account', FEEDS],
    ['GetConfigurationSetEventDestinations', 'ses configuration-set', FEEDS],
  ),
];

/** What Lambda itself does in the name of a function's role (aws-facts 5.4); no file of ours makes these calls. */
export const OF_LAMBDA: readonly Call[] = [
  ...calls(
    'lambda: queue of work',
    ['ReceiveMessage', WORK, ['dispatcher']],
    ['DeleteMessage', WORK, ['dispatcher']],
    ['GetQueueAttributes', WORK, ['dispatcher']],
  ),
  ...calls(
    'lambda: queue of events',
    ['ReceiveMessage', 'queue events', ['delivery-processor']],
    ['DeleteMessage', 'queue events', ['delivery-processor']],
    ['GetQueueAttributes', 'queue events', ['delivery-processor']],
  ),
  ...calls(
    'lambda: stream',
    ['DescribeStream', 'stream', COUNTS],
    ['GetRecords', 'stream', COUNTS],
    ['GetShardIterator', 'stream', COUNTS],
    ['ListStreams', 'stream', COUNTS],
  ),
  ...calls('lambda: what failed', [
    'SendMessage',
    'queue background-dead-letters',
    ['tick', 'stream-aggregator'],
  ]),
  ...calls(
    'lambda: log',
    ['CreateLogStream', 'log', ['dispatcher', 'delivery-processor', 'tick', 'stream-aggregator']],
    ['PutLogEvents', 'log', ['dispatcher', 'delivery-processor', 'tick', 'stream-aggregator']],
  ),
];

/**
 * What Athena itself does in the name of whoever asks ("Fine-grained access to databases and tables" and "Access to Amazon S3" in its guide):
 * it looks at the database `default` before it makes another, and deletes functions with a database, though there are none.
 */
export const OF_ATHENA: readonly Call[] = [
  ...calls(
    'athena: tables',
    ['CreateDatabase', ['glue catalog', 'glue database'], COMMANDS],
    ['GetDatabase', ['glue catalog', 'glue database', 'glue default'], COMMANDS],
    ['DeleteDatabase', [...GLUE_TABLES, 'glue userDefinedFunction'], COMMANDS],
    ['CreateTable', GLUE_TABLES, COMMANDS],
    ['GetTable', GLUE_TABLES, COMMANDS],
    ['GetTables', GLUE_TABLES, COMMANDS],
    ['DeleteTable', GLUE_TABLES, COMMANDS],
  ),
  ...calls(
    'athena: answers',
    ['GetObject', [...AUDIENCE, 'objects answers'], COMMANDS],
    ['PutObject', 'objects answers', COMMANDS],
    ['AbortMultipartUpload', 'objects answers', COMMANDS],
    ['ListMultipartUploadParts', 'objects answers', COMMANDS],
    ['ListBucketMultipartUploads', 'bucket', COMMANDS],
    ['GetBucketLocation', 'bucket', COMMANDS],
    ['ListObjectsV2', 'bucket', COMMANDS],
  ),
];

export const CALLS: readonly Call[] = [...STORES, ...QUESTIONS, ...BUCKET, ...QUEUES, ...CARRIERS];
