import type { OutgoingEvent } from '../shapes/envelopes.ts';
import type { Sink } from './sink.ts';

/** Requests under way at once. */
const AT_ONCE = 32;
const TIMEOUT_MS = 10_000;

/** Posts one event a request: as SNS does to an endpoint, or as an API destination of EventBridge does. */
export function urlSink(url: string): Sink {
  const post = async ({ path, body }: OutgoingEvent): Promise<boolean> => {
    const headers: Record<string, string> =
      path === 'sns'
        ? { 'content-type': 'text/plain; charset=UTF-8', 'x-amz-sns-message-type': 'Notification' }
        : { 'content-type': 'application/json' };
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    }
  };
  return {
    async send(events) {
      const left: OutgoingEvent[] = [];
      for (let from = 0; from < events.length; from += AT_ONCE) {
        const chunk = events.slice(from, from + AT_ONCE);
        const arrived = await Promise.all(chunk.map(post));
        left.push(...chunk.filter((_, i) => arrived[i] === false));
      }
      return left;
    },
    close: async () => undefined,
  };
}
