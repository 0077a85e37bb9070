import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const golden = z.strictObject({
  /** What it is, and where it is documented. */
  about: z.string().min(1),
  receivedAt: z.number(),
  /** As it arrives: the JSON, or the text where it is not one JSON document. */
  input: z.unknown(),
  events: z.array(z.record(z.string(), z.unknown())),
  kept: z.array(z.strictObject({ kind: z.enum(['notice', 'unread']), reason: z.string() })),
  /** What a message that is being sent becomes. */
  status: z.string().optional(),
});

/** A documented shape and what it has to become. */
export type GoldenEvent = z.infer<typeof golden> & { readonly name: string; readonly text: string };

const folder = fileURLToPath(new URL('../golden/events/', import.meta.url));

/** Every documented shape, in the order of the names. */
export function goldenEvents(): readonly GoldenEvent[] {
  return globSync('*.json', { cwd: folder })
    .sort()
    .map((file) => {
      const read = golden.parse(JSON.parse(readFileSync(`${folder}${file}`, 'utf8')));
      const text = typeof read.input === 'string' ? read.input : JSON.stringify(read.input);
      return { ...read, name: basename(file, '.json'), text };
    });
}
