import {
  type CustomerHistory,
  customerHistory,
  type MessageHistory,
} from '../../insight/customer-history.ts';
import { CHANNELS } from '../../kernel/channel.ts';
import { Failure } from '../../kernel/failure.ts';
import { dollarsToMicros, formatMoney } from '../../kernel/money.ts';
import { type Command, show } from '../command.ts';
import { textTable } from '../text-table.ts';
import { withWorkspace } from '../with-workspace.ts';

export const history: Command = {
  name: 'history',
  positionals: ['CUSTOMER'],
  options: {},
  about: 'Shows everything about one customer: messages, decisions, consent',
  async run(args, session) {
    return withWorkspace(session, { role: 'guest', create: false }, async (workspace) => {
      const found = await customerHistory(workspace, args.positionals[0] ?? '');
      if (found === undefined)
        throw new Failure(
          'not_found',
          'There is no customer with this id: it is the customer_id of the imported file.',
        );
      show(session, found, () => historyText(found));
      return 0;
    });
  },
};

function historyText({ customer, messages, decisions, consent }: CustomerHistory): string {
  const name = [customer.firstName, customer.lastName].filter((part) => part !== undefined).join(' ');
  const place = [customer.city, customer.country].filter((part) => part !== undefined).join(', ');
  return [
    [customer.id, name, place].filter((part) => part !== '').join(', '),
    '',
    textTable(
      CHANNELS.map((channel) => [
        `  ${channel}`,
        consent[channel].address ?? 'no address',
        consentText(consent[channel]),
      ]),
    ),
    '',
    ...(messages.length === 0 ? ['No messages.'] : messages.map(messageText)),
    ...decisions
      .filter(({ decision }) => decision === 'skip')
      .map(({ campaign, reason }) => `${campaign}: skipped, ${reason ?? ''}`),
    '',
  ].join('\n');
}

function consentText({ agreed, stopped }: CustomerHistory['consent']['sms']): string {
  if (stopped !== null) return `stopped: ${stopped.reason} (${stopped.source}, ${stopped.at})`;
  return agreed === null ? 'never asked' : agreed ? 'agreed' : 'did not agree';
}

function messageText(message: MessageHistory): string {
  const notes = [
    ...(message.reason === null ? [] : [message.reason]),
    ...(message.step > 1 ? ['fallback'] : []),
    ...(message.fellBack ? ['the next channel was taken'] : []),
    ...(message.bothReached ? ['both channels reached the customer'] : []),
    formatMoney(dollarsToMicros(message.cost)),
  ];
  const steps = [
    ...message.attempts.map(({ number, startedAt, status, reason }) => ({
      at: startedAt,
      what: `attempt ${number}: ${status}${reason === null ? '' : ` (${reason})`}`,
    })),
    ...message.events.map(({ at, type, reason }) => ({
      at,
      what: `${type}${reason === null ? '' : ` (${reason})`}`,
    })),
  ].sort((a, b) => (a.at < b.at ? -1 : 1));
  return [
    `${message.campaign}: ${message.channel} ${message.status} (${notes.join(', ')})`,
    `    ${message.body.replaceAll('\n', '\n    ')}`,
    ...steps.map(({ at, what }) => `    ${at}  ${what}`),
  ].join('\n');
}
