/** One HTTP request to AWS and how it ended: what is repeated is seen each time, since it is paid each time. */
export interface WatchedRequest {
  /** As the SDK names its client: `DynamoDB`, `SQS`, `S3`. */
  readonly service: string;
  /** `PutItem` */
  readonly operation: string;
  /** Items of DynamoDB are typed attributes here, and plain values in `output`. */
  readonly input: unknown;
  readonly output?: unknown;
  /** Instead of an output. */
  readonly error?: unknown;
}

/** Looks on; what it throws fails the call. */
export type RequestWatch = (request: WatchedRequest) => void;

/** Any client of the SDK: their middlewares differ in the types of inputs and outputs only, and this one takes all. */
interface Client {
  readonly middlewareStack: {
    add(middleware: Middleware, options: { readonly step: 'finalizeRequest'; priority: 'low' }): void;
  };
}

interface Context {
  readonly clientName?: string;
  readonly commandName?: string;
}

type Middleware = <Args extends { readonly input: object }, Result extends { readonly output: object }>(
  next: (args: Args) => Promise<Result>,
  context: Context,
) => (args: Args) => Promise<Result>;

/** Lets `watch` see every request of a client, and gives the client back; without a watch it is left alone. */
export function watchRequests<Watched extends Client>(
  client: Watched,
  watch: RequestWatch | undefined,
): Watched {
  if (watch === undefined) return client;
  const middleware: Middleware =
    (next, { clientName = '', commandName = '' }) =>
    async (args) => {
      const seen = {
        service: clientName.replace(/Client$/, ''),
        operation: commandName.replace(/Command$/, ''),
        input: args.input,
      };
      const answer = next(args);
      await answer.then(
        ({ output }) => watch({ ...seen, output }),
        (error: unknown) => watch({ ...seen, error }),
      );
      return answer;
    };
  // Behind the SDK's retries, which are of the same step: each of them is seen.
  client.middlewareStack.add(middleware, { step: 'finalizeRequest', priority: 'low' });
  return client;
}
