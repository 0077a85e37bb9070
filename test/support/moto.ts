import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Whether this machine has moto, the emulator of AWS in Python. */
export const hasMoto = spawnSync('python3', ['-c', 'import moto.server']).status === 0;

/** moto's own, with a few faults mended. */
const SERVER = join(import.meta.dirname, 'moto_for_tests.py');

export interface Moto {
  readonly url: string;
  stop(): void;
}

/** Starts one on a free port. */
export async function startMoto(): Promise<Moto> {
  const child: ChildProcess = spawn('python3', [SERVER, '-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (bytes: Buffer) => {
      said += bytes.toString();
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error(`moto_server ended: ${said}`)));
  });
  return { url, stop: () => void child.kill('SIGKILL') };
}
