import { Failure } from '../kernel/failure.ts';

/** Longest parameter Meta takes, in UTF-16 code units. */
export const PARAMETER_LIMIT = 1024;

/** The body of an approved template, cut at its placeholders once for a whole campaign. */
export interface WhatsAppBody {
  /** Text, and the number of the parameter that follows it, counted from 0. */
  readonly pieces: readonly { readonly before: string; readonly parameter: number }[];
  readonly after: string;
  readonly parameterCount: number;
}

export type ParameterCheck =
  | { readonly ok: true; readonly text: string }
  | {
      readonly ok: false;
      readonly reason:
        | 'template_parameter_missing'
        | 'template_parameter_empty'
        | 'template_parameter_invalid';
      readonly detail: string;
    };

/**
 * Reads a body with placeholders `{{1}}` to `{{n}}`, each at least once. Throws `Failure` `file_invalid` when a number is left
 * out or a placeholder is no number: Meta would refuse every message of it (132000, 132012), long after it was sent.
 */
export function parseWhatsAppBody(body: string, where: string): WhatsAppBody {
  const texts = body.split(/\{\{\s*([^{}]*?)\s*\}\}/);
  const numbers = texts
    .filter((_, i) => i % 2 === 1)
    .map((name) => (/^[1-9]\d?$/.test(name) ? Number(name) : 0));
  if (numbers.includes(0)) {
    throw new Failure(
      'file_invalid',
      `${where} has a placeholder that is no number: write {{1}}, {{2}} and so on.`,
    );
  }
  const parameterCount = Math.max(0, ...numbers);
  for (let n = 1; n < parameterCount; n++) {
    if (!numbers.includes(n)) {
      throw new Failure(
        'file_invalid',
        `${where} has {{${parameterCount}}} but no {{${n}}}: number them from 1 without a gap.`,
      );
    }
  }
  const pieces = numbers.map((n, i) => ({ before: texts[2 * i] ?? '', parameter: n - 1 }));
  return { pieces, after: texts.at(-1) ?? '', parameterCount };
}

/**
 * What Meta demands of the parameters of one message, checked before it is sent, because the refusal comes late and names nobody:
 * as many as the body has, none blank, none with a line break, a tab or four spaces in a row, none over 1,024 characters.
 * `text` is the body as the customer will read it. `detail` names the parameter, not its value.
 */
export function checkParameters(body: WhatsAppBody, parameters: readonly string[]): ParameterCheck {
  const wanted = body.parameterCount;
  if (parameters.length !== wanted) {
    const detail = `the body has ${wanted} parameters and ${parameters.length} were given`;
    return { ok: false, reason: 'template_parameter_missing', detail };
  }
  for (const [i, parameter] of parameters.entries()) {
    if (parameter.trim() === '')
      return { ok: false, reason: 'template_parameter_empty', detail: `{{${i + 1}}} is empty` };
    const fault = faultOf(parameter);
    if (fault !== undefined)
      return { ok: false, reason: 'template_parameter_invalid', detail: `{{${i + 1}}} ${fault}` };
  }
  let text = '';
  for (const piece of body.pieces) text += piece.before + (parameters[piece.parameter] ?? '');
  return { ok: true, text: text + body.after };
}

function faultOf(parameter: string): string | undefined {
  if (parameter.length > PARAMETER_LIMIT) return `is longer than ${PARAMETER_LIMIT} characters`;
  if (/[\n\r\t]/.test(parameter)) return 'has a line break or a tab';
  return parameter.includes('    ') ? 'has four spaces in a row' : undefined;
}
