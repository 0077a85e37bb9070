import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

/** What Lambda tells a function about an invocation, as far as anybody here asks. */
export interface FunctionContext {
  readonly functionName: string;
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** What can be invoked: a handler of this process, or one in an environment of its own. */
export type Invoke = (event: unknown) => Promise<unknown>;

/** What goes to the child, and what comes back. */
export interface Order {
  readonly number: number;
  readonly event: unknown;
  /** Epoch ms. */
  readonly deadline: number;
}
export interface Answer {
  readonly number: number;
  readonly result?: unknown;
  readonly error?: string;
}

interface FunctionOptions {
  /** `dispatcher` */
  readonly name: string;
  /** A module that exports `handler`. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Beyond its timeout an invocation is stopped, as Lambda does. */
const GRACE_MS = 500;

/**
 * A function in environments of its own, each a process that serves one invocation at a time, started when it is needed and used again:
 * so that it can be killed at any moment, as Lambda's are when they run into their timeout.
 */
export class DeployedFunction {
  /** What it printed, by line. */
  readonly log: string[] = [];
  invocations = 0;
  kills = 0;
  readonly #options: FunctionOptions;
  readonly #idle: ChildProcess[] = [];
  readonly #busy = new Set<ChildProcess>();

  constructor(options: FunctionOptions) {
    this.#options = options;
  }

  /** Rejects when the function throws, is killed or runs into its timeout. */
  readonly invoke: Invoke = async (event) => {
    const child = this.#alive() ?? this.#start();
    this.#busy.add(child);
    const number = ++this.invocations;
    const { timeoutMs } = this.#options;
    const begun = Date.now();
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs + GRACE_MS);
    try {
      const answer = await answerTo(child, { number, event, deadline: begun + timeoutMs });
      this.#idle.push(child);
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.result;
    } catch (error) {
      this.log.push(`Invocation ${number}, after ${Date.now() - begun} ms: ${String(error)}`);
      throw error;
    } finally {
      clearTimeout(timer);
      this.#busy.delete(child);
    }
  };

  get name(): string {
    return this.#options.name;
  }

  get isBusy(): boolean {
    return this.#busy.size > 0;
  }

  /** Kills the invocation that is under way for the longest time; `false`: none is. */
  kill(): boolean {
    const [child] = this.#busy;
    if (child === undefined) return false;
    this.kills++;
    return child.kill('SIGKILL');
  }

  /** One that is idle and was not killed with its last answer on the way. */
  #alive(): ChildProcess | undefined {
    for (let child = this.#idle.pop(); child !== undefined; child = this.#idle.pop())
      if (child.connected && !child.killed) return child;
    return undefined;
  }

  /** Ends its environments. */
  close(): void {
    for (const child of [...this.#idle.splice(0), ...this.#busy]) child.kill('SIGKILL');
  }

  #start(): ChildProcess {
    const { entry, name, environment } = this.#options;
    const child = fork(join(import.meta.dirname, 'function-child.ts'), [entry, name], {
      env: { ...environment, PATH: process.env['PATH'] },
      execArgv: ['--disable-warning=ExperimentalWarning'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const keep = (text: string) => this.log.push(...text.split('\n').filter((line) => line !== ''));
    child.stdout?.setEncoding('utf8').on('data', keep);
    child.stderr?.setEncoding('utf8').on('data', keep);
    return child;
  }
}

function answerTo(child: ChildProcess, order: Order): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null, signal: string | null) =>
      settle(() => reject(new Error(`The environment ended with ${signal ?? code}.`)));
    const onMessage = (message: unknown) => settle(() => resolve(asAnswer(message)));
    const settle = (end: () => void) => {
      child.off('exit', onExit);
      child.off('message', onMessage);
      end();
    };
    child.once('exit', onExit);
    child.once('message', onMessage);
    child.send(order);
  });
}

function asAnswer(message: unknown): Answer {
  if (typeof message !== 'object' || message === null || !('number' in message))
    throw new Error('A function answered with something else.');
  const { number, result, error } = { result: undefined, error: undefined, ...message };
  return { number: Number(number), result, ...(error === undefined ? {} : { error: String(error) }) };
}
