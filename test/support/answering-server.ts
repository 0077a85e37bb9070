import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What the server does with a request once it has read all of it. */
export type Manner =
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  /** Never says anything. */
  | { readonly kind: 'hang' }
  /** Breaks the connection. */
  | { readonly kind: 'reset' }
  /** Begins an answer and never ends it. */
  | { readonly kind: 'stall' }
  /** Answers when `release` is called. */
  | { readonly kind: 'late'; readonly body: string };

export interface ReceivedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type MannerOf = (request: ReceivedRequest, nth: number) => Manner;

/** A plain HTTP server that counts what it gets, and answers as it is told. */
export class AnsweringServer {
  readonly requests: ReceivedRequest[] = [];
  readonly #server: Server;
  readonly #held: (() => void)[] = [];
  #manner: MannerOf = () => ({ kind: 'hang' });

  private constructor(server: Server) {
    this.#server = server;
  }

  static async open(): Promise<AnsweringServer> {
    const server = createServer();
    const self = new AnsweringServer(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void self.#receive(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return self;
  }

  get url(): string {
    return `http://127.0.0.1:${addressOf(this.#server).port}`;
  }

  /** From the next request on; `nth` counts them from 1. */
  behave(manner: Manner | MannerOf): void {
    this.#manner = typeof manner === 'function' ? manner : () => manner;
  }

  /** Resolves when so many requests were read. */
  async received(count: number): Promise<void> {
    while (this.requests.length < count) await once(this.#server, 'read');
  }

  /** Answers what is late. */
  release(): void {
    for (const answer of this.#held.splice(0)) answer();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const received: ReceivedRequest = { path: request.url ?? '', headers: request.headers, body };
    const nth = this.requests.push(received);
    this.#server.emit('read');
    answer(this.#manner(received, nth), response, request.socket, this.#held);
  }
}

function answer(manner: Manner, response: ServerResponse, socket: Socket, held: (() => void)[]): void {
  switch (manner.kind) {
    case 'answer':
      response.writeHead(manner.status, { 'content-type': 'application/json' }).end(manner.body);
      return;
    case 'reset':
      socket.resetAndDestroy();
      return;
    case 'stall':
      response.writeHead(200, { 'content-type': 'application/json' }).write('{"MessageId":');
      return;
    case 'late':
      held.push(() => response.writeHead(200, { 'content-type': 'application/json' }).end(manner.body));
      return;
    case 'hang':
  }
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens to no port.');
  return address;
}
