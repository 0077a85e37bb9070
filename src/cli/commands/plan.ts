import type { Decision } from '../../campaign/plan.ts';
import { microsToDollars } from '../../kernel/money.ts';
import { type Command, show } from '../command.ts';
import { readCampaignFile } from '../campaign-file.ts';
import { planWithoutKeeping } from '../dry-run.ts';
import { OutputFile } from '../output-file.ts';
import { planText } from '../report-text.ts';
import { withWorkspace } from '../with-workspace.ts';

export const plan: Command = {
  name: 'plan',
  positionals: ['CAMPAIGN.yaml'],
  options: {
    decisions: {
      takes: 'FILE',
      about: 'write one line for each customer: what is sent, or why not (NDJSON)',
    },
  },
  about: 'Shows whom a campaign reaches, what it costs and when it ends; changes nothing',
  async run(args, session) {
    const [path = ''] = args.positionals;
    return withWorkspace(session, { role: 'guest', create: false }, async (workspace) => {
      const definition = await readCampaignFile(path, workspace.settings);
      const decisionsPath = args.values.get('decisions');
      const file = decisionsPath === undefined ? undefined : new OutputFile(decisionsPath);
      // Made even when there is no customer to decide about.
      await file?.write('');
      const now = session.asOf ?? session.clock.now();
      const { plan: report } = await planWithoutKeeping(workspace, definition, now, async (decisions) => {
        await file?.write(
          decisions.map((decision) => `${JSON.stringify(decisionLine(decision))}\n`).join(''),
        );
      });
      await file?.close();
      show(session, report, () => planText(report));
      return 0;
    });
  },
};

/** One line of a decisions file. `price` is in US dollars for all parts; `sendAt` is null when it may go at once. */
function decisionLine(decision: Decision) {
  const customerId = decision.customer.id;
  if (decision.kind === 'skip') {
    return {
      customerId,
      decision: 'skip',
      reason: decision.reason,
      channel: null,
      sendAt: null,
      parts: 0,
      price: 0,
      body: null,
    };
  }
  const { channel, sendAt, parts, price, content } = decision.message;
  return {
    customerId,
    decision: 'send',
    reason: null,
    channel,
    sendAt: sendAt === 0 ? null : new Date(sendAt).toISOString(),
    parts,
    price: microsToDollars(price),
    body: content.text,
  };
}
