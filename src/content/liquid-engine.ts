import { Liquid } from 'liquidjs';
import { formatCalendarDate } from './calendar-date.ts';

/**
 * What a text may do. No loops: without them the work of a render is bounded by the length of the text. No `assign`, `capture` or
 * `increment`: with them a text could build names and values out of values. No `include`, `render` or `layout`: no text reads
 * a file. No `raw`: it would also lift the escaping of HTML.
 */
export const TAGS: readonly string[] = ['if', 'unless', 'case', 'comment'];

/** Pure filters of text. No arithmetic: Liquid counts what is no number as 0, and a customer would read a wrong amount. */
export const FILTERS: readonly string[] = [
  'append',
  'capitalize',
  'date',
  'default',
  'downcase',
  'prepend',
  'remove',
  'replace',
  'strip',
  'truncate',
  'truncatewords',
  'upcase',
  'url_encode',
];

/** Longest source, in characters. */
export const SOURCE_LIMIT = 512 * 1024;
/** New characters that the filters of one render may make. */
const MEMORY_LIMIT = 1_000_000;
/** Liquid's wall-clock guard, for a hang only: renders take microseconds, and a decision must not hang on how busy a machine is. */
const RENDER_LIMIT_MS = 1000;

/** One for text and one for HTML; both are without state and are shared by all templates. */
export const textEngine = createEngine();
export const htmlEngine = createEngine(escapeHtml);

/** What a variable may be: nothing, text, a number or a boolean. Objects and functions would run code of theirs. */
export function isPlain(value: unknown): boolean {
  const type = typeof value;
  return (
    type === 'string' || type === 'number' || type === 'boolean' || value === undefined || value === null
  );
}

/** How Liquid writes a plain value; `nil`, `empty` and what is not there are nothing. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

const HTML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** Safe between tags and inside quoted attributes. */
export function escapeHtml(value: unknown): string {
  return valueText(value).replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? '');
}

function createEngine(outputEscape?: (value: unknown) => string): Liquid {
  const engine = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: true,
    lenientIf: true,
    parseLimit: SOURCE_LIMIT,
    renderLimit: RENDER_LIMIT_MS,
    memoryLimit: MEMORY_LIMIT,
    // In memory, empty: belt and braces, since no tag that reads a file is left.
    templates: {},
    locale: 'en-US',
    // Names that a customer lacks are looked up here. Liquid answers `size` of any object with its number of keys,
    // unless it has a property of that name; a customer without a size must be missing one, not wear size 0.
    globals: { size: undefined },
    ...(outputEscape === undefined ? {} : { outputEscape }),
  });
  for (const name of Object.keys(engine.tags)) if (!TAGS.includes(name)) delete engine.tags[name];
  for (const name of Object.keys(engine.filters)) if (!FILTERS.includes(name)) delete engine.filters[name];
  engine.registerFilter('date', (value: unknown, format: unknown) =>
    value === undefined || value === null || value === '' ? value : formatCalendarDate(value, format),
  );
  return engine;
}
