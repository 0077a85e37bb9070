import type { CampaignDefinition } from '../campaign/definition.ts';
import { effectiveSettings } from '../campaign/effective-settings.ts';
import { allowedOrigins } from '../campaign/plan.ts';
import { templateFindings } from '../channels/whatsapp/findings.ts';
import { readAccounts } from '../compose/read-accounts.ts';
import type { Workspace } from '../compose/workspace.ts';
import { Failure } from '../kernel/failure.ts';
import type { Session } from './command.ts';

/**
 * AWS takes messages of a template that is not there or not approved, and Meta fails each of them later (aws-facts 3.1): so it is looked
 * at before. What may not be read is left to Meta.
 * @throws Failure `account_unusable`.
 */
export async function refuseMissingTemplate(
  session: Session,
  { settings, clock }: Workspace,
  { id, channels, templates, origins }: CampaignDefinition,
): Promise<void> {
  const wanted = channels.includes('whatsapp') ? templates.whatsapp : undefined;
  // Free text within the window needs no template.
  if (wanted === undefined || !('template' in wanted)) return;
  const usable = allowedOrigins(settings, origins).filter(({ channel }) => channel === 'whatsapp');
  if (usable.length === 0) return;
  session.output.note(`Reading the WhatsApp templates in ${settings.aws.region}.`);
  const accounts = await readAccounts(settings.aws.region, ['whatsapp'], { clock, depth: 'everything' });
  const [account] = accounts;
  if (account === undefined) return;
  const { allowances } = effectiveSettings({ ...settings, origins: [...usable] }, accounts);
  const [missing] = templateFindings(account, allowances, [
    { campaignId: id, name: wanted.template, language: wanted.language },
  ]);
  if (missing === undefined) return;
  throw new Failure('account_unusable', `${missing.sentence.slice(0, -1)} (\`${missing.mend}\` lists them).`);
}
