/** What a model is asked: instructions, the question, and the one tool that it has to answer with. */
export interface ModelPrompt {
  readonly system: string;
  readonly question: string;
  readonly tool: {
    readonly name: string;
    readonly description: string;
    /** JSON schema of the tool's input. */
    readonly schema: Readonly<Record<string, unknown>>;
  };
}

/** Why there is no answer. */
export type ModelProblem =
  | 'no_credentials'
  | 'no_permission'
  | 'no_model'
  | 'refused_request'
  | 'throttled'
  | 'unavailable'
  | 'unreachable'
  | 'timeout'
  | 'filtered'
  | 'cut_off'
  | 'unreadable';

export type ModelReply =
  | {
      readonly kind: 'answer';
      /** What the tool was given, unchecked; `undefined`: the model said something without the tool. */
      readonly input: unknown;
      /** Tells the model what is wrong with it, and gives its next answer. */
      correct(errors: string): Promise<ModelReply>;
    }
  | { readonly kind: 'failed'; readonly problem: ModelProblem };

/** A language model that can be made to call a tool. */
export interface QuestionModel {
  /** What people call it, with the place it is asked at: `us.anthropic.claude-sonnet-5 in us-east-1`. */
  readonly name: string;
  /** Never rejects, and ends soon after `signal` aborts; passing faults are tried again inside. */
  answer(prompt: ModelPrompt, signal: AbortSignal): Promise<ModelReply>;
}

/** A half sentence for a person, behind "was not used:". */
export const PROBLEMS: Readonly<Record<ModelProblem, string>> = {
  no_credentials:
    'there are no AWS credentials that work; `aws configure` or `aws sso login` until `aws sts get-caller-identity` answers',
  no_permission:
    'these credentials may not use it; allow bedrock:InvokeModel on the inference profile and on its model in every region that it names, and ask for access to the model in the Bedrock console',
  no_model: 'this account has no such model there; set ask.model and ask.region in settings.yaml',
  refused_request:
    'it refused the request; set ask.model and ask.region in settings.yaml to a model that can use tools',
  throttled: 'it is asked too often just now',
  unavailable: 'it is out of order just now',
  unreachable: 'it cannot be reached; look at the network and at ask.region in settings.yaml',
  timeout: 'it did not answer in time',
  filtered: 'it, or a guardrail, refused to answer this',
  cut_off: 'its answer became too long',
  unreadable: 'its answer could not be read',
};
