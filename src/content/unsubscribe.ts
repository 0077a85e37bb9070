import { Failure } from '../kernel/failure.ts';
import { type CompiledTemplate, compileTemplate, type RenderResult } from './template.ts';

const WHERE = 'templates.email.unsubscribe';
/** A header of SES has 995 characters (aws-facts 4.1), two of them the brackets around the address. */
const LONGEST = 993;

/** Compiles where a customer unsubscribes. @throws Failure `file_invalid`, also for a text without variables that is no address. */
export function compileUnsubscribe(source: string): CompiledTemplate {
  const compiled = compileTemplate(source.trim(), {
    where: WHERE,
    limit: { max: LONGEST, unit: 'characters' },
    format: 'text',
  });
  if (compiled.variables.length === 0 && !renderUnsubscribe(compiled, {}).ok)
    throw new Failure('file_invalid', `${WHERE} must be an https: or mailto: address.`);
  return compiled;
}

/** Mailbox providers take `https:` and `mailto:` (RFC 8058, RFC 2369); what is not ASCII is escaped. */
export function renderUnsubscribe(
  compiled: CompiledTemplate,
  variables: Readonly<Record<string, unknown>>,
): RenderResult {
  const rendered = compiled.render(variables);
  if (!rendered.ok) return rendered;
  const url = URL.parse(rendered.text);
  const isWay = url !== null && (url.protocol === 'https:' || url.protocol === 'mailto:');
  // A space, a line break or a bracket would end the address inside its header.
  if (!isWay || !/^[!-;=?-~]+$/.test(url.href))
    return {
      ok: false,
      reason: 'render_error',
      detail: 'the unsubscribe address is no https: or mailto: address',
    };
  if (url.href.length > LONGEST)
    return { ok: false, reason: 'too_long', detail: `more than ${LONGEST} characters` };
  return { ok: true, text: url.href };
}
