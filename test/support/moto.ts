import { type ChildProcess, spawn, spawnSync } from 'node:child_process';

/** Whether this machine has moto, the emulator of AWS in Python. */
export const hasMoto = spawnSync('python3', ['-c', 'import moto.server']).status === 0;

/**
 * moto tests the condition of a write and does the write in two steps, with a thread for each request: of 40 races for two places, 2 had
 * three winners. In AWS a conditional write of one item is atomic, so requests to DynamoDB go one after the other here. And it parses the
 * same eight paths again for each event and rule, 15 ms a time: here once.
 */
const ATOMIC_MOTO = `
import functools, threading, jsonpath_ng.ext as paths, moto.server as server
paths.parse = functools.cache(paths.parse)
lock, run = threading.Lock(), server.run_simple
def serve(host, port, app, **options):
    def answer(environ, start):
        if not environ.get('HTTP_X_AMZ_TARGET', '').startswith('DynamoDB_'):
            return app(environ, start)
        with lock:
            return list(app(environ, start))
    run(host, port, answer, **options)
server.run_simple = serve
server.main()
`;

export interface Moto {
  readonly url: string;
  stop(): void;
}

/** Starts one on a free port. */
export async function startMoto(): Promise<Moto> {
  const child: ChildProcess = spawn('python3', ['-c', ATOMIC_MOTO, '-H', '127.0.0.1', '-p', '0'], {
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
