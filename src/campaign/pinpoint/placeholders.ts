import {
  attributeHome,
  DEMOGRAPHIC_HOMES,
  type Home,
  LOCATION_HOMES,
  metricName,
} from '../../audience/pinpoint/names.ts';

export interface ConvertedText {
  /** Absent where something in it has no counterpart here. */
  readonly text?: string;
  /** What has none, in words. */
  readonly problems: readonly string[];
}

/** Texts that stand where a recipient has no value, by Pinpoint's own path: `User.UserAttributes.FirstName`. */
export type Defaults = ReadonlyMap<string, string>;

/** Fields of the customer that texts can name (customerVariables): addresses and the time zone are not among them. */
const IN_TEXTS: ReadonlySet<string> = new Set([
  'first_name',
  'last_name',
  'city',
  'country',
  'language',
  'external_id',
]);

/** Helpers of Pinpoint that are a filter here. */
const FILTERS: Readonly<Record<string, string>> = {
  toUpperCase: 'upcase',
  uppercase: 'upcase',
  toLowerCase: 'downcase',
  lowercase: 'downcase',
  capitalizeFirst: 'capitalize',
  capitalize: 'capitalize',
};

const TAG = /\{\{\{?\s*([^{}]*?)\s*\}?\}\}/g;

/**
 * A text of Pinpoint (Handlebars) as Liquid: placeholders become variables, `defaults` their defaults, `#if` of a placeholder `if`, helpers
 * that change case filters. A value that is missing without a default keeps the message from being sent, there as here.
 */
export function convertText(given: string, defaults: Defaults): ConvertedText {
  const problems: string[] = [];
  if (/\{%|%\}/.test(given)) problems.push('it has {% or %}, which is a tag here');
  const text = given.replaceAll(TAG, (_, inner: string) => convertTag(inner, defaults, problems));
  return problems.length === 0 ? { text, problems } : { problems: [...new Set(problems)] };
}

function convertTag(inner: string, defaults: Defaults, problems: string[]): string {
  if (inner.startsWith('!')) return '';
  if (inner === 'else') return '{% else %}';
  if (inner === '/if') return '{% endif %}';
  if (inner === '/unless') return '{% endunless %}';
  const block = /^#(if|unless)\s+(\S+)$/.exec(inner);
  if (block !== null) {
    const name = variableOf(block[2] ?? '', problems);
    return `{% ${block[1] ?? 'if'} ${name} %}`;
  }
  const helper = /^([A-Za-z]+)\s+(\S+)$/.exec(inner);
  const filter = FILTERS[helper?.[1] ?? ''];
  const path = filter === undefined ? inner : (helper?.[2] ?? '');
  if (/[\s#/(]/.test(path)) {
    problems.push(`it has {{${inner}}}, which is no placeholder`);
    return '';
  }
  const name = variableOf(path, problems);
  const fallback = defaults.get(plainPath(path));
  return `{{ ${name}${fallback === undefined ? '' : ` | default: ${quoted(fallback)}`}${filter === undefined ? '' : ` | ${filter}`} }}`;
}

/** `Attributes.Interests.[0]` is one value of a list; here a list with one value is that value. */
function plainPath(path: string): string {
  return path.replace(/\.?\[0\]$/, '');
}

function variableOf(path: string, problems: string[]): string {
  const [first = '', ...rest] = plainPath(path).split('.');
  const name = rest.join('.');
  const home = homeOf(first, name);
  if (home !== undefined && 'attribute' in home) return home.attribute;
  if (home !== undefined && IN_TEXTS.has(home.field)) return home.field;
  problems.push(`{{${path}}} has no counterpart: texts cannot name it`);
  return 'pinpoint_unknown';
}

function homeOf(group: string, name: string): Home | undefined {
  switch (group) {
    case 'Attributes':
      return attributeHome(name);
    case 'User':
      if (name.startsWith('UserAttributes.')) return attributeHome(name.slice('UserAttributes.'.length));
      return name === 'UserId' ? { attribute: 'customer_id' } : undefined;
    case 'Metrics':
      return { attribute: metricName(name) };
    case 'Demographic':
      return Object.hasOwn(DEMOGRAPHIC_HOMES, name) ? DEMOGRAPHIC_HOMES[name] : undefined;
    case 'Location':
      return Object.hasOwn(LOCATION_HOMES, name) ? LOCATION_HOMES[name] : undefined;
    case 'Id':
      return name === '' ? { attribute: 'customer_id' } : undefined;
    default:
      return undefined;
  }
}

/** Liquid knows no way to write a quote inside its own kind. */
function quoted(text: string): string {
  if (!text.includes('"')) return `"${text}"`;
  return text.includes("'") ? `"${text.replaceAll('"', '\u201d')}"` : `'${text}'`;
}

/** The `DefaultSubstitutions` of a template: JSON, whose keys are paths, or objects within objects. Rubbish is none. */
export function parseDefaults(given: string | undefined): Defaults {
  const defaults = new Map<string, string>();
  try {
    const value: unknown = JSON.parse(given ?? '{}');
    collect(value, '', defaults);
  } catch {
    // What is no JSON gives no defaults: a text then asks for its values.
  }
  return defaults;
}

function collect(value: unknown, path: string, into: Map<string, string>): void {
  if (typeof value === 'string' || typeof value === 'number') into.set(path, String(value));
  if (typeof value !== 'object' || value === null) return;
  const entries: readonly (readonly [string, unknown])[] = Object.entries(value);
  for (const [name, inner] of entries) collect(inner, path === '' ? name : `${path}.${name}`, into);
}
