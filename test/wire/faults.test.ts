import {
  DescribeAccountAttributesCommand,
  DescribeOptedOutNumbersCommand,
  PutOptedOutNumberCommand,
  SendTextMessageCommand,
  ThrottlingException,
} from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { GetAccountCommand } from '@aws-sdk/client-sesv2';
import { SendWhatsAppMessageCommand, ThrottledRequestException } from '@aws-sdk/client-socialmessaging';
import { describe, expect, test } from 'vitest';
import { NUMBER, POOL, startWire, templateMessage, WHATSAPP_NUMBER, type Wire } from './simulator.ts';

let last = 1000;

function send(wire: Wire, attempt: string, changes: object = {}): Promise<unknown> {
  const command = new SendTextMessageCommand({
    DestinationPhoneNumber: `+1415555${++last}`,
    OriginationIdentity: POOL,
    MessageBody: 'Hello',
    Context: { attempt },
    ...changes,
  });
  return wire.sms.send(command).catch((error: unknown) => error);
}

const rule = (fate: object, match: object = {}) => ({ rules: [{ match, fate }] });

describe('answers that do not come', () => {
  test('a reset after accepting: taken once, and its event comes', async () => {
    const wire = await startWire(rule({ answer: 'answer_lost', by: 'reset' }));
    expect(await send(wire, 'a.1')).toMatchObject({ code: 'ECONNRESET' });
    expect(wire.carriers.log.counts('sms')).toMatchObject({ requests: 1, accepted: 1, answersLost: 1 });
    expect(await wire.events()).toMatchObject([{ detail: { eventType: 'TEXT_DELIVERED' } }]);
  });

  test('silence after accepting: the client gives up, the message is out', async () => {
    const script = rule({ answer: 'answer_lost', by: 'silence' });
    const wire = await startWire(script, { requestTimeoutMs: 100 });
    expect(await send(wire, 'a.1')).toMatchObject({ name: 'TimeoutError' });
    expect(wire.carriers.log.counts('sms').accepted).toBe(1);
  });

  test('a hang with nothing accepted', async () => {
    const wire = await startWire(rule({ answer: 'timed_out' }), { requestTimeoutMs: 100 });
    expect(await send(wire, 'a.1')).toMatchObject({ name: 'TimeoutError' });
    expect(wire.carriers.log.counts('sms')).toMatchObject({ accepted: 0, timedOut: 1 });
  });

  test('a connection that breaks with nothing accepted', async () => {
    const wire = await startWire(rule({ answer: 'not_sent', reason: 'connection_refused' }));
    expect(await send(wire, 'a.1')).toMatchObject({ code: 'ECONNRESET' });
    expect(wire.carriers.log.counts('sms').accepted).toBe(0);
  });

  test('a slow answer comes all the same, and others do not wait for it', async () => {
    const wire = await startWire(rule({ latency: '300ms' }, { nth: 1, addressEndsWith: '9999' }));
    const order: string[] = [];
    const slow = send(wire, 'slow', { DestinationPhoneNumber: '+14155559999' }).then(() =>
      order.push('slow'),
    );
    await send(wire, 'quick').then(() => order.push('quick'));
    await slow;
    expect(order).toEqual(['quick', 'slow']);
  });

  test('credentials that ended are an error of their own', async () => {
    const fate = { answer: 'not_sent', reason: 'credentials_expired', hold: 'origin' };
    expect(await send(await startWire(rule(fate)), 'a.1')).toMatchObject({ name: 'ExpiredTokenException' });
  });
});

/** How many of so many requests at once are throttled. */
async function throttledOf(count: number, wire: Wire, changes: object = {}): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, (_, i) => send(wire, `t.${i}`, changes)));
  return answers.filter((each) => each instanceof ThrottlingException).length;
}

describe('limits', () => {
  const account = (sms: object) => ({ account: { sms } });

  test('of a number count parts', async () => {
    const wire = await startWire();
    await wire.control('POST', 'limits', { origin: NUMBER, partsPerSecond: 0.001 });
    const change = { OriginationIdentity: NUMBER, MessageBody: 'x'.repeat(400) };
    expect(await throttledOf(2, wire, change)).toBe(1);
  });

  test('of a pool, whatever its members may', async () => {
    const wire = await startWire({ changes: [{ afterMs: 0, origin: POOL, partsPerSecond: 0.001 }] });
    expect(await throttledOf(3, wire)).toBe(2);
  });

  test('of the account and of the API', async () => {
    expect(await throttledOf(3, await startWire(account({ partsPerSecond: 0.001 })))).toBe(2);
    expect(await throttledOf(3, await startWire(account({ sendsPerSecond: 0.001 })))).toBe(2);
  });

  test('of one recipient', async () => {
    const one = { DestinationPhoneNumber: '+14155550001' };
    expect(await throttledOf(3, await startWire(account({ perRecipientPerSecond: 0.001 })), one)).toBe(2);
  });

  test('of a WhatsApp number', async () => {
    const wire = await startWire();
    await wire.control('POST', 'limits', { origin: WHATSAPP_NUMBER, partsPerSecond: 0.001 });
    const whatsapp = (i: number) =>
      wire.social.send(
        new SendWhatsAppMessageCommand({
          originationPhoneNumberId: WHATSAPP_NUMBER,
          metaApiVersion: 'v20.0',
          message: templateMessage(`+49170123456${i}`),
        }),
      );
    await whatsapp(1);
    await expect(whatsapp(2)).rejects.toBeInstanceOf(ThrottledRequestException);
  });

  test('are none with the carriers of that name', async () => {
    const wire = await startWire({ behaviour: 'unlimited' });
    expect(await throttledOf(200, wire, { DestinationPhoneNumber: '+14155550001' })).toBe(0);
  });
});

describe('control plane', () => {
  test('lists what was asked and accepted', async () => {
    const wire = await startWire();
    await send(wire, 'a.1');
    await send(wire, 'a.1');
    expect(JSON.parse(await wire.control('GET', 'requests?attemptId=a.1'))).toMatchObject({
      carriers: { requests: 2, accepted: 2, repeatedAttempts: 1 },
      repeatedAttempts: ['a.1'],
      requestsOfAttempt: 2,
      requests: [{ operation: 'SendTextMessage', attemptId: 'a.1', answer: 'ok' }, { number: 2 }],
    });
    const lines = (await wire.control('GET', 'accepted')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ attemptId: 'a.1' }, { attemptId: 'a.1' }]);
  });

  test('gives the requests in pages, and says when all events were told', async () => {
    const wire = await startWire();
    for (const attempt of ['a.1', 'a.2', 'a.3']) await send(wire, attempt);
    await wire.events();
    const after = (number: number) => wire.control('GET', `requests?after=${number}`);
    expect(JSON.parse(await after(1))).toMatchObject({
      allEventsTold: true,
      requests: [
        { number: 2, attemptId: 'a.2' },
        { number: 3, attemptId: 'a.3' },
      ],
    });
    expect(JSON.parse(await after(3))).toMatchObject({ total: 3, requests: [] });
    await expect(after(-1)).rejects.toThrow(/after|query/);
  });

  test('requests without our echo are told apart', async () => {
    const wire = await startWire();
    await send(wire, '', { Context: undefined });
    await send(wire, '', { Context: undefined });
    const ids = [...wire.carriers.log.accepted()].map(({ attemptId }) => attemptId);
    expect(ids).toEqual(['stranger-1', 'stranger-2']);
  });

  test('takes new rules', async () => {
    const wire = await startWire();
    await wire.control('POST', 'script', [{ match: {}, fate: { answer: 'throttled' } }]);
    expect(await send(wire, 'a.1')).toBeInstanceOf(ThrottlingException);
  });

  test('takes a new account, and keeps who opted out', async () => {
    const wire = await startWire();
    const list = { OptOutListName: 'Default' };
    await wire.sms.send(new PutOptedOutNumberCommand({ ...list, OptedOutNumber: '+14155559999' }));
    await wire.control('POST', 'script', { account: { sms: { tier: 'SANDBOX' }, email: { perDay: 7 } } });
    expect(await send(wire, 'a.1')).toMatchObject({ Reason: 'DESTINATION_PHONE_NUMBER_NOT_VERIFIED' });
    const { AccountAttributes } = await wire.sms.send(new DescribeAccountAttributesCommand({}));
    expect(AccountAttributes).toContainEqual({ Name: 'ACCOUNT_TIER', Value: 'SANDBOX' });
    const { SendQuota } = await wire.email.send(new GetAccountCommand({}));
    expect(SendQuota).toMatchObject({ Max24HourSend: 7 });
    await wire.control('POST', 'script', { account: {} });
    expect(await send(wire, 'a.2')).toHaveProperty('MessageId');
    const { OptedOutNumbers } = await wire.sms.send(new DescribeOptedOutNumbersCommand(list));
    expect(OptedOutNumbers).toHaveLength(1);
  });

  test('refuses what it does not know in one sentence', async () => {
    const wire = await startWire();
    const unknown = { origin: 'pool-none', partsPerSecond: 1 };
    await expect(wire.control('POST', 'limits', unknown)).rejects.toThrow(/origin that the account does not/);
    await expect(wire.control('POST', 'limits', {})).rejects.toThrow(/cannot be used at origin/);
    await expect(wire.control('GET', 'nothing')).rejects.toThrow(/There is no such thing/);
  });
});
