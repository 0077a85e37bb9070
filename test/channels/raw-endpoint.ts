import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it came off the wire. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

/** What is done with a request that was read to its end. */
export type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** An HTTP server that counts requests and answers as it is told: what a provider really does on the wire. */
export interface RawEndpoint {
  readonly url: string;
  readonly seen: readonly Seen[];
  answerWith(answer: Answer): void;
  close(): Promise<void>;
}

/** Listens on a free port of this machine. */
export async function openRawEndpoint(): Promise<RawEndpoint> {
  const seen: Seen[] = [];
  let answer: Answer = (response) => response.end();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '' } = request;
      seen.push({ method, path: url, body: Buffer.concat(chunks).toString() });
      answer(response, request);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    seen,
    answerWith(next) {
      answer = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

/** An answer with a body; `type` names an error as the AWS JSON protocols do. */
export function answerOf(status: number, body: string, type?: string): Answer {
  return (response) => {
    response.writeHead(status, {
      'content-type': 'application/json',
      ...(type === undefined ? {} : { 'x-amzn-errortype': type }),
    });
    response.end(body);
  };
}
