import { type Liquid, LiquidError, type Template, type Token, UndefinedVariableError } from 'liquidjs';
import { fieldName } from '../kernel/field-name.ts';
import { Failure, nearest, toError } from '../kernel/failure.ts';
import { FILTERS, htmlEngine, isPlain, SOURCE_LIMIT, TAGS, textEngine } from './liquid-engine.ts';
import { flatName, readNames } from './template-names.ts';
import { joinSegments, type SegmentFault, toSegments } from './template-segments.ts';

/** Longest text a channel takes: UTF-16 code units, or bytes of UTF-8. */
export interface TextLimit {
  readonly max: number;
  readonly unit: 'characters' | 'bytes';
}

export interface TemplateOptions {
  /** Where the text stands, for errors: `templates.sms.text`. */
  readonly where: string;
  readonly limit: TextLimit;
  /** `html`: values and defaults are escaped, the text itself is not. */
  readonly format: 'text' | 'html';
}

/** `detail` holds no personal data: the variable's name, or what could not be done. */
export type RenderResult =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly reason: 'missing_variable' | 'render_error' | 'too_long';
      readonly detail: string;
    };

export interface CompiledTemplate {
  /** Variables the text names, defaults or not, in order of appearance. */
  readonly variables: readonly string[];
  /** Never throws. Values are data: text, numbers and booleans of the object itself, shown as they are and never read as Liquid. */
  render(variables: Readonly<Record<string, unknown>>): RenderResult;
}

/** Placeholders and tags of one text: bounds the time to parse (30 ms at the limit) and the depth of its calls. */
const PLACEHOLDER_LIMIT = 2000;

/**
 * Parses a Liquid text once for a whole campaign. Variables are flat names, the columns of a customer list: `{{ first_name }}`, or as the
 * list spelled them: `{{ firstName }}`.
 * One that a customer lacks is `missing_variable` for that customer, unless it has a `default:` or stands in a condition.
 * Texts with nothing but names and defaults are joined from segments: 0.4 us a render against 20 us through Liquid
 * (170 characters, 4 variables, Node 24, 2-core VM). Throws `Failure` `file_invalid`, with the line.
 */
export function compileTemplate(source: string, options: TemplateOptions): CompiledTemplate {
  const html = options.format === 'html';
  const engine = html ? htmlEngine : textEngine;
  const templates = parse(engine, source, options.where);
  const variables = readNames(templates, (token, fault) => {
    throw invalid(options.where, lineOf(token), fault);
  });
  const segments = toSegments(templates, html);
  const { limit } = options;
  const spelled = variables.filter((name) => fieldName(name) !== name);
  return {
    variables,
    render(given) {
      const values = spelled.length === 0 ? given : alsoSpelled(given, spelled);
      const result =
        segments === undefined
          ? renderLiquid(engine, templates, variables, values)
          : renderJoined(joinSegments(segments, values));
      return result.ok && isTooLong(result.text, limit) ? tooLong(limit) : result;
    },
  };
}

/** The values by the names that the text has for them, too: `loyaltyTier`, as the list wrote what is kept as `loyalty_tier`. */
function alsoSpelled(
  values: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const all: Record<string, unknown> = Object.assign(Object.create(null), values);
  for (const name of names) {
    const value = all[fieldName(name)];
    if (!(name in all) && value !== undefined) all[name] = value;
  }
  return all;
}

function renderJoined(joined: string | SegmentFault): RenderResult {
  if (typeof joined === 'string') return { ok: true, text: joined };
  return joined.fault === 'missing' ? missing(joined.name) : strange(joined.name);
}

function missing(name: string): RenderResult {
  return { ok: false, reason: 'missing_variable', detail: name };
}

function strange(name: string): RenderResult {
  return { ok: false, reason: 'render_error', detail: `${name} is no text, number or boolean` };
}

function renderLiquid(
  engine: Liquid,
  templates: Template[],
  variables: readonly string[],
  values: Readonly<Record<string, unknown>>,
): RenderResult {
  const odd = variables.find((name) => Object.hasOwn(values, name) && !isPlain(values[name]));
  if (odd !== undefined) return strange(odd);
  try {
    return { ok: true, text: String(engine.renderSync(templates, values)) };
  } catch (thrown) {
    if (thrown instanceof UndefinedVariableError) {
      return missing(flatName(thrown.token) ?? thrown.token.getText());
    }
    return { ok: false, reason: 'render_error', detail: toError(thrown).message };
  }
}

function isTooLong(text: string, limit: TextLimit): boolean {
  if (limit.unit === 'characters' || text.length > limit.max) return text.length > limit.max;
  return text.length * 3 > limit.max && Buffer.byteLength(text) > limit.max;
}

function tooLong(limit: TextLimit): RenderResult {
  return { ok: false, reason: 'too_long', detail: `more than ${limit.max} ${limit.unit}` };
}

function parse(engine: Liquid, source: string, where: string): Template[] {
  if (source.length > SOURCE_LIMIT) throw invalid(where, 1, `is longer than ${SOURCE_LIMIT} characters`);
  if (source.split(/\{\{|\{%/, PLACEHOLDER_LIMIT + 2).length > PLACEHOLDER_LIMIT + 1) {
    throw invalid(where, 1, `has more than ${PLACEHOLDER_LIMIT} placeholders and tags`);
  }
  try {
    return engine.parse(source);
  } catch (thrown) {
    const line = LiquidError.is(thrown) ? lineOf(thrown.token) : 1;
    throw invalid(where, line, explain(toError(thrown).message));
  }
}

function lineOf(token: Token): number {
  return token.getPosition()[0] ?? 1;
}

function invalid(where: string, line: number, fault: string): Failure {
  return new Failure('file_invalid', `${where}, line ${line}, ${fault}.`);
}

/** Liquid's message in our words: it quotes up to 32 characters of the text, which do not belong into an error. */
function explain(message: string): string {
  const filter = /^undefined filter: ([\w-]+)/.exec(message)?.[1];
  if (filter !== undefined) return `has an unknown filter "${filter}"${instead(filter, FILTERS)}`;
  const tag = /^tag "([\w#-]+)" not found/.exec(message)?.[1];
  if (tag !== undefined && /^(else|elsif|when|end)/.test(tag))
    return `has "${tag}" without the tag that it belongs to`;
  if (tag !== undefined) return `has a tag that texts cannot use, "${tag}"${instead(tag, TAGS)}`;
  if (message.includes('not closed'))
    return 'has a placeholder or tag that is not closed: add "}}", "%}" or the end tag';
  return 'has a placeholder or tag that cannot be read: check its spelling and its quotes';
}

function instead(word: string, known: readonly string[]): string {
  const near = nearest(word, known);
  return near === undefined ? `: use one of ${known.join(', ')}` : ` (did you mean "${near}"?)`;
}
