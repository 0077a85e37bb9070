import {
  AccessDeniedByMetaException,
  AccessDeniedException,
  CreateWhatsAppMessageTemplateCommand,
  DeleteWhatsAppMessageTemplateCommand,
  DependencyException,
  GetLinkedWhatsAppBusinessAccountCommand,
  GetLinkedWhatsAppBusinessAccountPhoneNumberCommand,
  GetWhatsAppMessageTemplateCommand,
  InternalServiceException,
  InvalidParametersException,
  LimitExceededException,
  ListLinkedWhatsAppBusinessAccountsCommand,
  ListWhatsAppMessageTemplatesCommand,
  ResourceNotFoundException,
  SendWhatsAppMessageCommand,
  ThrottledRequestException,
  ValidationException,
} from '@aws-sdk/client-socialmessaging';
import { beforeAll, describe, expect, test } from 'vitest';
import { metaMessage, startWire, templateMessage, WABA, WHATSAPP_NUMBER, type Wire } from './simulator.ts';

let wire: Wire;

beforeAll(async () => {
  wire = await startWire();
});

function sendOf(message: Uint8Array, changes: object = {}): SendWhatsAppMessageCommand {
  return new SendWhatsAppMessageCommand({
    originationPhoneNumberId: WHATSAPP_NUMBER,
    message,
    metaApiVersion: 'v20.0',
    ...changes,
  });
}

test('accounts and numbers, by id and by ARN', async () => {
  const { linkedAccounts } = await wire.social.send(new ListLinkedWhatsAppBusinessAccountsCommand({}));
  expect(linkedAccounts).toMatchObject([
    { id: WABA, wabaId: '100000000000001', registrationStatus: 'COMPLETE' },
  ]);
  const { account } = await wire.social.send(
    new GetLinkedWhatsAppBusinessAccountCommand({ id: linkedAccounts?.[0]?.arn }),
  );
  expect(account?.linkDate).toBeInstanceOf(Date);
  expect(account?.phoneNumbers).toMatchObject([{ phoneNumberId: WHATSAPP_NUMBER, qualityRating: 'GREEN' }]);
  const found = await wire.social.send(
    new GetLinkedWhatsAppBusinessAccountPhoneNumberCommand({ id: WHATSAPP_NUMBER }),
  );
  expect(found).toMatchObject({
    phoneNumber: { phoneNumber: '+12065550120' },
    linkedWhatsAppBusinessAccountId: WABA,
  });
});

test('templates are listed in pages, made, read and deleted', async () => {
  const first = await wire.social.send(new ListWhatsAppMessageTemplatesCommand({ id: WABA, maxResults: 3 }));
  const second = await wire.social.send(
    new ListWhatsAppMessageTemplatesCommand({ id: WABA, nextToken: first.nextToken }),
  );
  expect([first.templates?.length, second.templates?.length]).toEqual([3, 2]);
  const definition = {
    name: 'new_one',
    language: 'en',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Hi {{1}}' }],
  };
  const made = await wire.social.send(
    new CreateWhatsAppMessageTemplateCommand({
      id: WABA,
      templateDefinition: new TextEncoder().encode(JSON.stringify(definition)),
    }),
  );
  expect(made).toMatchObject({ templateStatus: 'PENDING', category: 'UTILITY' });
  const byId = new GetWhatsAppMessageTemplateCommand({ id: WABA, metaTemplateId: made.metaTemplateId });
  expect(JSON.parse((await wire.social.send(byId)).template ?? '')).toMatchObject(definition);
  const byName = { id: WABA, templateName: 'new_one' };
  const read = new GetWhatsAppMessageTemplateCommand({ ...byName, templateLanguageCode: 'en' });
  expect((await wire.social.send(read)).template).toContain('Hi {{1}}');
  await wire.social.send(new DeleteWhatsAppMessageTemplateCommand({ ...byName, deleteAllLanguages: true }));
  await expect(wire.social.send(read)).rejects.toBeInstanceOf(ResourceNotFoundException);
});

describe('SendWhatsAppMessage', () => {
  test('is logged under our callback data', async () => {
    const message = templateMessage('+491701234567', {}, { biz_opaque_callback_data: 'ws.1-1-1w.1' });
    const { messageId } = await wire.social.send(sendOf(message));
    expect([...wire.carriers.log.accepted()].at(-1)).toMatchObject({
      attemptId: 'ws.1-1-1w.1',
      providerId: messageId,
      address: '+491701234567',
    });
  });

  test('a read mark is taken and is no message', async () => {
    const before = wire.carriers.log.counts('whatsapp').requests;
    await wire.social.send(sendOf(metaMessage({ status: 'read', message_id: 'wamid.1' })));
    expect(wire.carriers.log.counts('whatsapp').requests).toBe(before);
  });

  test.each<[string, Uint8Array, object, Function]>([
    [
      'no number',
      templateMessage('+491701234567'),
      { originationPhoneNumberId: 'phone-number-id-0' },
      ResourceNotFoundException,
    ],
    [
      'a name of another kind',
      templateMessage('+491701234567'),
      { originationPhoneNumberId: '+12065550120' },
      ValidationException,
    ],
    ['no JSON', new TextEncoder().encode('{'), {}, InvalidParametersException],
    ['nothing of Meta', metaMessage({ to: '+491701234567', type: 'text' }), {}, InvalidParametersException],
    [
      'an old version',
      templateMessage('+491701234567'),
      { metaApiVersion: 'v19.0' },
      InvalidParametersException,
    ],
  ])('%s is refused at once', async (_name, message, changes, Exception) => {
    await expect(wire.social.send(sendOf(message, changes))).rejects.toBeInstanceOf(Exception);
  });

  const failing: [string, Uint8Array, number][] = [
    ['a template that is not there', templateMessage('+491701000001', { name: 'none' }), 132_001],
    ['another language', templateMessage('+491701000002', { language: { code: 'de' } }), 132_001],
    ['a template in review', templateMessage('+491701000003', { name: 'in_review' }), 132_001],
    ['a paused template', templateMessage('+491701000004', { name: 'paused_offer' }), 132_015],
    ['too few parameters', templateMessage('+491701000005', { components: [] }), 132_000],
    ['marketing in the US', templateMessage('+14155550100', { name: 'in_us' }), 131_049],
    [
      'text outside the window',
      metaMessage({ to: '+491701000006', type: 'text', text: { body: 'hi' } }),
      131_047,
    ],
  ];

  test.each(failing)('%s is accepted and fails later', async (_name, message, code) => {
    const own = await startWire({
      account: {
        whatsapp: {
          accounts: [
            {
              id: WABA,
              wabaId: '1',
              numbers: [{ id: WHATSAPP_NUMBER, metaId: '2', number: '+12065550120' }],
              templates: [
                { name: 'order_update', category: 'UTILITY' },
                { name: 'in_us' },
                { name: 'in_review', status: 'PENDING' },
                { name: 'paused_offer', status: 'PAUSED' },
              ],
            },
          ],
        },
      },
    });
    const { messageId } = await own.social.send(sendOf(message));
    expect(await own.events()).toMatchObject([
      {
        'detail-type': 'WhatsApp Message Failed',
        detail: { messageId, status: 'failed', errors: [{ code }] },
      },
    ]);
  });

  test('who wrote has an open window', async () => {
    const own = await startWire({ account: { whatsapp: { openWindows: ['+491701000006'] } } });
    await own.social.send(sendOf(metaMessage({ to: '+491701000006', type: 'text', text: { body: 'hi' } })));
    expect(JSON.stringify(await own.events())).toContain('delivered');
  });

  test('one user gets 45 at once and no more', async () => {
    for (let i = 0; i < 45; i++) await wire.social.send(sendOf(templateMessage('+491701000045')));
    expect(JSON.stringify(await wire.events())).not.toContain('131056');
    await wire.social.send(sendOf(templateMessage('+491701000045')));
    expect(JSON.stringify(await wire.events())).toContain('131056');
  });
});

test.each<[string, Function]>([
  ['ThrottledRequestException', ThrottledRequestException],
  ['InternalServiceException', InternalServiceException],
  ['DependencyException', DependencyException],
  ['ValidationException', ValidationException],
  ['InvalidParametersException', InvalidParametersException],
  ['ResourceNotFoundException', ResourceNotFoundException],
  ['AccessDeniedException', AccessDeniedException],
  ['AccessDeniedByMetaException', AccessDeniedByMetaException],
  ['LimitExceededException', LimitExceededException],
])('%s comes as itself', async (reason, Exception) => {
  const faulty = await startWire({ rules: [{ match: {}, fate: { answer: 'refused', reason } }] });
  const error = await faulty.social.send(sendOf(templateMessage('+491701000007'))).catch((e: unknown) => e);
  expect(error).toBeInstanceOf(Exception);
  expect(error).toMatchObject({ message: expect.stringMatching(/./) });
});
