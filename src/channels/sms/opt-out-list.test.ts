import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { makeOrigin } from '../../../test/support/make.ts';
import { awsOptOutList } from './opt-out-list.ts';

const ANA = '+14255550101';
const fields = z.record(z.string(), z.unknown());

interface Answer {
  readonly status?: number;
  readonly body: unknown;
}

let server: Server;
let asked: { readonly operation: string; readonly input: Record<string, unknown> }[];
let answer: (operation: string, input: Record<string, unknown>) => Answer;

beforeEach(async () => {
  asked = [];
  server = createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (more: string) => (text += more));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      const input = fields.parse(JSON.parse(text));
      asked.push({ operation, input });
      const { status = 200, body } = answer(operation, input);
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
      response.end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.env['AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2'] = `http://127.0.0.1:${port}`;
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
});

afterEach(async () => {
  delete process.env['AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2'];
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const list = (...origins: readonly ReturnType<typeof makeOrigin>[]) =>
  awsOptOutList({ region: 'us-east-1' }, origins);
const refuses = (name: string, more: object = {}): Answer => ({
  status: 400,
  body: { __type: name, Message: `${ANA} is wrong`, ...more },
});

test('the lists are those of the pools and numbers that SMS is sent from, each once', async () => {
  answer = (operation, { NextToken }) => {
    if (operation === 'DescribePools')
      return { body: { Pools: [{ PoolId: 'pool-1', OptOutListName: 'promo' }] } };
    const numbers = [
      { PhoneNumber: '+12065550150', PhoneNumberId: 'phone-0', OptOutListName: 'others' },
      { PhoneNumber: '+12065550151', PhoneNumberId: 'phone-1', OptOutListName: 'promo' },
      { PhoneNumber: '+12065550152', PhoneNumberId: 'phone-2', OptOutListName: 'codes' },
    ];
    if (NextToken === undefined) return { body: { PhoneNumbers: numbers.slice(0, 2), NextToken: 'more' } };
    return { body: { PhoneNumbers: numbers.slice(2) } };
  };
  const names = await list(
    makeOrigin({ kind: 'pool', identity: 'pool-1' }),
    makeOrigin({ kind: 'phone_number', identity: '+12065550151' }),
    makeOrigin({ kind: 'phone_number', identity: 'phone-2' }),
    makeOrigin({ channel: 'email', kind: 'ses_identity', identity: 'news@example.com' }),
  ).names();
  expect([...names].sort()).toEqual(['codes', 'promo']);
});

test('sender ids are on the default list', async () => {
  expect(await list(makeOrigin({ kind: 'sender_id', identity: 'SHOP' })).names()).toEqual(['Default']);
  expect(asked).toEqual([]);
});

test('a number is put on a list and taken off it', async () => {
  answer = () => ({ body: {} });
  expect(await list().put('promo', ANA)).toBe('done');
  expect(await list().remove('promo', ANA)).toBe('done');
  const input = { OptOutListName: 'promo', OptedOutNumber: ANA };
  expect(asked).toEqual([
    { operation: 'PutOptedOutNumber', input },
    { operation: 'DeleteOptedOutNumber', input },
  ]);
});

test.each([
  ['ConflictException', { Reason: 'PHONE_NUMBER_CANNOT_BE_OPTED_IN' }, 'refused'],
  ['ValidationException', { Reason: 'INVALID_PARAMETER' }, 'refused'],
  ['ResourceNotFoundException', { ResourceType: 'opted-out-number' }, 'done'],
])('%s is no failure: %s', async (name, more, want) => {
  answer = () => refuses(name, more);
  expect(await list().remove('promo', ANA)).toBe(want);
});

test.each([
  [
    'AccessDeniedException',
    {},
    /^These credentials may not keep the AWS opt-out list: give them sms-voice:Put/,
  ],
  [
    'ResourceNotFoundException',
    { ResourceType: 'opt-out-list' },
    /\(ResourceNotFoundException\); it is tried again/,
  ],
])('%s is one sentence without the number', async (name, more, sentence) => {
  answer = () => refuses(name, more);
  const failed = list().put('promo', ANA);
  await expect(failed).rejects.toThrow(sentence);
  await expect(failed).rejects.not.toThrow(ANA);
});

test('a list is read page by page', async () => {
  answer = (_operation, { NextToken }) =>
    NextToken === undefined
      ? {
          body: {
            OptedOutNumbers: [
              { OptedOutNumber: ANA, OptedOutTimestamp: 1_795_168_803.5, EndUserOptedOut: true },
            ],
            NextToken: 'more',
          },
        }
      : { body: { OptedOutNumbers: [] } };
  const first = await list().page('promo', undefined);
  expect(first).toEqual({ numbers: [{ number: ANA, at: 1_795_168_803_500 }], next: 'more' });
  expect(await list().page('promo', first.next)).toEqual({ numbers: [], next: undefined });
});
