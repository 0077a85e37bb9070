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

/** Loses the answer to each write the first time, after it took effect: the SDK sends it again. */
export function loseAnswers(tables: Tables): { lost(): number } {
  let lost = 0;
  const seen = new WeakSet<object>();
  tables.dynamo.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const result = await next(args);
        const { input } = args;
        if (!/^(Put|Update|Delete)/.test(commandName) || seen.has(input)) return result;
        seen.add(input);
        lost++;
        throw Object.assign(new Error('no answer'), { name: 'TimeoutError' });
      },
    { step: 'finalizeRequest', priority: 'low', name: 'loseAnswers' },
  );
  return { lost: () => lost };
}
