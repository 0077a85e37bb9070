import { Failure } from '../kernel/failure.ts';
import { formatMoney, dollarsToMicros } from '../kernel/money.ts';
import { CHANNELS } from '../kernel/channel.ts';
import type { WorkspaceSettings } from '../campaign/workspace-settings.ts';
import type { PlanReport } from '../insight/plan-report.ts';
import type { Session } from './command.ts';

export interface SendQuestion {
  readonly plan: PlanReport;
  readonly settings: WorkspaceSettings;
  /** To whom: `AWS's test numbers and mailboxes, nobody real`. */
  readonly towards: string;
  /** `--yes` was given. */
  readonly yes: boolean;
}

/**
 * Says what real carriers would send, to whom and at what price, and asks; simulated ones never ask.
 * @throws Failure `not_confirmed`.
 */
export async function confirmSend(session: Session, question: SendQuestion): Promise<void> {
  const { settings, yes } = question;
  if (settings.carriers !== 'aws') return;
  for (const line of linesOf(question)) session.output.note(line);
  if (yes) return;
  if (session.ask === undefined) {
    const sentence =
      'Nothing was sent: real messages have to be confirmed, and there is no terminal to ask on; add --yes to send them.';
    throw new Failure('not_confirmed', sentence);
  }
  const answer = await session.ask('Send them? Type yes: ');
  if (/^y(es)?$/i.test(answer.trim())) return;
  throw new Failure('not_confirmed', 'Nothing was sent: the answer was not yes.');
}

function linesOf({ plan, settings, towards }: SendQuestion): readonly string[] {
  const { cost } = plan;
  const money = (dollars: number) => formatMoney(dollarsToMicros(dollars));
  const channels = CHANNELS.filter((channel) => plan.channels[channel] > 0).map(
    (channel) => `${plan.channels[channel].toLocaleString('en-US')} by ${channel}`,
  );
  const from = settings.origins.map(({ id, identity }) =>
    isPersonal(identity) ? id : `${id} (${identity})`,
  );
  return [
    `Campaign ${plan.campaignId} sends real messages from your AWS account in ${settings.aws.region}, to ${towards}:`,
    `  Messages   ${channels.length === 0 ? 'none' : channels.join(', ')}; ${plan.parts.toLocaleString('en-US')} parts`,
    `  From       ${from.join(', ')}`,
    `  Price      ${money(cost.expected)} expected, at most ${money(cost.high)} with every fallback, by the list prices of AWS`,
    ...plan.warnings.map((warning) => `  Warning    ${warning}`),
  ];
}

/** Numbers and addresses stand in no output that may become a log. */
function isPersonal(identity: string): boolean {
  return identity.startsWith('+') || identity.includes('@');
}
