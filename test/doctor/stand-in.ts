import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';

/** What an operation answers to the n-th (from 1) call of it, given its input. */
export type Answer = (input: Readonly<Record<string, unknown>>, nth: number) => Reply;
export interface Reply {
  readonly status?: number;
  readonly body: Readonly<Record<string, unknown>>;
}
export type Answers = Readonly<Record<string, Answer>>;

/** The operations that are spoken in REST, by method and path. */
const ROUTES: readonly (readonly [RegExp, string])[] = [
  [/^GET \/v2\/email\/account$/, 'GetAccount'],
  [/^POST \/v2\/email\/list-identities$/, 'ListEmailIdentities'],
  [/^POST \/v2\/email\/list-configuration-sets$/, 'ListConfigurationSets'],
  [
    /^GET \/v2\/email\/configuration-sets\/[^/]+\/event-destinations$/,
    'GetConfigurationSetEventDestinations',
  ],
  [/^GET \/v1\/whatsapp\/waba\/list$/, 'ListLinkedWhatsAppBusinessAccounts'],
  [/^GET \/v1\/whatsapp\/waba\/details$/, 'GetLinkedWhatsAppBusinessAccount'],
  [/^GET \/v1\/whatsapp\/template\/list$/, 'ListWhatsAppMessageTemplates'],
];

export interface Call {
  readonly operation: string;
  readonly at: number;
}

/** AWS for these tests: canned JSON for each operation. */
export class StandIn {
  answers: Answers = {};
  readonly calls: Call[] = [];
  url = '';
  /** The time of a call, on the clock of whoever reads. */
  clock: () => number = () => 0;
  readonly #server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      const url = new URL(request.url ?? '/', 'http://stand-in');
      const operation = operationOf(request, url);
      this.calls.push({ operation, at: this.clock() });
      const nth = this.calls.filter((call) => call.operation === operation).length;
      const input = text === '' ? Object.fromEntries(url.searchParams) : inputSchema.parse(JSON.parse(text));
      const answer = this.answers[operation];
      const { status = 200, body } =
        answer === undefined ? failure('UnknownOperationException') : answer(input, nth);
      const type = typeof body['__type'] === 'string' ? { 'x-amzn-errortype': body['__type'] } : {};
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...type });
      response.end(JSON.stringify(body));
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('It has no port.');
    this.url = `http://127.0.0.1:${address.port}`;
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  times(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }
}

const inputSchema = z.record(z.string(), z.unknown());

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request.setEncoding('utf8')) text += String(piece);
  return text;
}

function operationOf({ method, headers }: IncomingMessage, url: URL): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.slice(target.indexOf('.') + 1);
  return ROUTES.find(([pattern]) => pattern.test(`${method} ${url.pathname}`))?.[1] ?? url.pathname;
}

export function failure(name: string, status = 400): Reply {
  return { status, body: { __type: name, message: `${name} for the test` } };
}

export function always(body: Reply['body']): Answer {
  return () => ({ body });
}

/** Pages of a list, with tokens. */
export function pages(key: string, lists: readonly (readonly unknown[])[], token = 'NextToken'): Answer {
  return (input) => {
    const at = Number(input[token] ?? 0);
    return {
      body: { [key]: lists[at] ?? [], ...(at + 1 < lists.length ? { [token]: String(at + 1) } : {}) },
    };
  };
}
