import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Place } from '../cli/cpaas.ts';

/** Between two looks at the file: starting a command costs half a second of a core. */
const LOOK_EVERY_MS = 1_000;

/** The file that the simulator tells its events in, handed to `cpaas events` piece by piece while it grows. */
export class EventFile {
  readonly #path: string;
  readonly #place: Place;
  #read = 0;
  #pieces = 0;

  constructor(path: string, place: Place) {
    this.#path = path;
    this.#place = place;
  }

  /** What was told so far, one event a line. */
  lines(): readonly string[] {
    return this.#text().split('\n').slice(0, -1);
  }

  /** Everything told so far was stored. */
  get isRead(): boolean {
    return this.#read === this.#text().length;
  }

  /** Hands over what is new, again and again, until `stop` aborts. @throws when the command fails. */
  async run(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      await this.#handOver();
      await pause(LOOK_EVERY_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }

  async #handOver(): Promise<void> {
    const text = this.#text();
    const piece = text.slice(this.#read, text.lastIndexOf('\n') + 1);
    if (piece === '') return;
    const name = `events-${++this.#pieces}.ndjson`;
    this.#place.write(name, piece);
    await this.#place.json('events', name);
    this.#read += piece.length;
  }

  #text(): string {
    return readFileSync(this.#path, 'utf8');
  }
}

/** The attempt that an event says has a status, in the words of its vendor; `undefined`: it names none, or tells of no status. */
export function echoOf(line: string): string | undefined {
  // JSON inside JSON inside JSON.
  const plain = line.replaceAll('\\', '');
  if (/"eventType":"(Open|Click|Complaint)"/.test(plain)) return undefined;
  const tag = /"attempt":\["([a-z0-9_-]+)"\]/.exec(plain)?.[1];
  if (tag !== undefined) return tag.replaceAll('_', '.');
  return /"(?:attempt|biz_opaque_callback_data)":"([^"]+)"/.exec(plain)?.[1];
}
