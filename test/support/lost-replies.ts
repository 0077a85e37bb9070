import type { Tables } from '../../src/adapters/aws/dynamodb.ts';

/** Drops the answers of the next `count` writes after they took effect, so that the client sends them again. */
export function loseReplies({ dynamo }: Tables, count: number): { readonly lost: () => number } {
  let lost = 0;
  dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const writes = /^(Put|Update|Delete)/.test(context.commandName ?? '');
      if (writes && lost < count) {
        lost++;
        // What the client's own request handler says of a connection that broke.
        throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET', name: 'TimeoutError' });
      }
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'loseReplies' },
  );
  return { lost: () => lost };
}
