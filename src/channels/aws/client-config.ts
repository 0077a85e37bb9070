import { Agent } from 'node:https';
import { Agent as PlainAgent } from 'node:http';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** Where AWS is reached. Credentials, profile and endpoints are found as the AWS CLI finds them. */
export interface AwsAccess {
  readonly region: string;
}

/** A provider call ends within this time, one way or the other. */
export const SEND_TIMEOUT_MS = 10_000;
const READ_TIMEOUT_MS = 10_000;
const CONNECT_TIMEOUT_MS = 3_000;
/** Calls under way at once, at 1,000 messages/s and 250 ms a call. */
const SEND_SOCKETS = 250;

/**
 * For clients that send: one request a call, since no send of AWS takes an idempotency token and the SDK would repeat one that may
 * have been accepted; and a timeout that fails, since `requestTimeout` alone only warns (measured, reliability.md section 0).
 */
export function sendClientConfig({ region }: AwsAccess) {
  return { region, maxAttempts: 1, requestHandler: requestHandler(SEND_TIMEOUT_MS, SEND_SOCKETS) };
}

/** For clients that read or repeat safely: three attempts, with jitter. */
export function readClientConfig({ region }: AwsAccess) {
  return { region, maxAttempts: 3, requestHandler: requestHandler(READ_TIMEOUT_MS, 10) };
}

/** For clients that wait in long polls: the server answers after `waitMs` at the latest. */
export function pollClientConfig({ region }: AwsAccess, waitMs: number) {
  return { region, maxAttempts: 3, requestHandler: requestHandler(waitMs + READ_TIMEOUT_MS, 20) };
}

function requestHandler(requestTimeout: number, maxSockets: number): NodeHttpHandler {
  return new NodeHttpHandler({
    connectionTimeout: CONNECT_TIMEOUT_MS,
    requestTimeout,
    throwOnRequestTimeout: true,
    httpsAgent: new Agent({ keepAlive: true, maxSockets }),
    httpAgent: new PlainAgent({ keepAlive: true, maxSockets }),
  });
}
