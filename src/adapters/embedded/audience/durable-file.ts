import { closeSync, fsyncSync, openSync } from 'node:fs';

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
