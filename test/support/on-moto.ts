import { afterAll, beforeAll, test } from 'vitest';
import { hasMoto, type Moto, startMoto } from './moto.ts';

/** Runs the tests of a file with a moto of its own; where there is none it is seen that they were skipped. */
export function onMoto(define: (moto: () => Moto) => void): void {
  const run = hasMoto ? withMoto : withoutMoto;
  run(define);
}

function withMoto(define: (moto: () => Moto) => void): void {
  let moto: Moto | undefined;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto?.stop());
  define(() => {
    if (moto === undefined) throw new Error('Moto is started before the tests run.');
    return moto;
  });
}

function withoutMoto(): void {
  test.skipIf(true)('needs moto_server', () => undefined);
}
