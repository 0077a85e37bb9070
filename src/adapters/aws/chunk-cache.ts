import { type Chunk, damaged, parseChunk } from './plan-chunk.ts';
import { type Bucket, getObject } from './s3.ts';

/** Characters of text that are kept: 24 chunks of 1,000 SMS, in 40 MB of memory. */
const KEPT = 8 * 1024 * 1024;

/** Chunks that were read lately; a chunk never changes. Those who ask for one at once share a request. */
export class ChunkCache {
  readonly #bucket: Bucket;
  /** The latest last. */
  readonly #chunks = new Map<string, { readonly chunk: Promise<Chunk>; size: number }>();
  readonly #limit: number;
  #size = 0;

  /** `limit`: in characters of text. */
  constructor(bucket: Bucket, limit = KEPT) {
    this.#bucket = bucket;
    this.#limit = limit;
  }

  /** @throws Failure `workspace_damaged` */
  async read(key: string): Promise<Chunk> {
    const known = this.#chunks.get(key);
    if (known === undefined) return this.#fetch(key);
    this.#chunks.delete(key);
    this.#chunks.set(key, known);
    return known.chunk;
  }

  async #fetch(key: string): Promise<Chunk> {
    const entry = { chunk: this.#load(key), size: 0 };
    this.#chunks.set(key, entry);
    try {
      const chunk = await entry.chunk;
      entry.size = chunk.size;
      this.#size += chunk.size;
      this.#shrink(key);
      return chunk;
    } catch (error) {
      this.#chunks.delete(key);
      throw error;
    }
  }

  async #load(key: string): Promise<Chunk> {
    const bytes = await getObject(this.#bucket, key);
    if (bytes === undefined) throw damaged(key);
    return parseChunk(key, bytes);
  }

  #shrink(newest: string): void {
    for (const [key, { size }] of this.#chunks) {
      if (this.#size <= this.#limit) return;
      // What is still under way has no size yet.
      if (size === 0 || key === newest) continue;
      this.#chunks.delete(key);
      this.#size -= size;
    }
  }
}
