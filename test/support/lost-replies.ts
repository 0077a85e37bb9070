import { z } from 'zod';
import type { Tables } from '../../src/adapters/aws/dynamodb.ts';

const counted = z.object({ headers: z.object({ 'amz-sdk-request': z.string() }) });

/** Drops the first answer of each of the next `count` writes after they took effect, so that the client sends them again. */
export function loseReplies({ dynamo }: Tables, count: number): { readonly lost: () => number } {
  let lost = 0;
  dynamo.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const writes = /^(Put|Update|Delete)/.test(context.commandName ?? '');
      const isFirst = counted.parse(args.request).headers['amz-sdk-request'].startsWith('attempt=1;');
      if (writes && isFirst && lost < count) {
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
