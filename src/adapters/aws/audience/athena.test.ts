import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AnsweringServer, type ReceivedRequest } from '../../../../test/support/answering-server.ts';
import { localAccess } from '../../../../test/support/aws-access.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { seededRandom } from '../../../kernel/random.ts';
import { Athena } from './athena.ts';

const STATEMENT = { sql: 'SELECT count(*) FROM customers c WHERE c.city = ?', parameters: ['lisbon'] };
const never = new AbortController().signal;

/** Sleeps are over at once: what is waited for is the server. */
const clock: Clock = {
  now: () => elapsedMs,
  monotonic: () => elapsedMs,
  sleep: async (ms) => {
    elapsedMs += ms;
  },
};

let server: AnsweringServer;
let athena: Athena;
let elapsedMs: number;
beforeEach(async () => {
  server = await AnsweringServer.open();
  elapsedMs = 0;
  const queues = { work: '', transactional: '', events: '' };
  athena = new Athena(
    { project: 'p', environment: 'e', access: localAccess(server.url), bucket: 'bucket', queues },
    { clock, random: seededRandom(1), timeLimitMs: 60_000 },
  );
});
afterEach(async () => {
  athena.close();
  await server.close();
});

const operationOf = ({ headers }: ReceivedRequest) => String(headers['x-amz-target']).split('.')[1] ?? '';
const started = () =>
  server.requests.filter((request) => operationOf(request) === 'StartQueryExecution').length;
const stopped = () =>
  server.requests.filter((request) => operationOf(request) === 'StopQueryExecution').length;

/** Every start succeeds; what becomes of a statement is said in turn, the last again and again. */
function become(...states: readonly object[]): void {
  let asked = 0;
  server.behave((request) => {
    const status = states[Math.min(asked, states.length - 1)];
    const isAsked = operationOf(request) === 'GetQueryExecution';
    if (isAsked) asked++;
    const Statistics = { DataScannedInBytes: 5 };
    const body = isAsked ? { QueryExecution: { Status: status, Statistics } } : { QueryExecutionId: 'q-1' };
    return { kind: 'answer', status: 200, body: JSON.stringify(body) };
  });
}

describe('a statement', () => {
  test('is waited for', async () => {
    become({ State: 'QUEUED' }, { State: 'RUNNING' }, { State: 'RUNNING' }, { State: 'SUCCEEDED' });
    expect(await athena.run(STATEMENT, 'db', never)).toEqual({
      id: 'q-1',
      location: undefined,
    });
    expect(stopped()).toBe(0);
  });

  test('that fails is told with the reason of Athena, without what was asked for', async () => {
    const StateChangeReason = "SYNTAX_ERROR: line 1:8: Cannot cast 'O''Hara, Ada' to bigint\nmore";
    become({ State: 'FAILED', StateChangeReason });
    await expect(athena.run(STATEMENT, 'db', never)).rejects.toMatchObject({
      code: 'unsupported',
      message: "The question failed in Athena: SYNTAX_ERROR: line 1:8: Cannot cast '...' to bigint.",
    });
    expect(started()).toBe(1);
  });

  test('is begun again where Athena says that this may help, three times in all', async () => {
    become({ State: 'FAILED', AthenaError: { Retryable: true, ErrorMessage: 'out of machines' } });
    await expect(athena.run(STATEMENT, 'db', never)).rejects.toThrow(/failed in Athena: out of machines\.$/);
    expect(started()).toBe(3);
  });

  test('is cancelled when it takes too long', async () => {
    become({ State: 'RUNNING' });
    await expect(athena.run(STATEMENT, 'db', never)).rejects.toThrow(
      /did not answer in time and the question was cancelled/,
    );
    expect(elapsedMs).toBeGreaterThanOrEqual(60_000);
    expect(elapsedMs).toBeLessThan(66_000);
    expect(stopped()).toBe(1);
  });

  test('is cancelled when nobody wants it any more', async () => {
    const wanted = new AbortController();
    become({ State: 'RUNNING' });
    const running = athena.run(STATEMENT, 'db', wanted.signal);
    void server.received(3).then(() => wanted.abort(new Error('enough')));
    await expect(running).rejects.toThrow('enough');
    expect(stopped()).toBe(1);
  });

  test('waits for a free place', async () => {
    let refused = 0;
    server.behave((request) => {
      const isStart = operationOf(request) === 'StartQueryExecution';
      if (isStart && refused++ < 4) {
        return { kind: 'answer', status: 400, body: '{"__type":"TooManyRequestsException"}' };
      }
      const body = isStart
        ? { QueryExecutionId: 'q-1' }
        : { QueryExecution: { Status: { State: 'SUCCEEDED' } } };
      return { kind: 'answer', status: 200, body: JSON.stringify(body) };
    });
    await athena.run(STATEMENT, 'db', never);
    expect(started()).toBe(5);
  });

  test('that is refused is told', async () => {
    const body = `{"__type":"InvalidRequestException","Message":"line 1:1: mismatched input 'x'"}`;
    server.behave({ kind: 'answer', status: 400, body });
    await expect(athena.run(STATEMENT, 'db', never)).rejects.toThrow(
      "Athena refused the question: line 1:1: mismatched input '...'.",
    );
  });
});
