import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkParameters, parseWhatsAppBody } from './whatsapp-template.ts';

const where = 'templates.whatsapp.body';

function check(body: string, ...parameters: string[]) {
  return checkParameters(parseWhatsAppBody(body, where), parameters);
}

describe('parseWhatsAppBody', () => {
  test.each([
    ['no placeholder', 0],
    ['', 0],
    ['Hi {{1}}', 1],
    ['{{2}} and {{ 1 }} and {{1}}', 2],
    [Array.from({ length: 12 }, (_, i) => `{{${i + 1}}}`).join(' '), 12],
  ])('%s', (body, count) => {
    expect(parseWhatsAppBody(body, where).parameterCount).toBe(count);
  });

  test.each(['{{first_name}}', '{{0}}', '{{01}}', '{{}}', '{{1 }} {{x}}', '{{1.5}}', '{{100}}', '{{-1}}'])(
    'refuses %s',
    (body) => {
      expect(() => parseWhatsAppBody(body, where)).toThrow(
        'templates.whatsapp.body has a placeholder that is no number: write {{1}}, {{2}} and so on.',
      );
    },
  );

  test('refuses a gap', () => {
    expect(() => parseWhatsAppBody('{{1}} {{3}}', where)).toThrow('has {{3}} but no {{2}}');
  });
});

describe('checkParameters', () => {
  test('fills the body in', () => {
    expect(check('Hi {{1}}, {{2}} waits. {{1}}!', 'Ana', 'A $& {{1}} \\1')).toEqual({
      ok: true,
      text: 'Hi Ana, A $& {{1}} \\1 waits. Ana!',
    });
    expect(check('Plain')).toEqual({ ok: true, text: 'Plain' });
  });

  test.each([
    [['Ana'], 'template_parameter_missing', 'the body has 2 parameters and 1 were given'],
    [['Ana', 'b', 'c'], 'template_parameter_missing', 'the body has 2 parameters and 3 were given'],
    [['Ana', ''], 'template_parameter_empty', '{{2}} is empty'],
    [[' \u00a0', 'b'], 'template_parameter_empty', '{{1}} is empty'],
    [['a\nb', 'b'], 'template_parameter_invalid', '{{1}} has a line break or a tab'],
    [['a\rb', 'b'], 'template_parameter_invalid', '{{1}} has a line break or a tab'],
    [['a', 'a\tb'], 'template_parameter_invalid', '{{2}} has a line break or a tab'],
    [['a    b', 'b'], 'template_parameter_invalid', '{{1}} has four spaces in a row'],
    [['a', 'x'.repeat(1025)], 'template_parameter_invalid', '{{2}} is longer than 1024 characters'],
  ])('refuses %j', (parameters, reason, detail) => {
    expect(check('{{1}} {{2}}', ...parameters)).toEqual({ ok: false, reason, detail });
  });

  test('takes three spaces and 1,024 characters', () => {
    expect(check('{{1}} {{2}}', 'a   b', 'x'.repeat(1024))).toMatchObject({ ok: true });
  });

  test('every text it gives is the body with nothing but the placeholders replaced', () => {
    const literal = fc.string({ unit: fc.constantFrom('a', ' ', '\n', '}', '$', '1'), maxLength: 6 });
    const value = fc.string({ unit: fc.constantFrom('x', '{{1}}', '$1', 'é'), minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(fc.array(fc.tuple(literal, value), { maxLength: 5 }), literal, (pairs, end) => {
        const body = pairs.map(([before], i) => `${before}{{${i + 1}}}`).join('') + end;
        const text = pairs.map(([before, filled]) => before + filled).join('') + end;
        expect(check(body, ...pairs.map(([, filled]) => filled))).toEqual({ ok: true, text });
      }),
    );
  });
});
