import { ACCOUNT } from '../support/stack-template.ts';

/** One action on one resource, as IAM decides about them. */
export interface Permission {
  readonly action: string;
  readonly arn: string;
}

/** Commands whose permission has another name: lib-dynamodb shortens, batches of SQS and S3 are permitted as their single ones. */
const ACTIONS: Readonly<Record<string, string>> = {
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  BatchGet: 'dynamodb:BatchGetItem',
  BatchWrite: 'dynamodb:BatchWriteItem',
  SendMessageBatch: 'sqs:SendMessage',
  DeleteMessageBatch: 'sqs:DeleteMessage',
  ChangeMessageVisibilityBatch: 'sqs:ChangeMessageVisibility',
  Converse: 'bedrock:InvokeModel',
  CopyObject: 's3:PutObject',
  DeleteObjects: 's3:DeleteObject',
  ListObjectsV2: 's3:ListBucket',
  HeadBucket: 's3:ListBucket',
};

const SERVICES: Readonly<Record<string, string>> = {
  table: 'dynamodb',
  index: 'dynamodb',
  stream: 'dynamodb',
  queue: 'sqs',
  objects: 's3',
  bucket: 's3',
  sms: 'sms-voice',
  whatsapp: 'social-messaging',
  ses: 'ses',
  log: 'logs',
  workgroup: 'athena',
  glue: 'glue',
  model: 'bedrock',
};

/** Reads of a whole account, which AWS lets nobody narrow. */
const ACCOUNT_READS: Readonly<Record<string, string>> = {
  DescribeAccountAttributes: 'sms-voice',
  DescribeSpendLimits: 'sms-voice',
  ListLinkedWhatsAppBusinessAccounts: 'social-messaging',
  GetAccount: 'ses',
  ListConfigurationSets: 'ses',
  ListEmailIdentities: 'ses',
};

const GLUE: Readonly<Record<string, string>> = {
  catalog: 'catalog',
  default: 'database/default',
  database: 'database/ai_cpaas_demo_audience_dev_0123456789ab',
};

/** What IAM is asked when a command touches something, in the words of iam-calls.ts. */
export function permissionOf(command: string, on: string): Permission {
  const [kind = '', path = ''] = on.split(' ');
  const service = kind === 'account' ? ACCOUNT_READS[command] : SERVICES[kind];
  if (service === undefined) throw new Error(`Which service ${command} on ${on} belongs to is not known.`);
  // Athena reads its answers from S3 for whoever asks for them.
  const own = command === 'GetQueryResults' && kind === 'objects' ? 's3:GetObject' : ACTIONS[command];
  return { action: own ?? `${service}:${command}`, arn: arnOf(kind, path, service) };
}

function arnOf(kind: string, path: string, service: string): string {
  const place = (rest: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${rest}`;
  const name = (thing: string) => `ai-cpaas-demo-${thing}-dev`;
  const bucket = `arn:aws:s3:::${name('data')}-${ACCOUNT}-us-east-1`;
  switch (kind) {
    case 'account':
      return '*';
    case 'table':
      return place(`table/${name(path)}`);
    case 'index': {
      const [table = '', index = ''] = path.split('/');
      return place(`table/${name(table)}/index/${index}`);
    }
    case 'stream':
      return place(`table/${name('delivery-tracking')}/stream/2026-11-22T00:00:00.000`);
    case 'queue':
      return place(name(path));
    case 'objects':
      return `${bucket}/${path}/some/key`;
    case 'bucket':
      return bucket;
    case 'workgroup':
      return place(`workgroup/${path}`);
    case 'model':
      return path === 'profile'
        ? place('inference-profile/us.anthropic.some-model')
        : 'arn:aws:bedrock:us-west-2::foundation-model/anthropic.some-model';
    case 'glue':
      return place(GLUE[path] ?? `${path}/ai_cpaas_demo_audience_dev_0123456789ab/some_name`);
    case 'log':
      return place(`log-group:/aws/lambda/${name('messaging')}:log-stream:2026/11/22/[1]abc`);
    default:
      return place(`${path}/some-id`);
  }
}
