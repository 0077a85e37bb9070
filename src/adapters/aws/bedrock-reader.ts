import {
  BedrockRuntimeClient,
  type ContentBlock,
  ConverseCommand,
  type ConverseCommandInput,
  type ConverseCommandOutput,
  type Message,
} from '@aws-sdk/client-bedrock-runtime';
import type {
  ModelPrompt,
  ModelProblem,
  ModelReply,
  QuestionModel,
} from '../../audience/llm/question-model.ts';
import { type AwsAccess, modelClientConfig } from '../../channels/aws/client-config.ts';
import { readProblem } from '../../channels/aws/read-problem.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/random.ts';

/** Where and whom to ask. */
export interface BedrockAccess extends AwsAccess {
  /** A model id, an inference profile or an ARN. */
  readonly model: string;
}

/** A tree with its phrases takes some hundred tokens; what needs more than this is no answer. */
const MAX_TOKENS = 4_096;
/** Passing faults are tried again after up to 1, 2 and 4 s, at random so that many do not come at once. */
const ATTEMPTS = 4;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 8_000;

/**
 * The profile to ask in a region. The newest models are in no region alone (aws-facts 7.2), so it is the profile that keeps what is asked in
 * its part of the world where there is one, and otherwise the one that goes anywhere.
 */
export function defaultModel(region: string): string {
  const part = region === 'ap-southeast-2' ? 'au' : /^(us|eu)-(?!gov)/.exec(region)?.[1];
  return `${part ?? 'global'}.anthropic.claude-sonnet-5`;
}

/** Claude, or another model that can use tools, through the Converse API of Bedrock. Nothing is connected before the first question. */
export function bedrockModel(
  access: BedrockAccess,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): QuestionModel {
  const client = new BedrockRuntimeClient(modelClientConfig(access));
  return {
    name: `${access.model} in ${access.region}`,
    answer: (prompt, signal) =>
      new Conversation(client, access.model, prompt, { clock, random, signal }).begin(),
  };
}

interface Surroundings {
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
}

/** One question, with all that was said about it; the API has no memory of its own. */
class Conversation {
  readonly #client: BedrockRuntimeClient;
  readonly #model: string;
  readonly #prompt: ModelPrompt;
  readonly #around: Surroundings;
  /** A model that is told to think may not be made to call a tool (aws-facts 7.2, not tried): thinking is switched off, or the tool is only offered. */
  #isForced = true;

  constructor(client: BedrockRuntimeClient, model: string, prompt: ModelPrompt, around: Surroundings) {
    this.#client = client;
    this.#model = model;
    this.#prompt = prompt;
    this.#around = around;
  }

  begin(): Promise<ModelReply> {
    return this.#next([{ role: 'user', content: [{ text: this.#prompt.question }] }]);
  }

  async #next(messages: readonly Message[]): Promise<ModelReply> {
    const answer = await this.#ask(messages);
    if ('problem' in answer) return { kind: 'failed', problem: answer.problem };
    const problem = stopProblem(answer.output);
    if (problem !== undefined) return { kind: 'failed', problem };
    const said = answer.output.output?.message;
    if (said?.content === undefined) return { kind: 'failed', problem: 'unreadable' };
    const { name } = this.#prompt.tool;
    const used = said.content.find(({ toolUse }) => toolUse?.name === name)?.toolUse;
    return {
      kind: 'answer',
      input: used?.input,
      // What the model said goes back unchanged, and every tool use of it gets its result: the API refuses it otherwise.
      correct: (errors) =>
        this.#next([...messages, said, { role: 'user', content: correction(said.content ?? [], errors) }]),
    };
  }

  async #ask(
    messages: readonly Message[],
  ): Promise<{ readonly output: ConverseCommandOutput } | { readonly problem: ModelProblem }> {
    const { clock, random, signal } = this.#around;
    for (let attempt = 1; ; attempt++) {
      try {
        return { output: await this.#send(messages) };
      } catch (error) {
        if (signal.aborted) return { problem: 'timeout' };
        if (this.#isForced && nameOf(error) === 'ValidationException') {
          this.#isForced = false;
          continue;
        }
        const problem = problemOf(error);
        if (!PASSING.has(problem) || attempt >= ATTEMPTS) return { problem };
        const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
        await clock.sleep(random.next() * longest, signal);
        if (signal.aborted) return { problem: 'timeout' };
      }
    }
  }

  #send(messages: readonly Message[]): Promise<ConverseCommandOutput> {
    const { signal } = this.#around;
    const sending = this.#client.send(new ConverseCommand(this.#input(messages)), { abortSignal: signal });
    // Neither the search for credentials nor the body of an answer ends by itself when it hangs.
    return Promise.race([sending, aborted(signal)]);
  }

  #input(messages: readonly Message[]): ConverseCommandInput {
    const { system, tool } = this.#prompt;
    const { name, description, schema } = tool;
    return {
      modelId: this.#model,
      system: [{ text: system }],
      messages: [...messages],
      inferenceConfig: { maxTokens: MAX_TOKENS },
      toolConfig: {
        tools: [{ toolSpec: { name, description, inputSchema: { json: documentOf(schema) } } }],
        toolChoice: this.#isForced ? { tool: { name } } : { auto: {} },
      },
      ...(this.#isForced ? { additionalModelRequestFields: { thinking: { type: 'disabled' } } } : {}),
    };
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(new Error('The question took too long.'));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** A result for every tool use; where there is none, words. */
function correction(said: readonly ContentBlock[], errors: string): ContentBlock[] {
  const results = said.flatMap(({ toolUse }): ContentBlock[] =>
    toolUse === undefined
      ? []
      : [{ toolResult: { toolUseId: toolUse.toolUseId, status: 'error', content: [{ text: errors }] } }],
  );
  return results.length === 0 ? [{ text: errors }] : results;
}

function stopProblem({ stopReason }: ConverseCommandOutput): ModelProblem | undefined {
  switch (stopReason) {
    case 'guardrail_intervened':
    case 'content_filtered':
      return 'filtered';
    case 'max_tokens':
    case 'model_context_window_exceeded':
      return 'cut_off';
    case 'malformed_model_output':
    case 'malformed_tool_use':
      return 'unreadable';
    case 'end_turn':
    case 'tool_use':
    case 'stop_sequence':
    case undefined:
      return undefined;
  }
}

/** Faults that pass: worth another try. */
const PASSING: ReadonlySet<ModelProblem> = new Set(['throttled', 'unavailable', 'unreachable']);

/** Errors of Converse by name (aws-facts 7.1). */
const ERRORS: Readonly<Record<string, ModelProblem>> = {
  ThrottlingException: 'throttled',
  ModelNotReadyException: 'throttled',
  ServiceQuotaExceededException: 'throttled',
  ServiceUnavailableException: 'unavailable',
  InternalServerException: 'unavailable',
  ModelTimeoutException: 'unavailable',
  ModelErrorException: 'unavailable',
  AccessDeniedException: 'no_permission',
  ResourceNotFoundException: 'no_model',
  ValidationException: 'refused_request',
};

function problemOf(error: unknown): ModelProblem {
  const named = ERRORS[nameOf(error)];
  if (named !== undefined) return named;
  const { problem } = readProblem(error);
  switch (problem) {
    case 'no_credentials':
    case 'expired_credentials':
    case 'wrong_credentials':
    case 'clock_off':
      return 'no_credentials';
    case 'no_permission':
      return 'no_permission';
    case 'throttled':
      return 'throttled';
    case 'unreachable':
    case 'endpoint_unknown':
      return 'unreachable';
    case 'missing':
      return 'no_model';
    case 'failed':
      return statusProblem(statusOf(error));
  }
}

/** Of an answer that is no error of the service's own: a proxy's, or nobody's. */
function statusProblem(status: number | undefined): ModelProblem {
  if (status === 429) return 'throttled';
  return status !== undefined && (status >= 500 || status === 408) ? 'unavailable' : 'unreadable';
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const metadata: unknown = Reflect.get(error, '$metadata');
  if (typeof metadata !== 'object' || metadata === null) return undefined;
  const status: unknown = Reflect.get(metadata, 'httpStatusCode');
  return typeof status === 'number' ? status : undefined;
}

type Document = NonNullable<ConverseCommandInput['additionalModelRequestFields']>;

/** A JSON value as the SDK types one. */
function documentOf(value: unknown): Document {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(documentOf);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, documentOf(each)]])),
  );
}
