import type { Answer, FunctionContext, Order } from './function.ts';

/** Serves the handler of one module over the channel to its parent: an environment of Lambda. */
const [, , entry = '', functionName = ''] = process.argv;

async function serve({ number, event, deadline }: Order): Promise<Answer> {
  const context: FunctionContext = {
    functionName,
    awsRequestId: `${process.pid}-${number}`,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
  try {
    const module: unknown = await import(entry);
    if (typeof module !== 'object' || module === null || !('handler' in module))
      throw new Error(`${entry} has no handler.`);
    const { handler } = module;
    if (typeof handler !== 'function') throw new Error(`The handler of ${entry} is none.`);
    return { number, result: await handler(event, context) };
  } catch (error) {
    return { number, error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) };
  }
}

function isOrder(message: unknown): message is Order {
  return typeof message === 'object' && message !== null && 'number' in message && 'deadline' in message;
}

process.on('message', (message) => {
  if (isOrder(message)) void serve(message).then((answer) => process.send?.(answer));
});
// The parent is gone: so is everything that it could ask for.
process.on('disconnect', () => process.exit());
