import { type Chunk, parseChunk } from './plan-chunk.ts';
import { type Bucket, getObject } from './s3.ts';

/** Characters of text that are kept: 24 chunks of 1,000 SMS, in less than 20 MB of memory. */
const KEPT = 8 * 1024 * 1024;

/** Chunks that were read lately; a chunk never changes. Those who ask for one at once share a request. */
export class ChunkCache {
  readonly #bucket: Bucket;
  /** The latest last. */
  readonly #chunks = new Map<string, { readonly chunk: Promise<Chunk | undefined>; size: number }>();
  readonly #limit: number;
  #size = 0;

  /** `limit`: in characters of text. */
  constructor(bucket: Bucket, limit = KEPT) {
    this.#bucket = bucket;
    this.#limit = limit;
  }

  /** `undefined`: it is not there (any more). @throws Failure `workspace_damaged` */
  async read(key: string): Promise<Chunk | undefined> {
    const known = this.#chunks.get(key);
    if (known === undefined) return this.#fetch(key);
    this.#chunks.delete(key);
    this.#chunks.set(key, known);
    return known.chunk;
  }

  async #fetch(key: string): Promise<Chunk | undefined> {
    const entry = { chunk: this.#load(key), size: 0 };
    this.#chunks.set(key, entry);
    try {
      const chunk = await entry.chunk;
      if (chunk === undefined) this.#chunks.delete(key);
      else this.#keep(key, entry, chunk);
      return chunk;
    } catch (error) {
      this.#chunks.delete(key);
      throw error;
    }
  }

  async #load(key: string): Promise<Chunk | undefined> {
    const bytes = await getObject(this.#bucket, key);
    return bytes === undefined ? undefined : parseChunk(key, bytes);
  }

  #keep(newest: string, entry: { size: number }, chunk: Chunk): void {
    entry.size = chunk.size;
    this.#size += chunk.size;
    for (const [key, { size }] of this.#chunks) {
      if (this.#size <= this.#limit) return;
      // What is still under way has no size yet.
      if (size === 0 || key === newest) continue;
      this.#chunks.delete(key);
      this.#size -= size;
    }
  }
}
