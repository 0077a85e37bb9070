import { expect, test } from 'vitest';
import { compileChannelTemplates } from './message-template.ts';

const EMAIL = { subject: 'Hi', text: 'Hello' };

function unsubscribeOf(unsubscribe: string, variables: Record<string, unknown> = {}): unknown {
  const rendered = compileChannelTemplates({ email: { ...EMAIL, unsubscribe } }).renderFor(
    'email',
    variables,
  );
  if (!rendered.ok) return rendered.reason;
  return rendered.content.kind === 'email' ? rendered.content.unsubscribe : undefined;
}

test('an address of the web or of mail, with what stands for the customer', () => {
  expect(unsubscribeOf('https://example.com/u?c={{ customer_id }}', { customer_id: 'C-1' })).toBe(
    'https://example.com/u?c=C-1',
  );
  expect(unsubscribeOf('mailto:stop@example.com?subject=stop')).toBe('mailto:stop@example.com?subject=stop');
});

test('what cannot stand in a header is escaped, or refused for this customer', () => {
  expect(unsubscribeOf('https://example.com/u?c={{ name }}', { name: 'Zoë <a>\r\nBcc: x' })).toBe(
    'https://example.com/u?c=Zo%C3%AB%20%3Ca%3EBcc:%20x',
  );
  expect(unsubscribeOf('{{ link }}', { link: 'javascript:alert(1)' })).toBe('render_error');
  expect(unsubscribeOf('{{ link }}', { link: 'http://example.com' })).toBe('render_error');
  expect(unsubscribeOf('mailto:{{ name }}', { name: 'a>b@example.com' })).toBe('render_error');
  expect(unsubscribeOf('https://example.com/{{ long }}', { long: 'é'.repeat(400) })).toBe('too_long');
  expect(unsubscribeOf('https://example.com/{{ who }}')).toBe('missing_variable');
});

test('a text that is no address for anybody is a fault of the file', () => {
  expect(() => compileChannelTemplates({ email: { ...EMAIL, unsubscribe: 'example.com/u' } })).toThrow(
    'templates.email.unsubscribe must be an https: or mailto: address.',
  );
});

test('the registered id of an SMS goes with its text', () => {
  const rendered = compileChannelTemplates({ sms: { text: 'Hi', dltTemplateId: '1107161234567890123' } });
  expect(rendered.renderFor('sms', {})).toMatchObject({
    content: { kind: 'sms', text: 'Hi', dltTemplateId: '1107161234567890123' },
  });
});
