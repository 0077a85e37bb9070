import type { z } from 'zod';

/** An exception of a service's model, as it goes over the wire. */
export interface AwsError {
  /** `ThrottlingException`, ... */
  readonly name: string;
  readonly status: number;
  readonly message: string;
  /** Its other members. */
  readonly members?: Readonly<Record<string, unknown>>;
}

export type Answer =
  | { readonly kind: 'ok'; readonly body: object }
  | { readonly kind: 'error'; readonly error: AwsError }
  /** The connection breaks. */
  | { readonly kind: 'reset' }
  /** Nothing ever comes; the client hangs up. */
  | { readonly kind: 'silence' };

/** What becomes of a request, decided when it came in. */
export interface Reply {
  readonly answer: Answer;
  /** From the request to the answer; absent: at once. */
  readonly afterMs?: number;
  /** Of a send. */
  readonly attemptId?: string;
}

/** One operation of one service. `input` is the body, with path and query members beside its own. */
export interface Operation {
  readonly name: string;
  run(input: unknown): Reply;
}

/** A request as it came in. */
export interface WireRequest {
  readonly method: string;
  /** Without the query, percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** `X-Amz-Target`, of the JSON protocol. */
  readonly target: string | undefined;
  readonly body: Buffer;
}

export interface Service {
  readonly protocol: 'json' | 'rest';
  /** The operation that a request is for and what it says; `undefined`: this service has none like it. */
  route(request: WireRequest): { readonly operation: Operation; readonly input: unknown } | undefined;
  /** What the service says to a request that it cannot read or does not know. */
  readonly malformed: (message: string) => AwsError;
  /** Where the text of an exception stands. */
  readonly messageMember: 'message' | 'Message';
}

export function ok(body: object): Reply {
  return { answer: { kind: 'ok', body } };
}

export function failed(error: AwsError): Reply {
  return { answer: { kind: 'error', error } };
}

/** An operation whose input is read by `schema`; what does not fit becomes the service's own exception. */
export function operation<T>(
  name: string,
  schema: z.ZodType<T>,
  invalid: (issue: Issue) => AwsError,
  run: (input: T) => Reply,
): Operation {
  return {
    name,
    run(input) {
      const parsed = schema.safeParse(input);
      if (parsed.success) return run(parsed.data);
      const issue = parsed.error.issues[0];
      return failed(
        invalid({
          member: issue?.path.join('.') ?? '',
          message: issue?.message ?? 'unreadable',
          missing: issue?.code === 'invalid_type' && issue.message.endsWith('received undefined'),
        }),
      );
    },
  };
}

/** The first thing that is wrong with an input; never its value. */
export interface Issue {
  readonly member: string;
  readonly message: string;
  readonly missing: boolean;
}

/** JSON of a body; `undefined` when it is none. An empty body is an empty object. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
