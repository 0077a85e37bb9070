import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Clock } from '../../kernel/clock.ts';
import type { Control } from './control.ts';
import type { AwsError, Reply, Service, WireRequest } from './protocol.ts';
import type { RequestLog } from './request-log.ts';

export interface WireServerOptions {
  readonly clock: Clock;
  readonly services: readonly Service[];
  readonly control: Control;
  readonly log: RequestLog;
}

/** SES takes 40 MB after MIME; in base64 and JSON that is a third more. */
const LONGEST_BODY = 60_000_000;

/**
 * Speaks AWS's protocols on one port, and the control plane under `/_simulator`. Signatures are not checked. A request is decided when its
 * body is there; the answer goes out when its time comes, however many others are waiting.
 */
export function wireServer(options: WireServerOptions): Server {
  const stopped = new AbortController();
  const server = createServer({ keepAliveTimeout: 60_000, requestTimeout: 0 }, (request, response) => {
    // A client that hangs up has gone: nothing is left to be done for it.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    readBody(request, (body) => {
      if (body === undefined) {
        request.socket.destroy();
        return;
      }
      void answer(options, stopped.signal, request, response, body);
    });
  });
  server.on('close', () => stopped.abort());
  return server;
}

function readBody(request: IncomingMessage, done: (body: Buffer | undefined) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  request.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > LONGEST_BODY) done(undefined);
    else chunks.push(chunk);
  });
  request.on('end', () => {
    if (length <= LONGEST_BODY) done(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
  });
}

async function answer(
  options: WireServerOptions,
  stopped: AbortSignal,
  request: IncomingMessage,
  response: ServerResponse,
  body: Buffer,
): Promise<void> {
  const wire = wireRequestOf(request, body);
  const control = options.control.answer(wire);
  if (control !== undefined) {
    const text = typeof control.body === 'string' ? control.body : `${JSON.stringify(control.body)}\n`;
    response.writeHead(control.status, { 'content-type': 'application/json' }).end(text);
    return;
  }
  const { service, reply } = decide(options, wire);
  const { clock } = options;
  if (reply.afterMs !== undefined && reply.afterMs > 0) await clock.sleep(reply.afterMs, stopped);
  write(service, reply, request, response, options.log.count);
}

function wireRequestOf(request: IncomingMessage, body: Buffer): WireRequest {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const target = request.headers['x-amz-target'];
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1)),
    target: typeof target === 'string' ? target : undefined,
    body,
  };
}

function decide(
  { services, clock, log }: WireServerOptions,
  wire: WireRequest,
): { service: Service | undefined; reply: Reply } {
  const at = clock.now();
  for (const service of services) {
    const routed = service.route(wire);
    if (routed === undefined) continue;
    const { operation, input } = routed;
    const reply: Reply =
      typeof input === 'object' && input !== null
        ? operation.run(input)
        : { answer: { kind: 'error', error: service.malformed('The body is no JSON object.') } };
    const { attemptId } = reply;
    log.add({
      at,
      operation: operation.name,
      ...(attemptId !== undefined && { attemptId }),
      answer: answerName(reply),
    });
    return { service, reply };
  }
  const error = {
    name: 'UnknownOperationException',
    status: 404,
    message: 'The simulator has no such operation.',
  };
  log.add({ at, operation: 'unknown', answer: error.name });
  return { service: undefined, reply: { answer: { kind: 'error', error } } };
}

function answerName({ answer }: Reply): string {
  return answer.kind === 'error' ? answer.error.name : answer.kind;
}

function write(
  service: Service | undefined,
  { answer }: Reply,
  request: IncomingMessage,
  response: ServerResponse,
  count: number,
): void {
  switch (answer.kind) {
    case 'silence':
      return;
    case 'reset':
      request.socket.resetAndDestroy();
      return;
    case 'ok':
      writeJson(service, response, 200, answer.body, count);
      return;
    case 'error':
      writeError(service, response, answer.error, count);
  }
}

function writeJson(
  service: Service | undefined,
  response: ServerResponse,
  status: number,
  body: object,
  count: number,
  errorName?: string,
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': service?.protocol === 'json' ? 'application/x-amz-json-1.0' : 'application/json',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': `00000000-0000-4000-8000-${count.toString(16).padStart(12, '0')}`,
    ...(errorName !== undefined && { 'x-amzn-errortype': errorName }),
  });
  response.end(text);
}

/** The JSON protocol names the exception in the body, REST in a header; both are given, as AWS's clients read either. */
function writeError(
  service: Service | undefined,
  response: ServerResponse,
  { name, status, message, members }: AwsError,
  count: number,
): void {
  const body = {
    ...(service?.protocol === 'json' && { __type: name }),
    [service?.messageMember ?? 'message']: message,
    ...members,
  };
  writeJson(service, response, status, body, count, name);
}
