import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  InvalidRequestException,
  type QueryExecution,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
  TooManyRequestsException,
} from '@aws-sdk/client-athena';
import { executionParameters } from '../../../audience/sql/execution-parameters.ts';
import type { CompiledQuery } from '../../../audience/audience-index.ts';
import { storeClientConfig } from '../../../channels/aws/client-config.ts';
import type { Clock } from '../../../kernel/clock.ts';
import { Failure } from '../../../kernel/failure.ts';
import type { Random } from '../../../kernel/random.ts';
import type { Deployment } from '../deployment.ts';
import { watchRequests } from '../request-watch.ts';

/** What one statement cost: Athena is paid by what it reads. */
export interface Scanned {
  readonly bytes: number;
  readonly ms: number;
}

export interface AthenaParts {
  readonly clock: Clock;
  readonly random: Random;
  /** Hears of every statement that succeeded. */
  readonly report?: (scanned: Scanned) => void;
  /** From the question to its answer, waiting for a free place included. */
  readonly timeLimitMs?: number;
}

/** A statement that succeeded, and where its rows lie: `s3://bucket/key`. */
export interface Answer {
  readonly id: string;
  readonly location: string | undefined;
}

const TIME_LIMIT_MS = 600_000;
/** Small questions take a second or two; waits grow, each drawn between half and whole. */
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5_000;
/** Of a statement that Athena itself says may be tried again. */
const ATTEMPTS = 3;
/** Of one request; waiting for a free place is done here, on the clock that we are handed. */
const SDK_ATTEMPTS = 2;
/** Under the data bucket. */
const ANSWERS = 'answers/';

/** Runs statements, one at a time or many: each is started, waited for and read. */
export class Athena {
  readonly #client: AthenaClient;
  readonly #parts: AthenaParts;
  readonly #output: string;

  constructor({ access, bucket, watch }: Deployment, parts: AthenaParts) {
    this.#client = watchRequests(
      new AthenaClient({ ...storeClientConfig(access), maxAttempts: SDK_ATTEMPTS }),
      watch,
    );
    this.#parts = parts;
    this.#output = `s3://${bucket}/${ANSWERS}`;
  }

  /** @throws Failure `unsupported` when Athena refuses the statement, fails, or takes too long; it is cancelled when `signal` aborts. */
  async run(statement: CompiledQuery, database: string | undefined, signal: AbortSignal): Promise<Answer> {
    const began = this.#parts.clock.monotonic();
    const until = began + (this.#parts.timeLimitMs ?? TIME_LIMIT_MS);
    for (let attempt = 1; ; attempt++) {
      const id = await this.#start(statement, database, until, signal);
      const ended = await this.#ended(id, until, signal);
      if (ended.Status?.State === 'SUCCEEDED') {
        const bytes = ended.Statistics?.DataScannedInBytes ?? 0;
        this.#parts.report?.({ bytes, ms: this.#parts.clock.monotonic() - began });
        return { id, location: ended.ResultConfiguration?.OutputLocation };
      }
      if (ended.Status?.AthenaError?.Retryable !== true || attempt === ATTEMPTS) throw failureOf(ended);
    }
  }

  /** Rows of a small answer, without the line of names; no text: NULL. */
  async *rows({ id }: Answer, signal: AbortSignal): AsyncIterable<readonly (string | undefined)[]> {
    let from: string | undefined;
    let isHeader = true;
    do {
      const page = await this.#client.send(
        new GetQueryResultsCommand({ QueryExecutionId: id, ...(from !== undefined && { NextToken: from }) }),
        { abortSignal: signal },
      );
      for (const { Data = [] } of page.ResultSet?.Rows ?? []) {
        if (!isHeader) yield Data.map(({ VarCharValue }) => VarCharValue);
        isHeader = false;
      }
      from = page.NextToken;
    } while (from !== undefined);
  }

  close(): void {
    this.#client.destroy();
  }

  async #start(
    statement: CompiledQuery,
    database: string | undefined,
    until: number,
    signal: AbortSignal,
  ): Promise<string> {
    const parameters = executionParameters(statement);
    const start = new StartQueryExecutionCommand({
      QueryString: statement.sql,
      ...(parameters.length > 0 && { ExecutionParameters: [...parameters] }),
      ...(database !== undefined && { QueryExecutionContext: { Database: database } }),
      ResultConfiguration: { OutputLocation: this.#output },
    });
    for (let waits = 0; ; waits++) {
      try {
        const { QueryExecutionId: id } = await this.#client.send(start, { abortSignal: signal });
        if (id === undefined) throw new Error('Athena started a statement without an id.');
        return id;
      } catch (error) {
        if (error instanceof InvalidRequestException) throw refusal(error);
        if (!(error instanceof TooManyRequestsException)) throw error;
        await this.#wait(waits, until, signal);
      }
    }
  }

  async #ended(id: string, until: number, signal: AbortSignal): Promise<QueryExecution> {
    try {
      for (let waits = 0; ; waits++) {
        const asked = new GetQueryExecutionCommand({ QueryExecutionId: id });
        const { QueryExecution: execution = {} } = await this.#client.send(asked, { abortSignal: signal });
        const state = execution.Status?.State;
        if (state === 'SUCCEEDED' || state === 'FAILED' || state === 'CANCELLED') return execution;
        await this.#wait(waits, until, signal);
      }
    } catch (error) {
      // What nobody waits for would go on reading, and cost. The first error is the one to tell.
      await this.#client.send(new StopQueryExecutionCommand({ QueryExecutionId: id })).catch(() => undefined);
      signal.throwIfAborted();
      throw error;
    }
  }

  /** @throws Failure `unsupported` after the time limit; what `signal` was aborted with. */
  async #wait(waits: number, until: number, signal: AbortSignal): Promise<void> {
    const { clock, random } = this.#parts;
    if (clock.monotonic() >= until) {
      throw new Failure(
        'unsupported',
        'Athena did not answer in time and the question was cancelled: ask for less, or try again when fewer questions run.',
      );
    }
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(waits, 10));
    await clock.sleep(longest * (0.5 + random.next() / 2), signal);
    signal.throwIfAborted();
  }
}

function failureOf({ Status: status }: QueryExecution): Failure {
  const reason = status?.StateChangeReason ?? status?.AthenaError?.ErrorMessage ?? 'it gave no reason';
  const what = status?.State === 'CANCELLED' ? 'was cancelled in Athena' : 'failed in Athena';
  return new Failure('unsupported', `The question ${what}: ${told(reason)}.`);
}

function refusal(error: InvalidRequestException): Failure {
  return new Failure('unsupported', `Athena refused the question: ${told(error.message)}.`, { cause: error });
}

const MAX_REASON = 200;

/** One sentence of Athena's, without the texts that it quotes from the question: they may name a person. */
function told(reason: string): string {
  const [line = ''] = reason.split('\n', 1);
  return line
    .replaceAll(/'(?:[^']|'')*'/g, "'...'")
    .replace(/\.+$/, '')
    .slice(0, MAX_REASON);
}
