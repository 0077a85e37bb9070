import { type PinpointDocument, readDocuments } from '../../audience/pinpoint/documents.ts';
import { TextFile } from '../../audience/import/text-file.ts';
import { Failure } from '../../kernel/failure.ts';

/** A file that somebody saved from Pinpoint. It is opened once to see what it is, and lists of endpoints once more. */
export interface PinpointFile {
  readonly name: string;
  open(): AsyncIterable<Uint8Array>;
}

/** A file, or one thing in it, that could not be read. */
export interface Unreadable {
  readonly name: string;
  readonly reason: string;
}

/** What the files hold: saved definitions, and lists of endpoints. */
export async function sortFiles(files: readonly PinpointFile[], unreadable: Unreadable[]) {
  const documents: PinpointDocument[] = [];
  const lists: PinpointFile[] = [];
  for (const file of files) {
    try {
      const found = await readDocuments(new TextFile(file.open(), file.name));
      if (found === undefined) lists.push(file);
      else {
        documents.push(...found);
        const saved = found.filter(({ kind }) => kind === 'endpoint').map(({ value }) => value);
        if (saved.length > 0) lists.push(listOf(file.name, saved));
      }
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      unreadable.push({ name: file.name, reason: thrown.message });
    }
  }
  return { documents, lists };
}

/** Endpoints that `get-endpoint` or `get-user-endpoints` saved, as the lines of an export. */
function listOf(name: string, endpoints: readonly object[]): PinpointFile {
  const text = endpoints.map((endpoint) => `${JSON.stringify(endpoint)}\n`).join('');
  return {
    name,
    async *open() {
      yield new TextEncoder().encode(text);
    },
  };
}
