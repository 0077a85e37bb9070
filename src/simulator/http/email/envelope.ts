import { bareAddress, isAddress } from './addresses.ts';
import type { SendEmailInput } from './send-email-input.ts';

/** Who a message is from and to, wherever the request says it. */
export interface Envelope {
  readonly from: string;
  /** With the name in front, as events repeat it. */
  readonly fromHeader: string;
  /** Without names. */
  readonly recipients: readonly string[];
  readonly subject: string;
}

/** Longest head of a raw message that is looked at. */
const HEAD = 64_000;

/** Reads a request's envelope, or says what is missing. */
export function envelopeOf(input: SendEmailInput): Envelope | string {
  const { Content, Destination } = input;
  const raw = Content.Raw === undefined ? undefined : headOf(Content.Raw.Data);
  const fromHeader = input.FromEmailAddress ?? raw?.('from');
  if (fromHeader === undefined) return 'FromEmailAddress is required.';
  const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = Destination ?? {};
  const named = [...ToAddresses, ...CcAddresses, ...BccAddresses];
  const inHead = ['to', 'cc', 'bcc'].flatMap((name) => raw?.(name)?.split(',') ?? []).filter(isAddress);
  const subject =
    Content.Simple?.Subject.Data ?? Content.Template?.TemplateContent?.Subject ?? raw?.('subject') ?? '';
  const { Simple, Template } = Content;
  if (Simple !== undefined && Simple.Body.Text === undefined && Simple.Body.Html === undefined)
    return 'The body has neither Text nor Html.';
  if (Template !== undefined && Template.TemplateContent === undefined)
    return 'The simulated account has no stored templates: give TemplateContent.';
  const recipients = (named.length > 0 ? named : inHead).map(bareAddress);
  return { from: bareAddress(fromHeader), fromHeader, recipients, subject };
}

/** Looks up headers of a MIME message. */
function headOf(data: string): (name: string) => string | undefined {
  const text = Buffer.from(data, 'base64').toString('utf8', 0, HEAD);
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  const unfolded = head.replaceAll(/\r?\n[ \t]+/g, ' ');
  const headers = new Map(
    unfolded.split(/\r?\n/).map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  return (name) => headers.get(name);
}
