import * as fc from 'fast-check';
import { type Liquid, type Template, UndefinedVariableError } from 'liquidjs';
import { describe, expect, test } from 'vitest';
import { Failure } from '../kernel/failure.ts';
import { htmlEngine, textEngine } from './liquid-engine.ts';
import { compileTemplate, type RenderResult, type TemplateOptions } from './template.ts';
import { toSegments } from './template-segments.ts';

const sms: TemplateOptions = {
  where: 'templates.sms.text',
  limit: { max: 1600, unit: 'characters' },
  format: 'text',
};
const html: TemplateOptions = { ...sms, where: 'templates.email.html', format: 'html' };

function render(source: string, variables: Record<string, unknown> = {}, options = sms): RenderResult {
  return compileTemplate(source, options).render(variables);
}

function text(source: string, variables: Record<string, unknown> = {}, options = sms): string {
  const result = render(source, variables, options);
  return result.ok ? result.text : `${result.reason}: ${result.detail}`;
}

/** What `text` should give, by Liquid's own renderer. */
function throughLiquid(engine: Liquid, templates: Template[], variables: Record<string, unknown>): string {
  try {
    return String(engine.renderSync(templates, variables));
  } catch (thrown) {
    return thrown instanceof UndefinedVariableError
      ? `missing_variable: ${thrown.token.getText()}`
      : String(thrown);
  }
}

function sentence(source: string): string {
  try {
    compileTemplate(source, sms);
    return 'compiled';
  } catch (thrown) {
    return thrown instanceof Failure && thrown.code === 'file_invalid'
      ? thrown.message
      : `threw ${String(thrown)}`;
  }
}

describe('what a text can do', () => {
  test.each([
    ['Hi {{ first_name }}!', { first_name: 'Ana' }, 'Hi Ana!'],
    ['Hi {{ first_name | default: "there" }}!', {}, 'Hi there!'],
    ['Hi {{ first_name | default: "there" | upcase }}!', {}, 'Hi THERE!'],
    ['{{ points }} {{ vip }} {{ none }}.', { points: 0, vip: false, none: null }, '0 false .'],
    ['{% if vip %}A{% elsif points > 10 %}B{% else %}C{% endif %}', { points: 11 }, 'B'],
    ['{% if city == "Rome" or country == "IT" %}Ciao{% else %}Hi{% endif %}', { country: 'IT' }, 'Ciao'],
    ['{% if not vip %}join{% endif %}', {}, 'join'],
    ['{% unless vip %}A{% else %}B{% endunless %}', { vip: true }, 'B'],
    ['{% case plan %}{% when "gold", "silver" %}A{% else %}B{% endcase %}', { plan: 'silver' }, 'A'],
    ['a{% comment %} {{ city }} {% endcomment %}b', {}, 'ab'],
    ['a  {{- city -}}  b', { city: 'X' }, 'aXb'],
    ['{{ first_name | strip | capitalize | truncate: 6, "" }}', { first_name: ' MARIANNE ' }, 'Marian'],
    [
      'https://x.example/?n={{ first_name | url_encode }}',
      { first_name: 'Zoë & co' },
      'https://x.example/?n=Zo%C3%AB+%26+co',
    ],
    ['{{ renewal | date: "%-d %B" }}', { renewal: '2026-11-05' }, '5 November'],
    ['{{ renewal | date: "%-d %B" | default: "soon" }}', { renewal: '' }, 'soon'],
    ['{{ ["Plan Type"] }}', { 'Plan Type': 'gold' }, 'gold'],
    ['{{ größe }}', { größe: 'XL' }, 'XL'],
    ['{{ size }}', { size: 42 }, '42'],
    ['no placeholder { } %} }}', {}, 'no placeholder { } %} }}'],
    ['', {}, ''],
  ])('%s', (source, variables, result) => {
    expect(text(source, variables)).toBe(result);
  });

  test('names its variables, those of conditions and defaults too', () => {
    const template = compileTemplate(
      '{{ a }}{% if b == c %}{{ d | default: e | replace: f, "x" }}{% endif %}{{ a }}{% comment %}{{ g }}{% endcomment %}',
      sms,
    );
    expect(template.variables).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    expect(compileTemplate('Hi {{ first_name | default: "x" }} of {{ city }}', sms).variables).toEqual([
      'first_name',
      'city',
    ]);
  });

  test('escapes values and defaults in HTML, and the text itself nowhere', () => {
    const evil = { first_name: '<b>&"\'' };
    expect(text('<p>{{ first_name }}</p>', evil, html)).toBe('<p>&lt;b&gt;&amp;&#34;&#39;</p>');
    expect(text('<p>{{ city | default: "<none>" }}</p>', evil, html)).toBe('<p>&lt;none&gt;</p>');
    expect(text('<p>{{ first_name | upcase }}</p>', evil, html)).toBe('<p>&lt;B&gt;&amp;&#34;&#39;</p>');
    expect(text('<p>{{ first_name }}</p>', evil)).toBe('<p><b>&"\'</p>');
  });
});

describe('one customer', () => {
  test.each([
    '{{ first_name }}',
    '{{ first_name | upcase }}',
    '{{ vip | default: first_name }}',
    '{{ first_name | upcase | default: "x" }}',
    '{% if city == "Rome" %}{{ first_name }}{% endif %}',
  ])('lacks a variable: %s', (source) => {
    expect(text(source, { city: 'Rome' })).toBe('missing_variable: first_name');
  });

  test.each(['size', 'first', 'last', 'constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'])(
    'lacks %s, which objects have by nature',
    (name) => {
      for (const source of [`{{ ${name} }}`, `{{ ${name} | upcase }}`]) {
        expect(text(source, {})).toBe(`missing_variable: ${name}`);
        expect(text(source, Object.create(null))).toBe(`missing_variable: ${name}`);
      }
      expect(text(`{{ ${name} | default: "none" }}{% if ${name} %}some{% endif %}`)).toBe('none');
    },
  );

  test.each<readonly [unknown]>([
    [{}],
    [[]],
    [() => 'called'],
    [Symbol('s')],
    [new Date(0)],
    [10n],
    [{ toLiquid: () => 'x' }],
    [{ toString: () => 'x' }],
  ])('has a value that is not plain, case %#', (value) => {
    for (const source of ['{{ city }}', '{{ city | upcase }}', '{% if city %}{% endif %}']) {
      expect(text(source, { city: value })).toBe('render_error: city is no text, number or boolean');
    }
  });

  test('is over the limit of the channel', () => {
    expect(text('{{ a }}b', { a: 'x'.repeat(1599) })).toHaveLength(1600);
    expect(render('{{ a }}b', { a: 'x'.repeat(1600) })).toEqual({
      ok: false,
      reason: 'too_long',
      detail: 'more than 1600 characters',
    });
    const bytes: TemplateOptions = { ...sms, limit: { max: 10, unit: 'bytes' } };
    expect(text('{{ a }}', { a: 'ééééé' }, bytes)).toBe('ééééé');
    expect(render('{{ a }}', { a: 'éééééa' }, bytes).ok).toBe(false);
    expect(render('{{ a }}', { a: '12345678901' }, bytes).ok).toBe(false);
  });

  test('makes a filter fail: a reason, no exception and nothing of the value in it', () => {
    expect(text('{{ renewal | date: "%d" }}', { renewal: 'secret' })).toBe(
      'render_error: the filter "date" was given something that is no ISO 8601 date, line:1, col:1',
    );
    expect(render('{{ a | url_encode }}', { a: '\ud800' })).toMatchObject({
      ok: false,
      reason: 'render_error',
    });
    expect(render('{{ a | replace: "x", a }}', { a: 'x'.repeat(1500) })).toMatchObject({
      ok: false,
      reason: 'render_error',
    });
  });

  test('has Liquid in a value: it stays what it is', () => {
    const value = '{{ city }}{% if true %}x{% endif %}{% include "a" %}';
    for (const source of ['{{ first_name }}', '{{ first_name | append: "" }}']) {
      expect(text(source, { first_name: value, city: 'Rome' })).toBe(value);
    }
  });
});

describe('a text that cannot be used', () => {
  test.each([
    [
      'one\ntwo {{ first_name',
      'line 2, has a placeholder or tag that is not closed: add "}}", "%}" or the end tag.',
    ],
    ['{% if a %}', 'line 1, has a placeholder or tag that is not closed: add "}}", "%}" or the end tag.'],
    ['\n\n{{ a | upcased }}', 'line 3, has an unknown filter "upcased" (did you mean "upcase"?).'],
    [
      '{% for a in b %}{% endfor %}',
      'line 1, has a tag that texts cannot use, "for": use one of if, unless, case, comment.',
    ],
    ['{% endif %}', 'line 1, has "endif" without the tag that it belongs to.'],
    ['{{ | }}', 'line 1, has a placeholder or tag that cannot be read: check its spelling and its quotes.'],
    [
      '{{ customer.first_name }}',
      'line 1, has a path, "customer.first_name", where only a name can stand, such as first_name.',
    ],
    [
      '{{ first name }}',
      'line 1, has two values with no operator or "|" between them, or an operator without a value.',
    ],
    [
      '{% if a and %}{% endif %}',
      'line 1, has two values with no operator or "|" between them, or an operator without a value.',
    ],
  ])('%j', (source, fault) => {
    expect(sentence(source)).toBe(`templates.sms.text, ${fault}`);
  });

  test('does not quote itself in the error', () => {
    expect(sentence('Call +14255550123 {{ a +14255550123')).not.toContain('5550123');
    expect(sentence('{{ "+14255550123" "+14255550123" }}')).not.toContain('5550123');
  });

  test.each([
    '{{ a.constructor }}',
    '{{ a.__proto__ }}',
    '{{ a["__proto__"] }}',
    '{{ a[b] }}',
    '{{ [a] }}',
    '{{ [a.b] }}',
    '{{ a[0] }}',
    '{{ "abc".size }}',
    '{{ "abc"["constructor"] }}',
    '{{ (1..999999999) }}',
    '{% if (1..999999999) contains 5 %}{% endif %}',
    '{% case a %}{% when (1..9) %}{% endcase %}',
    '{{ a | default: b.c }}',
    '{{ a | truncate: (1..9) }}',
    '{{ a | map: "constructor" }}',
    '{{ a | where_exp: "x", "x.constructor" }}',
    '{{ "now" | date_to_string }}',
    '{{ a | json }}',
    '{{ a | raw }}',
    '{{ a | escape }}',
    '{{ a | times: 1e308 }}',
    '{% assign a = "x" %}',
    '{% capture a %}{% endcapture %}',
    '{% increment a %}',
    '{% cycle "a", "b" %}',
    '{% tablerow i in (1..999999999) %}{% endtablerow %}',
    '{% include "/etc/passwd" %}',
    '{% render "/etc/passwd" %}',
    '{% layout "/etc/passwd" %}{% block a %}{% endblock %}',
    '{% liquid assign a = 1 %}',
    '{% echo a %}',
    '{% raw %}{{ a }}{% endraw %}',
    '{% # comment %}',
    `${'{% if a %}'.repeat(21)}${'{% endif %}'.repeat(21)}`,
    `${'{% if a %}'.repeat(10_000)}${'{% endif %}'.repeat(10_000)}`,
    '{{ a }}'.repeat(2001),
    `${'x'.repeat(512 * 1024)}y`,
    `{{ ${'a'.repeat(200_000)} ${'| upcase '.repeat(10_001)}}}`,
    `{% if a${' and a'.repeat(10_001)} %}{% endif %}`,
  ])('is refused, payload %#', (source) => {
    expect(sentence(source)).toMatch(
      /^templates\.sms\.text, line 1, has|^templates\.sms\.text, line 1, is longer/,
    );
  });

  test.each([
    [
      '{{ "2026-11-05" | date: "%999999999d" }}',
      'render_error: the filter "date" does not know %9, line:1, col:1',
    ],
    [
      '{{ "now" | date: "%Y" }}',
      'render_error: the filter "date" was given something that is no ISO 8601 date, line:1, col:1',
    ],
    ['{{ "abc" | truncate: 999999999999 }}', 'abc'],
    ['{{ "abc" | truncate: -1, "" }}', ''],
  ])('is harmless: %s', (source, result) => {
    expect(text(source)).toBe(result);
  });

  test('twenty ifs within each other are enough', () => {
    expect(text(`${'{% if a %}'.repeat(20)}x${'{% endif %}'.repeat(20)}`, { a: true })).toBe('x');
  });
});

describe('segments', () => {
  const names = fc.constantFrom('a', 'first_name', 'size', 'first', '__proto__', 'constructor', 'x-y');
  const blank = fc.constantFrom('', ' ', '\n\t');
  const dash = fc.constantFrom('', '-');
  const quoted = fc
    .string({
      unit: fc.constantFrom('a', ' ', '<', '&', "'", '|', '}', '🙂', '\\n', '\\"', '\n'),
      maxLength: 8,
    })
    .map((content) => `"${content}"`);
  const placeholder = fc
    .tuple(dash, blank, names, blank, fc.option(quoted, { nil: undefined }), blank, dash)
    .map(([open, b1, name, b2, fallback, b3, close]) => {
      const filter = fallback === undefined ? '' : `|${b2}default:${b1}${fallback}`;
      return `{{${open}${b1}${name}${b2}${filter}${b3}${close === '-' ? ' -' : ''}}}`;
    });
  const literal = fc.string({
    unit: fc.constantFrom('a', ' ', '\n', '\t', '}', '<', "'", '"', 'é', '🙂', '\u00a0', '%}'),
    maxLength: 10,
  });
  const sources = fc.array(fc.oneof(literal, placeholder), { maxLength: 8 }).map((pieces) => pieces.join(''));
  const values = fc.option(
    fc.oneof(
      fc.constantFrom('', '<i>', '{{ a }}', false, true, null, 0, -0, Number.NaN),
      fc.string(),
      fc.double(),
    ),
    { nil: undefined },
  );
  const variables = fc.dictionary(names, values, { noNullPrototype: false });

  test.each([
    ['text', sms, textEngine],
    ['html', html, htmlEngine],
  ] as const)('are what Liquid renders: %s', (format, options, engine) => {
    let rendered = 0;
    fc.assert(
      fc.property(sources, variables, (source, customer) => {
        const templates = engine.parse(source);
        expect(toSegments(templates, format === 'html')).toBeDefined();
        const liquid = throughLiquid(engine, templates, customer);
        expect(text(source, customer, options)).toBe(liquid);
        if (!liquid.startsWith('missing_variable')) rendered++;
      }),
      { numRuns: 3000 },
    );
    expect(rendered).toBeGreaterThan(500);
  });
});

describe('anything at all', () => {
  const pieces = fc.constantFrom(
    '{{',
    '}}',
    '{%',
    '%}',
    '-',
    ' ',
    '\n',
    'if',
    'endif',
    'else',
    'case',
    'when',
    'unless',
    'comment',
    'endcomment',
    'a',
    'b',
    '|',
    'default',
    ':',
    '"',
    "'",
    'x',
    '.',
    '[',
    ']',
    '(',
    ')',
    '..',
    '1',
    ',',
    '==',
    'and',
    'not',
    'nil',
    'raw',
    '\\',
  );
  const sources = fc.array(pieces, { maxLength: 25 }).map((list) => list.join(' '));

  test('either fails with a sentence or renders with a result', () => {
    fc.assert(
      fc.property(sources, (source) => {
        const outcome = sentence(source);
        const usable = outcome === 'compiled' && typeof render(source, { a: 'x' }).ok === 'boolean';
        expect(usable ? '' : outcome).toMatch(/^$|^templates\.sms\.text, line \d+, has .*\.$/s);
      }),
      { numRuns: 5000 },
    );
  });
});

test('names as the list spelled them', () => {
  const values = { loyalty_tier: 'Gold', is_b2b: true };
  expect(text('{{ loyaltyTier }}', values)).toBe('Gold');
  expect(text('{{ loyaltyTier | upcase }}{% if isB2B %}!{% endif %}', values)).toBe('GOLD!');
  expect(text('{{ LoyaltyTier | default: "new" }}')).toBe('new');
  expect(text('{{ loyaltyTier }}')).toBe('missing_variable: loyaltyTier');
  expect(text('{{ loyaltyTier | upcase }}')).toBe('missing_variable: loyaltyTier');
  expect(text('{{ loyaltyTier }}', { ...values, loyaltyTier: 'own' })).toBe('own');
});
