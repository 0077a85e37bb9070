import { constants } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { Failure, toError } from '../kernel/failure.ts';

/** The text of a file. @throws Failure `file_unreadable`. */
export async function readTextFile(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}

/** Opens a file to be read in pieces. @throws Failure `file_unreadable`. */
export async function openInputFile(path: string): Promise<FileHandle> {
  try {
    const file = await open(path, constants.O_RDONLY);
    if ((await file.stat()).isFile()) return file;
    await file.close();
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
  throw new Failure('file_unreadable', `${path} is a folder: name a file.`);
}

const CAUSES: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read: change its permissions',
  EISDIR: 'is a folder: name a file',
  ENOTDIR: 'does not exist',
};

function unreadable(path: string, thrown: unknown): Failure {
  const cause = toError(thrown);
  const code = 'code' in cause ? String(cause.code) : cause.name;
  return new Failure('file_unreadable', `${path} ${CAUSES[code] ?? `cannot be read (${code})`}.`, { cause });
}
