import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** Only looks where they are: to load moto takes a second, and every file of tests asks. */
const LOOK = `import importlib.util as u, os, sys
print(os.path.dirname(sys.executable) if u.find_spec('moto') and u.find_spec('flask') else '')`;

/** The folder of the Python that has moto: what is started from it needs no shim of a version manager, 0.2 s a start. Empty: no moto. */
export const PYTHON_FOLDER = spawnSync('python3', ['-c', LOOK], { encoding: 'utf8' }).stdout?.trim() ?? '';

/** Whether this machine has moto, the emulator of AWS in Python. */
export const hasMoto = PYTHON_FOLDER !== '';

/** moto's own, with a few faults mended. */
const SERVER = join(import.meta.dirname, 'moto_for_tests.py');

export interface Moto {
  readonly url: string;
  stop(): void;
}

/** Starts one on a free port. */
export async function startMoto(): Promise<Moto> {
  const child: ChildProcess = spawn(join(PYTHON_FOLDER, 'python3'), [SERVER, '-H', '127.0.0.1', '-p', '0'], {
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
