import { describe, expect, test } from 'vitest';
import type { Customer } from '../audience/customer.ts';
import { channelTemplatesSchema, compileChannelTemplates, customerVariables } from './message-template.ts';

const templates = channelTemplatesSchema.parse({
  sms: { text: 'Hi {{ first_name | default: "there" }}, {{ points }} points.\n' },
  whatsapp: {
    template: 'spring_sale',
    language: 'en_US',
    body: 'Hi {{1}}, see you in {{2}}.',
    parameters: ['{{ first_name }}', ' {{ city | default: "town" }} '],
  },
  email: {
    subject: 'For {{ first_name }}\n',
    text: 'Hi {{ first_name }}\n',
    html: '<p title="{{ city }}">Hi {{ first_name }}</p>',
  },
});
const compiled = compileChannelTemplates(templates);

function email(subject: string, text = 'x') {
  return compileChannelTemplates({ email: { subject, text } });
}

function sms(text: string) {
  return compileChannelTemplates({ sms: { text } });
}

describe('channelTemplatesSchema', () => {
  test.each([
    [{}],
    [{ sms: { text: ' ' } }],
    [{ sms: { text: 'x', txet: 'y' } }],
    [{ fax: { text: 'x' } }],
    [{ whatsapp: { template: 'x', body: 'y' } }],
    [{ email: { subject: 'x' } }],
    [{ email: { subject: 'x', text: 'y', html: 5 } }],
  ])('refuses %j', (value) => {
    expect(channelTemplatesSchema.safeParse(value).success).toBe(false);
  });
});

describe('compileChannelTemplates', () => {
  test('knows its channels and variables', () => {
    expect(compiled.channels).toEqual(['sms', 'whatsapp', 'email']);
    expect(compiled.variables).toEqual(['first_name', 'points', 'city']);
    expect(sms('Hi').renderFor('email', {})).toEqual({
      ok: false,
      reason: 'no_template',
      detail: 'the campaign has no text for email',
    });
  });

  test('makes an SMS, without the line break of a YAML block, and counts its parts', () => {
    expect(compiled.renderFor('sms', { points: 5 })).toEqual({
      ok: true,
      content: { kind: 'sms', text: 'Hi there, 5 points.' },
      parts: 1,
    });
    expect(sms(`{{ name }}${'a'.repeat(156)}`).renderFor('sms', { name: 'Ana ' })).toMatchObject({
      parts: 1,
    });
    expect(sms(`{{ name }}${'a'.repeat(156)}`).renderFor('sms', { name: 'Ana Ж' })).toMatchObject({
      parts: 3,
    });
  });

  test('refuses an SMS that the provider would take and fail', () => {
    const bare = sms('{{ a }}');
    expect(bare.renderFor('sms', { a: 'x'.repeat(1530) })).toMatchObject({ ok: true, parts: 10 });
    expect(bare.renderFor('sms', { a: 'x'.repeat(1531) })).toEqual({
      ok: false,
      reason: 'too_long',
      detail: 'more than 1530 GSM-7 characters',
    });
    expect(bare.renderFor('sms', { a: 'ж'.repeat(630) })).toMatchObject({ ok: true, parts: 10 });
    expect(bare.renderFor('sms', { a: 'ж'.repeat(631) })).toMatchObject({ reason: 'too_long' });
    expect(bare.renderFor('sms', { a: ' \n' })).toEqual({
      ok: false,
      reason: 'render_error',
      detail: 'the text is blank',
    });
  });

  test('makes a WhatsApp message with what the customer will read', () => {
    expect(compiled.renderFor('whatsapp', { first_name: 'Ana' })).toEqual({
      ok: true,
      content: {
        kind: 'whatsapp',
        template: 'spring_sale',
        language: 'en_US',
        parameters: ['Ana', 'town'],
        text: 'Hi Ana, see you in town.',
      },
      parts: 1,
    });
  });

  test.each([
    [{}, 'missing_variable', 'first_name'],
    [{ first_name: '' }, 'template_parameter_empty', '{{1}} is empty'],
    [{ first_name: 'Ana\nMaria' }, 'template_parameter_invalid', '{{1}} has a line break or a tab'],
    [{ first_name: 'x'.repeat(1025) }, 'too_long', 'more than 1024 characters'],
  ])('leaves out a WhatsApp customer with %j', (variables, reason, detail) => {
    expect(compiled.renderFor('whatsapp', variables)).toEqual({ ok: false, reason, detail });
  });

  test('makes a session message, without a template', () => {
    const session = compileChannelTemplates({ whatsapp: { text: ' Hi {{ first_name }},\nsee you. \n' } });
    expect(session.variables).toEqual(['first_name']);
    expect(session.renderFor('whatsapp', { first_name: 'Ana' })).toEqual({
      ok: true,
      content: { kind: 'whatsapp_session', text: 'Hi Ana,\nsee you.' },
      parts: 1,
    });
    expect(session.renderFor('whatsapp', {})).toMatchObject({ reason: 'missing_variable' });
    const bare = compileChannelTemplates({ whatsapp: { text: '{{ a }}' } });
    expect(bare.renderFor('whatsapp', { a: ' ' })).toMatchObject({ detail: 'the text is blank' });
    expect(bare.renderFor('whatsapp', { a: 'x'.repeat(4096) })).toMatchObject({ ok: true });
    expect(bare.renderFor('whatsapp', { a: 'x'.repeat(4097) })).toMatchObject({ reason: 'too_long' });
  });

  test.each([
    [{}, 'template', 'must be there, or text instead of a template'],
    [{ language: 'en', body: 'x' }, 'template', 'must be there, or text instead of a template'],
    [{ template: 't', body: 'x' }, 'language', 'must be there, beside template'],
    [{ template: 't', language: 'en' }, 'body', 'must be there, beside template'],
    [{ text: 'Hi', language: 'en' }, 'language', 'must not stand beside text, which needs no template'],
  ])('says what is missing of %j', (whatsapp, key, message) => {
    const { error } = channelTemplatesSchema.safeParse({ whatsapp });
    expect(error?.issues).toMatchObject([{ path: ['whatsapp', key], message }]);
  });

  test('what was read is read again as it is, as a stored campaign is', () => {
    for (const whatsapp of [{ text: 'Hi' }, { template: 't', language: 'en', body: 'x' }]) {
      const read = channelTemplatesSchema.parse({ whatsapp });
      expect(JSON.stringify(channelTemplatesSchema.parse(read))).toBe(JSON.stringify(read));
    }
  });

  test('refuses a WhatsApp template whose parameters are too few, for everybody', () => {
    expect(() =>
      compileChannelTemplates({
        whatsapp: { template: 't', language: 'en', body: '{{1}} {{2}}', parameters: ['{{ city }}'] },
      }),
    ).toThrow('templates.whatsapp has 1 parameters for the 2 placeholders of its body: give one for each.');
  });

  test('makes an email, escaped in HTML only', () => {
    expect(compiled.renderFor('email', { first_name: '<Ana>', city: '"Rome"' })).toEqual({
      ok: true,
      content: {
        kind: 'email',
        subject: 'For <Ana>',
        text: 'Hi <Ana>\n',
        html: '<p title="&#34;Rome&#34;">Hi &lt;Ana&gt;</p>',
      },
      parts: 1,
    });
    const plain = email('a', 'b').renderFor('email', {});
    expect(plain).toEqual({ ok: true, content: { kind: 'email', subject: 'a', text: 'b' }, parts: 1 });
  });

  test.each(['Ana\nBcc: all@example.com', 'Ana\rX', 'Ana\r\n'])(
    'refuses a subject with a line break, case %#',
    (name) => {
      expect(email('For {{ first_name }}').renderFor('email', { first_name: name })).toEqual({
        ok: false,
        reason: 'render_error',
        detail: 'the subject has a line break',
      });
    },
  );

  test('refuses a blank subject, a blank text and what is too long', () => {
    expect(email('{{ a }}').renderFor('email', { a: '' })).toMatchObject({ detail: 'the subject is blank' });
    expect(email('s', '{{ a }}').renderFor('email', { a: ' ' })).toMatchObject({
      detail: 'the text is blank',
    });
    expect(email('{{ a }}').renderFor('email', { a: 'x'.repeat(999) })).toMatchObject({ reason: 'too_long' });
    expect(email('s', '{{ a }}').renderFor('email', { a: 'é'.repeat(262_145) })).toMatchObject({
      reason: 'too_long',
    });
  });

  test.each([
    [{ sms: { text: '{{ a' } }, 'templates.sms.text, line 1,'],
    [{ email: { subject: 's', text: 'a\n{{ b.c }}' } }, 'templates.email.text, line 2,'],
    [{ email: { subject: 's', text: 'a', html: '{% for a in b %}' } }, 'templates.email.html, line 1,'],
    [
      { whatsapp: { template: 't', language: 'en', body: '{{1}}', parameters: ['{{ a | b }}'] } },
      'templates.whatsapp.parameters[0], line 1,',
    ],
  ])('says where a text cannot be read: %j', (value, where) => {
    expect(() => compileChannelTemplates(value)).toThrow(where);
  });
});

describe('customerVariables', () => {
  const customer: Customer = {
    key: 'k1',
    id: 'CUST-1',
    addresses: { sms: '+14255550123', email: 'ana@example.com' },
    consent: { sms: true },
    attributes: {},
  };

  test('has what was given, under the names of the columns, and no address', () => {
    const given: Customer = {
      ...customer,
      externalId: 'E1',
      firstName: 'Ana',
      lastName: 'Li',
      city: 'Rome',
      country: 'IT',
      language: 'it',
      attributes: { points: 5, vip: false, 'Plan Type': 'gold', likes: ['tents', 5] },
    };
    expect({ ...customerVariables(given) }).toEqual({
      customer_id: 'CUST-1',
      external_id: 'E1',
      first_name: 'Ana',
      last_name: 'Li',
      city: 'Rome',
      country: 'IT',
      language: 'it',
      points: 5,
      vip: false,
      'Plan Type': 'gold',
      likes: 'tents, 5',
    });
  });

  test('has nothing by nature, and nothing that was not given', () => {
    const variables = customerVariables(customer);
    expect(Object.keys(variables)).toEqual(['customer_id']);
    expect(Object.getPrototypeOf(variables)).toBeNull();
    expect('toString' in variables).toBe(false);
  });

  test('an attribute never takes the place of a column of the customer', () => {
    const attributes = { first_name: 'Mallory', customer_id: 'CUST-2', ['__proto__']: 'x' };
    const variables = customerVariables({ ...customer, attributes });
    expect(Object.entries(variables)).toEqual([
      ['customer_id', 'CUST-1'],
      ['__proto__', 'x'],
    ]);
  });
});
