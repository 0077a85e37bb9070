import { afterAll, beforeAll, test } from 'vitest';
import { sqsSlicePost } from '../../src/adapters/aws/slice-post.ts';
import { AwsWorkQueue } from '../../src/adapters/aws/work-queue.ts';
import { MemoryWorkQueue } from '../../src/adapters/memory/work-queue.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { hasMoto, type Moto, startMoto } from '../support/moto.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { workQueueSuite } from './work-queue.ts';

let moto: Moto;

beforeAll(async () => {
  if (hasMoto) moto = await startMoto();
});
afterAll(() => {
  if (hasMoto) moto.stop();
});

if (hasMoto) {
  workQueueSuite({
    name: 'aws',
    async open() {
      const deployment = await makeDeployment(moto, { queues: true });
      const clock = new VirtualClock();
      const queue = new AwsWorkQueue({
        post: sqsSlicePost(deployment),
        lanes: new MemoryWorkQueue(clock),
        clock,
        trouble: (error) => {
          throw error;
        },
      });
      return { queue, advance: (ms) => clock.advance(ms), close: () => queue.end() };
    },
  });
} else {
  test.skip('needs moto_server', () => {});
}
