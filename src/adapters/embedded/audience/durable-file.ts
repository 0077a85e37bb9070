import { closeSync, fsyncSync, openSync } from 'node:fs';
import { Failure } from '../../../kernel/failure.ts';

/** Makes what was written to a file survive a loss of power. */
export function syncFile(path: string): void {
  sync(path, 'r+');
}

/** The same for the names in a folder. */
export function syncFolder(path: string): void {
  // Windows opens no folders, and keeps renames in order by itself.
  if (process.platform !== 'win32') sync(path, 'r');
}

function sync(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What an error of the file system means where files are written. */
export function diskFailure(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EIO':
      return new Failure('storage_full', `The disk of ${path} takes no more data: make room and try again.`, {
        cause: error,
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Failure(
        'unsupported',
        `${path} cannot be written: allow it, or choose another folder with --data.`,
        { cause: error },
      );
    default:
      return error;
  }
}
