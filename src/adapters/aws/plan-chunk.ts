import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { z } from 'zod';
import type { Skip } from '../../campaign/plan-store.ts';
import { type Message, type MessageId, parseMessageId } from '../../delivery/message.ts';
import { Failure } from '../../kernel/failure.ts';
import { hash32 } from '../../kernel/random.ts';
import { formatMessage, parseMessage } from './stored-message.ts';

/*
 * A chunk holds the decisions of one batch of customers: gzip of one JSON document a line, messages in order of their ids, then skips. Its
 * name says between which customer keys to look for them and which lanes have messages in it, so that whoever looks for a customer or a lane
 * reads names only: `plans/<campaign key>/<round>/<first>-<last>-<digest>-<lane>.<lane>.ndjson.gz`. Of 1,000 SMS: 24 KB, 350 KB unpacked,
 * 10 ms to read.
 */

/** What the name of a chunk says. */
export interface ChunkName {
  /** The whole key of the object. */
  readonly key: string;
  /** The first and the last customer key in it. */
  readonly first: string;
  readonly last: string;
  readonly lanes: ReadonlySet<string>;
}

/** What stands in a chunk. */
export interface Chunk {
  /** In order of their ids. */
  readonly messages: ReadonlyMap<MessageId, Message>;
  /** Customer key -> reason. */
  readonly skips: ReadonlyMap<string, string>;
  /** Of the text, in characters: what it takes in memory is about twice that. */
  readonly size: number;
}

export interface Decisions {
  readonly sends: readonly Message[];
  readonly skips: readonly Skip[];
}

const SUFFIX = '.ndjson.gz';
const NAME = /^([0-9a-z]+)-([0-9a-z]+)-[\w-]{16}-([0-9a-z.]*)$/;
const CUSTOMER_KEY = /^[0-9a-z]+$/;
/** A chunk of 1,000 emails with long texts has 20 MB; what unpacks to more is none of ours. */
const UNPACKED_LIMIT = 256 * 1024 * 1024;

/** A lane as names hold it. Two lanes of one name would only be read in vain. */
export function laneName(originId: string): string {
  return hash32(originId).toString(36);
}

export function customerKeyOf(id: string): string {
  return parseMessageId(id)?.customerKey ?? '';
}

/**
 * Names a chunk after the decisions in it: the same customers get the same name, so that writing them again is met. @throws RangeError for a
 * customer key that no store gives.
 */
export function nameChunk(folder: string, { sends, skips }: Decisions): ChunkName {
  const keys = [...sends.map(({ id }) => customerKeyOf(id)), ...skips.map((skip) => skip.customerKey)].sort();
  const [first = ''] = keys;
  const last = keys.at(-1) ?? '';
  if (!keys.every((key) => CUSTOMER_KEY.test(key)))
    throw new RangeError(`A decision in ${folder} has no customer.`);
  const lanes = new Set(sends.map(({ originId }) => laneName(originId)));
  const digest = hash('sha256', [...sends.map(({ id }) => id).sort(), '', ...keys].join('\n'), 'base64url');
  const name = [first, last, digest.slice(0, 16), [...lanes].sort().join('.')].join('-');
  return { key: `${folder}${name}${SUFFIX}`, first, last, lanes };
}

/** What a key says; `undefined`: it is no chunk of this folder. */
export function parseChunkName(folder: string, key: string): ChunkName | undefined {
  if (!key.startsWith(folder) || !key.endsWith(SUFFIX)) return undefined;
  const [, first, last, lanes] = NAME.exec(key.slice(folder.length, -SUFFIX.length)) ?? [];
  if (first === undefined || last === undefined || lanes === undefined) return undefined;
  return { key, first, last, lanes: new Set(lanes === '' ? [] : lanes.split('.')) };
}

export function formatChunk({ sends, skips }: Decisions): Promise<Uint8Array> {
  const messages = sends.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(formatMessage);
  const lines = [
    ...messages,
    ...skips.map((skip) => JSON.stringify({ skip: skip.customerKey, reason: skip.reason })),
  ];
  return promisify(gzip)(lines.join('\n'));
}

const skipLine = z.object({ skip: z.string(), reason: z.string() });

/** @throws Failure `workspace_damaged` */
export async function parseChunk(key: string, bytes: Uint8Array): Promise<Chunk> {
  try {
    const text = (await promisify(gunzip)(bytes, { maxOutputLength: UNPACKED_LIMIT })).toString('utf8');
    const messages = new Map<MessageId, Message>();
    const skips = new Map<string, string>();
    for (const line of text.split('\n')) {
      if (line.startsWith('{"skip":')) {
        const { skip, reason } = skipLine.parse(JSON.parse(line));
        skips.set(skip, reason);
      } else {
        const message = parseMessage(line);
        messages.set(message.id, message);
      }
    }
    return { messages, skips, size: text.length };
  } catch {
    // The error that was met may quote the text of a message.
    throw damaged(key);
  }
}

/** For a chunk that is not what it was. */
export function damaged(key: string): Failure {
  return new Failure(
    'workspace_damaged',
    `The part ${key} of a plan in the data bucket is missing or damaged: cancel the campaign and launch it again under another id.`,
  );
}

/** The chunks of one plan, to search in. */
export class ChunkList {
  /** In order of their first customers. Those of a plan follow one another; those that were added later may lie anywhere. */
  readonly #chunks: readonly ChunkName[];
  /** The last customer that a chunk or one before it has. */
  readonly #reach: readonly string[];

  constructor(chunks: readonly ChunkName[]) {
    this.#chunks = chunks.toSorted((a, b) => (a.first < b.first ? -1 : Number(a.first > b.first)));
    let reach = '';
    this.#reach = this.#chunks.map(({ last }) => (reach = last > reach ? last : reach));
  }

  /** Those that may hold customers from `first` to `last`, both included, in order of their first ones. */
  between(first: string, last = '~'): readonly ChunkName[] {
    const begin = lowerBound(this.#reach, (reach) => reach < first);
    const end = lowerBound(this.#chunks, (chunk) => chunk.first <= last);
    return this.#chunks.slice(begin, end).filter((chunk) => chunk.last >= first);
  }
}

/** How many at the beginning of the list are `before`. */
function lowerBound<T>(list: readonly T[], before: (item: T) => boolean): number {
  let low = 0;
  for (let high = list.length; low < high; ) {
    const middle = (low + high) >> 1;
    const item = list[middle];
    if (item !== undefined && before(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}
