/** The part of an SDK client that steps are added to. */
interface Watched {
  readonly middlewareStack: {
    add(
      step: (
        next: (args: never) => Promise<unknown>,
        context: { readonly commandName?: string },
      ) => (args: never) => Promise<unknown>,
      where: { readonly step: 'deserialize'; readonly priority: 'high' },
    ): void;
  };
}

/** Sees every request of a client, repeats too, after its answer came; what it throws takes the answer's place. */
export function watchRequests(client: Watched, see: (command: string) => unknown): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const answer = await next(args);
      await see(context.commandName ?? '');
      return answer;
    },
    { step: 'deserialize', priority: 'high' },
  );
}

/** An answer that was lost: the SDK sends the request again. */
export function lostAnswer(): Error {
  return Object.assign(new Error('The answer was lost.'), { name: 'TimeoutError' });
}
