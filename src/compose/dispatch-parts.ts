import type { DispatchParts } from '../dispatch/lane-worker.ts';
import { Recorder } from '../dispatch/recorder.ts';
import { Pacer } from '../throughput/pacer.ts';
import { RecipientPacing } from '../throughput/recipient-pacing.ts';
import type { Workspace } from './workspace.ts';

/** What the lanes of one process share, from the stores of a workspace and what this process has for itself. */
export function dispatchParts(
  workspace: Workspace,
  own: Pick<DispatchParts, 'queue' | 'providers' | 'holds' | 'trouble'> &
    Partial<Pick<DispatchParts, 'pacer' | 'recipients'>>,
): DispatchParts {
  const { clock, random, ledger, plan, suppressions, campaigns, limits } = workspace;
  return {
    clock,
    random,
    ledger,
    load: (ids) => plan.load(ids),
    limits,
    pacer: new Pacer(limits, clock),
    recipients: new RecipientPacing(),
    recorder: new Recorder(ledger, own.queue, clock, own.trouble),
    suppress: async ({ addressKey: key, channel }, reason, said) => {
      await suppressions.add([{ key, channel, reason, source: `carrier: ${said}`, at: clock.now() }]);
    },
    overBudget: async (id) => {
      await campaigns.move(id, ['running'], 'paused', 'budget', clock.now());
    },
    ...own,
  };
}
