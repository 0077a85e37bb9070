import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PYTHON_FOLDER } from './moto.ts';

const FOLDER = join(import.meta.dirname, 'warm-aws');
const PYTHON = join(PYTHON_FOLDER, 'python3');
const PATH = `${PYTHON_FOLDER}:${process.env['PATH']}`;

let started: Promise<NodeJS.ProcessEnv> | undefined;

/**
 * What a program needs to find an AWS CLI that answers at once: the CLI itself, in a process that has it loaded. Where it is not a
 * package of the Python that has moto, it is started each time.
 */
export function warmAws(): Promise<NodeJS.ProcessEnv> {
  started ??= start();
  return started;
}

async function start(): Promise<NodeJS.ProcessEnv> {
  if (spawnSync(PYTHON, ['-c', 'import awscli.clidriver']).status !== 0) return { PATH };
  const socket = join(mkdtempSync(join(tmpdir(), 'warm-aws-')), 'socket');
  // Its input ends with this process, and so does it.
  const child = spawn(PYTHON, [join(FOLDER, 'server.py'), socket], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.unref();
  return { PATH: `${FOLDER}:${PATH}`, WARM_AWS: socket };
}
