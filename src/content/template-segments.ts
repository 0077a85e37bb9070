import { Output, type Template, TypeGuards } from 'liquidjs';
import { escapeHtml, isPlain, valueText } from './liquid-engine.ts';
import { flatName } from './template-names.ts';

/** A variable and the text that follows it. `fallback` is its `default:`, escaped already where the text is HTML. */
interface Slot {
  readonly name: string;
  readonly fallback: string | undefined;
  readonly after: string;
}

/** A text that is joined instead of rendered: the same characters, without Liquid. */
export interface Segments {
  readonly first: string;
  readonly slots: readonly Slot[];
  readonly html: boolean;
}

/** The segments of a text that has nothing but `{{ name }}` and `{{ name | default: "text" }}`; `undefined` for any other. */
export function toSegments(templates: readonly Template[], html: boolean): Segments | undefined {
  let first = '';
  const slots: Slot[] = [];
  for (const template of templates) {
    if (TypeGuards.isHTMLToken(template.token)) {
      const text = template.token.getContent();
      const last = slots.pop();
      if (last === undefined) first += text;
      else slots.push({ ...last, after: last.after + text });
    } else {
      const slot = template instanceof Output ? toSlot(template, html) : undefined;
      if (slot === undefined) return undefined;
      slots.push(slot);
    }
  }
  return { first, slots, html };
}

function toSlot(output: Output, html: boolean): Slot | undefined {
  const [operand, ...more] = output.value.initial.postfix;
  const name = operand === undefined || more.length > 0 ? undefined : flatName(operand);
  if (name === undefined) return undefined;
  // In HTML Liquid appends its escape as the last filter.
  const filters = html ? output.value.filters.slice(0, -1) : output.value.filters;
  const [filter] = filters;
  if (filter === undefined) return { name, fallback: undefined, after: '' };
  const [argument] = filter.args;
  if (filters.length > 1 || filter.name !== 'default' || filter.args.length !== 1) return undefined;
  if (Array.isArray(argument) || !TypeGuards.isQuotedToken(argument)) return undefined;
  return { name, fallback: html ? escapeHtml(argument.content) : argument.content, after: '' };
}

/** Why a text cannot be made: a variable that is not there, or one that is neither text, number nor boolean. */
export interface SegmentFault {
  readonly name: string;
  readonly fault: 'missing' | 'strange';
}

/** The text, as Liquid would render it. */
export function joinSegments(
  segments: Segments,
  variables: Readonly<Record<string, unknown>>,
): string | SegmentFault {
  const bare = Object.getPrototypeOf(variables) === null;
  let text = segments.first;
  for (const slot of segments.slots) {
    const value = bare || Object.hasOwn(variables, slot.name) ? variables[slot.name] : undefined;
    if (!isPlain(value)) return { name: slot.name, fault: 'strange' };
    if (slot.fallback !== undefined && isNothing(value)) text += slot.fallback;
    else if (value === undefined) return { name: slot.name, fault: 'missing' };
    else text += segments.html ? escapeHtml(value) : valueText(value);
    text += slot.after;
  }
  return text;
}

/** What Liquid's `default` replaces. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '' || value === false;
}
