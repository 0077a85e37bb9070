import type { Clock } from '../../kernel/clock.ts';
import type { Outcome } from '../outcome.ts';
import { callFailure } from './call-failure.ts';

/** The part of an SDK client that looks for credentials; it keeps them until they are about to expire. */
interface CredentialsConfig {
  readonly credentials: () => Promise<unknown>;
}

/** What came of a call: an answer, an error to look at, or an outcome that is already clear. */
export type Called<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'settled'; readonly outcome: Outcome };

const TIMED_OUT = Symbol('timed out');

/**
 * Makes one call that ends within `timeoutMs`, whatever hangs: credentials, the connection, or the body of an answer, for which the
 * SDK has no timeout (seen: it waits for ever). Credentials are fetched first, so that a fault there is proved not to have sent.
 */
export async function callOnce<Answer>(
  limits: { readonly clock: Clock; readonly timeoutMs: number },
  client: { readonly config: CredentialsConfig },
  call: (signal: AbortSignal) => Promise<Answer>,
): Promise<Called<Answer>> {
  const over = new AbortController();
  const late = new AbortController();
  const timeout = limits.clock.sleep(limits.timeoutMs, over.signal).then((): typeof TIMED_OUT => {
    // The sleep also ends when the call is over, and what ended in order is not aborted.
    if (!over.signal.aborted) late.abort();
    return TIMED_OUT;
  });
  try {
    const credentials = await settledOr(timeout, client.config.credentials());
    if (credentials === TIMED_OUT) return settled(NO_CREDENTIALS);
    if (!credentials.ok) return settled(withoutCredentials(credentials.error));
    const answer = await settledOr(timeout, call(late.signal));
    if (answer === TIMED_OUT) return settled({ kind: 'unknown', reason: 'timeout' });
    return answer.ok ? { kind: 'answered', answer: answer.value } : { kind: 'failed', error: answer.error };
  } finally {
    over.abort();
  }
}

type Settled<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: unknown };

function settledOr<Value>(
  timeout: Promise<typeof TIMED_OUT>,
  work: Promise<Value>,
): Promise<Settled<Value> | typeof TIMED_OUT> {
  const settledWork = work.then(
    (value): Settled<Value> => ({ ok: true, value }),
    (error: unknown): Settled<Value> => ({ ok: false, error }),
  );
  return Promise.race([settledWork, timeout]);
}

/** Whatever went wrong on the way to credentials, the message itself did not leave. */
function withoutCredentials(error: unknown): Outcome {
  const outcome = callFailure(error);
  return outcome.kind === 'not_sent' ? outcome : NO_CREDENTIALS;
}

const NO_CREDENTIALS: Outcome = { kind: 'not_sent', reason: 'credentials_missing', hold: 'origin' };

function settled(outcome: Outcome): { readonly kind: 'settled'; readonly outcome: Outcome } {
  return { kind: 'settled', outcome };
}
