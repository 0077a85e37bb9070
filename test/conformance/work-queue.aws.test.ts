import { sqsSlicePost } from '../../src/adapters/aws/slice-post.ts';
import { AwsWorkQueue } from '../../src/adapters/aws/work-queue.ts';
import { MemoryWorkQueue } from '../../src/adapters/memory/work-queue.ts';
import { makeDeployment } from '../support/aws-deployment.ts';
import { onMoto } from '../support/on-moto.ts';
import { VirtualClock } from '../support/virtual-clock.ts';
import { workQueueSuite } from './work-queue.ts';

onMoto((moto) =>
  workQueueSuite({
    name: 'aws',
    async open() {
      const deployment = await makeDeployment(moto(), { queues: true });
      const clock = new VirtualClock();
      const queue = new AwsWorkQueue({
        post: sqsSlicePost(deployment),
        lanes: new MemoryWorkQueue(clock),
        clock,
        noteDropped: async () => undefined,
        trouble: (error) => {
          throw error;
        },
      });
      return { queue, advance: (ms) => clock.advance(ms), close: () => queue.end() };
    },
  }),
);
