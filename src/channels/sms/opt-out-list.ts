import {
  DeleteOptedOutNumberCommand,
  DescribeOptedOutNumbersCommand,
  DescribePhoneNumbersCommand,
  DescribePoolsCommand,
  PinpointSMSVoiceV2Client,
  PutOptedOutNumberCommand,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { Failure } from '../../kernel/failure.ts';
import { callFailure } from '../aws/call-failure.ts';
import { type AwsAccess, readClientConfig } from '../aws/client-config.ts';
import { remedyOf } from '../aws/remedies.ts';
import type { Origin } from '../origin.ts';

/** A number on the carrier's list. */
export interface ListedNumber {
  /** E.164. */
  readonly number: string;
  /** Epoch ms; 0: the list does not say. */
  readonly at: number;
}

export interface ListedPage {
  readonly numbers: readonly ListedNumber[];
  /** Absent: this was the last one. */
  readonly next: string | undefined;
}

/** `refused`: never, however often it is tried: this is no number, or its owner put it on the list. */
export type ListAnswer = 'done' | 'refused';

/** The opt-out lists that the carrier keeps itself, which it also fills when somebody answers STOP. */
export interface OptOutList {
  /** The lists of what SMS is sent from here, each once. @throws Failure, one sentence for a person; so do the others. */
  names(): Promise<readonly string[]>;
  put(list: string, number: string): Promise<ListAnswer>;
  remove(list: string, number: string): Promise<ListAnswer>;
  page(list: string, next: string | undefined): Promise<ListedPage>;
}

/** What everything is attached to that was given no list of its own; sender ids have none (aws-facts 1.5). */
const DEFAULT_LIST = 'Default';
const PAGE = 100;

/** The opt-out lists of AWS End User Messaging SMS, of these origins. */
export function awsOptOutList(access: AwsAccess, origins: readonly Origin[]): OptOutList {
  const client = new PinpointSMSVoiceV2Client(readClientConfig(access));
  const sms = origins.filter(({ channel }) => channel === 'sms');
  return {
    async names() {
      const pools = sms.filter(({ kind }) => kind === 'pool').map(({ identity }) => identity);
      const found = await answered(
        Promise.all([...pools.map((pool) => listOfPool(client, pool)), listsOfNumbers(client, sms)]),
      );
      const names = found.flat();
      const isDefault = names.length === 0 || sms.some(({ kind }) => kind === 'sender_id');
      return [...new Set(isDefault ? [...names, DEFAULT_LIST] : names)];
    },
    async put(OptOutListName, OptedOutNumber) {
      return changed(client.send(new PutOptedOutNumberCommand({ OptOutListName, OptedOutNumber })));
    },
    async remove(OptOutListName, OptedOutNumber) {
      return changed(client.send(new DeleteOptedOutNumberCommand({ OptOutListName, OptedOutNumber })));
    },
    async page(OptOutListName, NextToken) {
      const command = new DescribeOptedOutNumbersCommand({ OptOutListName, NextToken, MaxResults: PAGE });
      const { OptedOutNumbers = [], NextToken: next } = await answered(client.send(command));
      const numbers = OptedOutNumbers.flatMap(({ OptedOutNumber: number, OptedOutTimestamp: at }) =>
        number === undefined ? [] : [{ number, at: at?.getTime() ?? 0 }],
      );
      return { numbers, next };
    },
  };
}

async function listOfPool(client: PinpointSMSVoiceV2Client, pool: string): Promise<readonly string[]> {
  const { Pools = [] } = await client.send(new DescribePoolsCommand({ PoolIds: [pool] }));
  return Pools.map(({ OptOutListName }) => OptOutListName ?? DEFAULT_LIST);
}

/** AWS looks numbers up by id only, and an account has a few dozen: all of them are read. */
async function listsOfNumbers(
  client: PinpointSMSVoiceV2Client,
  origins: readonly Origin[],
): Promise<readonly string[]> {
  const numbers = origins.filter(({ kind }) => kind === 'phone_number');
  const wanted = new Set(numbers.map(({ identity }) => identity));
  const names: string[] = [];
  let NextToken: string | undefined;
  do {
    if (wanted.size === 0) break;
    const page = await client.send(new DescribePhoneNumbersCommand({ NextToken, MaxResults: PAGE }));
    for (const { PhoneNumber, PhoneNumberId, PhoneNumberArn, OptOutListName } of page.PhoneNumbers ?? []) {
      if ([PhoneNumber, PhoneNumberId, PhoneNumberArn].some((name) => wanted.has(name ?? '')))
        names.push(OptOutListName ?? DEFAULT_LIST);
    }
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return names;
}

async function changed(call: Promise<unknown>): Promise<ListAnswer> {
  try {
    await call;
    return 'done';
  } catch (error) {
    switch (nameOf(error)) {
      // It was not on the list.
      case 'ResourceNotFoundException':
        if (/opted.?out.?number/i.test(resourceTypeOf(error))) return 'done';
        throw listFailure(error);
      // PHONE_NUMBER_CANNOT_BE_OPTED_IN; text that is no number.
      case 'ConflictException':
      case 'ValidationException':
        return 'refused';
      default:
        throw listFailure(error);
    }
  }
}

async function answered<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    throw listFailure(error);
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function resourceTypeOf(error: unknown): string {
  return error instanceof Error && 'ResourceType' in error ? String(error.ResourceType) : '';
}

/** AWS repeats the number in some of its messages: none of them is passed on. */
function listFailure(error: unknown): Failure {
  const { kind, ...rest } = callFailure(error);
  const reason = 'reason' in rest ? rest.reason : kind;
  if (reason === 'access_denied')
    return new Failure(
      'unsupported',
      'These credentials may not keep the AWS opt-out list: give them sms-voice:PutOptedOutNumber, DeleteOptedOutNumber, DescribeOptedOutNumbers, DescribePools and DescribePhoneNumbers in IAM.',
    );
  const name = /^[A-Z][A-Za-z]{2,60}$/.test(nameOf(error)) ? nameOf(error) : reason;
  return new Failure(
    'unsupported',
    remedyOf(reason) ?? `The AWS opt-out list cannot be kept in step now (${name}); it is tried again.`,
  );
}
