import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Failure, toError } from '../kernel/failure.ts';

/**
 * A file that is made with its first text, so that where nothing is to be said there is none. Only the owner may read it: what is
 * written to it is about persons.
 */
export class OutputFile {
  readonly path: string;
  #stream: WriteStream | undefined;
  #error: Error | undefined;

  constructor(path: string) {
    this.path = path;
  }

  get isWritten(): boolean {
    return this.#stream !== undefined;
  }

  /** Resolves when there is room for more. @throws Failure `file_unreadable`. */
  async write(text: string): Promise<void> {
    if (this.#stream === undefined) {
      this.#stream = createWriteStream(this.path, { mode: 0o600 });
      this.#stream.on('error', (error) => (this.#error = error));
    }
    this.#check();
    if (!this.#stream.write(text)) await once(this.#stream, 'drain').catch(() => undefined);
    this.#check();
  }

  /** Resolves when everything is written. @throws Failure `file_unreadable`. */
  async close(): Promise<void> {
    if (this.#stream === undefined) return;
    this.#stream.end();
    await finished(this.#stream).catch((error: unknown) => (this.#error ??= toError(error)));
    this.#check();
  }

  #check(): void {
    if (this.#error === undefined) return;
    const code = 'code' in this.#error ? String(this.#error.code) : this.#error.name;
    const cause = code === 'ENOENT' ? 'its folder does not exist' : code;
    throw new Failure('file_unreadable', `${this.path} cannot be written (${cause}): name another file.`, {
      cause: this.#error,
    });
  }
}
