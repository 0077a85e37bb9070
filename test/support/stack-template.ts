import { readFileSync } from 'node:fs';
import { parse, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { z } from 'zod';
import { packageFile } from '../../src/cli/package-files.ts';

export const TEMPLATE = packageFile('infrastructure/cloudformation/messaging-infrastructure.yaml');

const properties = z.record(z.string(), z.unknown());
const resource = z.object({
  Type: z.string(),
  Properties: properties,
  DeletionPolicy: z.string().optional(),
  UpdateReplacePolicy: z.string().optional(),
});
const template = z.object({
  Parameters: z.record(z.string(), z.object({ Type: z.string(), Default: z.unknown().optional() })),
  Resources: z.record(z.string(), resource),
});

/** A resource of the stack, its properties with every reference replaced by what AWS would give. */
export interface StackResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  /** Whether it stays when the stack goes or replaces it. */
  readonly retained: boolean;
}

/** The account that references are made for. */
export const ACCOUNT = '123456789012';
const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Region': 'us-east-1',
  'AWS::Partition': 'aws',
};

/** Where a type has the name that a reference gives. */
const NAME_PROPERTIES = [
  'TableName',
  'QueueName',
  'TopicName',
  'BucketName',
  'FunctionName',
  'Name',
  'LogGroupName',
  'RoleName',
];

const SUB_WITH_NAMES = z.tuple([z.string(), z.record(z.string(), z.unknown())]);

const { Parameters, Resources } = template.parse(
  parse(readFileSync(TEMPLATE, 'utf8'), {
    customTags: [
      scalarTag('Ref', (text) => ({ Ref: text })),
      scalarTag('Sub', (text) => ({ 'Fn::Sub': text })),
      scalarTag('GetAtt', (text) => ({ 'Fn::GetAtt': text.split('.') })),
      ...['If', 'Equals', 'Not', 'Sub', 'Join', 'Split'].map((name) => ({
        tag: `!${name}`,
        collection: 'seq' as const,
        resolve: (node: unknown) => {
          const map = new YAMLMap();
          if (node instanceof YAMLSeq) map.set(`Fn::${name}`, node);
          return map;
        },
      })),
    ],
  }),
);

function scalarTag(name: string, value: (text: string) => object) {
  return { tag: `!${name}`, resolve: (text: string) => new Scalar(value(text)) };
}

/** Every resource, with the defaults of the parameters. */
export const STACK: readonly StackResource[] = Object.entries(Resources).map(([logicalId, each]) => ({
  logicalId,
  type: each.Type,
  properties: properties.parse(resolve(each.Properties)),
  retained: each.DeletionPolicy === 'Retain' && each.UpdateReplacePolicy === 'Retain',
}));

/** Names of parameters, in order. */
export const PARAMETERS: readonly string[] = Object.keys(Parameters);

export function resourcesOf(type: string): readonly StackResource[] {
  return STACK.filter((each) => each.type === type);
}

function resolve(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolve);
  if (typeof value !== 'object' || value === null) return value;
  const [only] = Object.entries(value);
  const [key, inner] = only ?? ['', undefined];
  switch (key) {
    case 'Ref':
      return reference(z.string().parse(inner));
    case 'Fn::GetAtt': {
      const [logicalId, attribute] = z.tuple([z.string(), z.string()]).parse(inner);
      return attributeOf(logicalId, attribute);
    }
    case 'Fn::Sub': {
      const [text, names] = z
        .union([z.string().transform((one) => [one, {}] as const), SUB_WITH_NAMES])
        .parse(inner);
      return substitute(text, names);
    }
    case 'Fn::Join': {
      const [between, list] = z.tuple([z.string(), z.unknown()]).parse(inner);
      return z.array(z.string()).parse(resolve(list)).join(between);
    }
    case 'Fn::Split': {
      const [between, text] = z.tuple([z.string(), z.unknown()]).parse(inner);
      return z.string().parse(resolve(text)).split(between);
    }
    // The stack as it is without any parameter: functions send, nobody gets mail.
    case 'Fn::If':
      return resolve(z.tuple([z.string(), z.unknown(), z.unknown()]).parse(inner)[1]);
    default:
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolve(each)]));
  }
}

function substitute(text: string, names: Readonly<Record<string, unknown>>): string {
  return text.replaceAll(/\$\{([\w:.]+)\}/g, (_, name: string) => {
    if (name in names) return String(resolve(names[name]));
    const [logicalId = '', attribute] = name.includes('::') ? [name] : name.split('.');
    return String(attribute === undefined ? reference(logicalId) : attributeOf(logicalId, attribute));
  });
}

function reference(name: string): unknown {
  const pseudo = PSEUDO[name];
  if (pseudo !== undefined) return pseudo;
  const parameter = Parameters[name];
  if (parameter !== undefined) return parameter.Default ?? `the-${name}`;
  switch (typeOf(name)) {
    case 'AWS::SQS::Queue':
      return `https://sqs.us-east-1.amazonaws.com/${ACCOUNT}/${nameOf(name)}`;
    case 'AWS::SNS::Topic':
    case 'AWS::IAM::ManagedPolicy':
      return attributeOf(name, 'Arn');
    default:
      return nameOf(name);
  }
}

function attributeOf(logicalId: string, attribute: string): string {
  const type = typeOf(logicalId);
  const name = nameOf(logicalId);
  const arn = (service: string, path: string) => `arn:aws:${service}:us-east-1:${ACCOUNT}:${path}`;
  switch (`${type} ${attribute}`) {
    case 'AWS::DynamoDB::Table Arn':
      return arn('dynamodb', `table/${name}`);
    case 'AWS::DynamoDB::Table StreamArn':
      return arn('dynamodb', `table/${name}/stream/2026-11-22T00:00:00.000`);
    case 'AWS::SQS::Queue Arn':
      return arn('sqs', name);
    case 'AWS::SQS::Queue QueueName':
      return name;
    case 'AWS::SNS::Topic Arn':
      return arn('sns', name);
    case 'AWS::S3::Bucket Arn':
      return `arn:aws:s3:::${name}`;
    case 'AWS::Lambda::Function Arn':
      return arn('lambda', `function:${name}`);
    case 'AWS::Events::Rule Arn':
      return arn('events', `rule/${name}`);
    case 'AWS::Logs::LogGroup Arn':
      return arn('logs', `log-group:${name}:*`);
    case 'AWS::IAM::Role Arn':
      return `arn:aws:iam::${ACCOUNT}:role/${name}`;
    case 'AWS::IAM::ManagedPolicy Arn':
      return `arn:aws:iam::${ACCOUNT}:policy/${name}`;
    default:
      throw new Error(`What ${attribute} of a ${type} is (${logicalId}) is not known here.`);
  }
}

function nameOf(logicalId: string): string {
  const own = Resources[logicalId]?.Properties ?? {};
  const property = NAME_PROPERTIES.find((each) => each in own);
  return property === undefined ? logicalId : String(resolve(own[property]));
}

function typeOf(logicalId: string): string {
  const type = Resources[logicalId]?.Type;
  if (type === undefined) throw new Error(`The template has no ${logicalId}.`);
  return type;
}
