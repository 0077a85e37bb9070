import type { Tables } from '../../src/adapters/aws/dynamodb.ts';

/** One call of a client, however often the SDK repeats it. */
interface DynamoCall {
  /** Such as `PutItemCommand`. */
  readonly command: string;
}

/** Is asked before every call, and may wait or throw. */
export function beforeCalls(tables: Tables, before: (call: DynamoCall) => void | Promise<void>): void {
  tables.dynamo.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        await before({ command: commandName });
        return next(args);
      },
    { step: 'initialize', name: 'beforeCalls' },
  );
}

/**
 * What a process does that dies before its `place`th call: neither that one nor any later one is made. Queries are no places: they change
 * nothing, and what follows them is one.
 */
export function dieBefore(tables: Tables, place: number): { died(): boolean } {
  let died = false;
  let calls = 0;
  beforeCalls(tables, ({ command }) => {
    if (command !== 'QueryCommand') calls++;
    if (calls < place) return;
    died = true;
    throw new Error('the process died');
  });
  return { died: () => died };
}
