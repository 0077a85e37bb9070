import { Agent } from 'node:https';
import { Agent as PlainAgent } from 'node:http';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Clock } from '../../kernel/clock.ts';

/** Where AWS is reached. Credentials, profile and endpoints are found as the AWS CLI finds them. */
export interface AwsAccess {
  readonly region: string;
  /** Instead of AWS's own, and of what AWS_ENDPOINT_URL says. */
  readonly endpoint?: string;
  /** Instead of those that would be found. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Of a call that sends, from its first step to the last byte of its answer. Default: SEND_TIMEOUT_MS. */
  readonly sendTimeoutMs?: number;
}

/** What providers on AWS are handed. */
export interface AwsProviderOptions {
  readonly clock: Clock;
  /** A code that no table has: what it is about is `unknown`. It holds nothing about a person. */
  readonly report: (code: string) => void;
}

/** A provider call ends within this time, one way or the other. */
export const SEND_TIMEOUT_MS = 10_000;
const READ_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 3_000;
/**
 * Opened as they are needed: 1,000 messages/s that take a second each, or 100/s that take as long as they may. A call that finds none
 * free within the connection timeout was not sent, and would hold its origin for a network that is well.
 */
const SEND_SOCKETS = 1_000;

/** A tree of some hundred tokens comes within ten seconds. */
const MODEL_TIMEOUT_MS = 20_000;

const STORE_TIMEOUT_MS = 5_000;
const STORE_ATTEMPTS = 5;
const STORE_SOCKETS = 200;

/**
 * For clients that send: one request a call, since no send of AWS takes an idempotency token and the SDK would repeat one that may
 * have been accepted; and a timeout that fails, since `requestTimeout` alone only warns (measured, reliability.md section 0). It ends
 * with the answer's head: `callOnce` bounds the rest.
 */
export function sendClientConfig(access: AwsAccess) {
  const timeoutMs = access.sendTimeoutMs ?? SEND_TIMEOUT_MS;
  return { ...placeOf(access), maxAttempts: 1, requestHandler: requestHandler(timeoutMs, SEND_SOCKETS) };
}

/** For clients that read or repeat safely: three attempts, with jitter. */
export function readClientConfig(access: AwsAccess) {
  return { ...placeOf(access), maxAttempts: 3, requestHandler: requestHandler(READ_TIMEOUT_MS, 10) };
}

/**
 * For the stores of a deployed engine: many small calls at once, each of which may be repeated (conditional writes carry a token that tells
 * what is one's own). A call ends within seconds: DynamoDB answers in milliseconds, and a worker's lease is a minute.
 */
export function storeClientConfig(access: AwsAccess) {
  return {
    ...placeOf(access),
    maxAttempts: STORE_ATTEMPTS,
    requestHandler: requestHandler(STORE_TIMEOUT_MS, STORE_SOCKETS),
  };
}

/** For a language model, which thinks before the first byte of its answer. Whoever asks repeats by itself: one request a call. */
export function modelClientConfig(access: AwsAccess) {
  return {
    ...placeOf(access),
    maxAttempts: 1,
    requestHandler: requestHandler(access.sendTimeoutMs ?? MODEL_TIMEOUT_MS, 4),
  };
}

function placeOf({ region, endpoint, credentials }: AwsAccess) {
  return {
    region,
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(credentials === undefined ? {} : { credentials }),
  };
}

/** For clients that wait in long polls: the server answers after `waitMs` at the latest. */
export function pollClientConfig(access: AwsAccess, waitMs: number) {
  return { ...placeOf(access), maxAttempts: 3, requestHandler: requestHandler(waitMs + READ_TIMEOUT_MS, 20) };
}

function requestHandler(requestTimeout: number, maxSockets: number): NodeHttpHandler {
  return new NodeHttpHandler({
    connectionTimeout: Math.min(CONNECT_TIMEOUT_MS, requestTimeout),
    requestTimeout,
    throwOnRequestTimeout: true,
    httpsAgent: new Agent({ keepAlive: true, maxSockets }),
    httpAgent: new PlainAgent({ keepAlive: true, maxSockets }),
  });
}
