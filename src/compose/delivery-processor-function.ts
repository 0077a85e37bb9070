import { archiveEvents } from '../adapters/aws/event-archive.ts';
import { heedNewsFromAfar } from '../campaign/heed-news.ts';
import { type ArrivedText, takeIn } from '../delivery/take-in.ts';
import { deploymentOfFunction } from './deployment-env.ts';
import { functionParts } from './function-parts.ts';

/** What the delivery processor function works with, from its environment. */
export function openDeliveryProcessor(report: (line: string) => void, find = deploymentOfFunction) {
  const { workspace, settings, trouble } = functionParts(report, find);
  return {
    trouble,
    async archive(texts: readonly ArrivedText[], at: number, id: string): Promise<void> {
      await archiveEvents((await workspace()).bucket, texts, at, id);
    },
    async takeIn(texts: readonly ArrivedText[]): Promise<void> {
      const opened = await workspace();
      const { plan, clock } = opened;
      const news = heedNewsFromAfar({
        ...opened,
        load: (ids) => plan.load(ids),
        settings: (await settings()).settings,
      });
      await takeIn({ ...opened, news }, texts, clock.now());
    },
  };
}
