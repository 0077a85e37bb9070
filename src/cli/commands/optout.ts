import { parseEmail } from '../../audience/email-address.ts';
import { parsePhone } from '../../audience/phone-number.ts';
import { addressKey } from '../../consent/address-key.ts';
import { CHANNELS, type Channel } from '../../kernel/channel.ts';
import { Failure } from '../../kernel/failure.ts';
import { type Arguments, type Command, show } from '../command.ts';
import { withWorkspace } from '../with-workspace.ts';

export const optout: Command = {
  name: 'optout',
  positionals: ['ADDRESS'],
  options: {
    channel: { takes: 'CHANNEL', about: 'only this one (default: a phone number stops sms and whatsapp)' },
  },
  about: 'Stops everything to a phone number or an email address, from this moment on',
  async run(args, session) {
    const only = channelOption(args);
    return withWorkspace(session, { role: 'guest', create: false }, async (workspace) => {
      const { address, channels } = parseAddress(
        args.positionals[0] ?? '',
        workspace.settings.defaultCountry,
      );
      const stopped = only === undefined ? channels : channels.filter((channel) => channel === only);
      if (stopped.length === 0)
        throw new Failure(
          'usage',
          `--channel ${only} does not go with this address: it is for ${channels.join(' and ')}.`,
        );
      const added = await workspace.suppressions.add(
        stopped.map((channel) => ({
          key: addressKey(workspace.secret, channel, address),
          channel,
          reason: 'opted_out',
          source: 'command',
          at: workspace.clock.now(),
        })),
      );
      if (stopped.includes('sms'))
        await workspace.optOuts?.add([{ number: address, out: true }], workspace.clock.now());
      const known = added === 0 ? ' (it was stopped before)' : '';
      show(
        session,
        { channels: stopped, added },
        () => `Nothing more goes to this address on ${stopped.join(' and ')}${known}.\n`,
      );
      return 0;
    });
  },
};

function channelOption(args: Arguments): Channel | undefined {
  const name = args.values.get('channel');
  if (name === undefined) return undefined;
  const channel = CHANNELS.find((each) => each === name);
  if (channel === undefined) throw new Failure('usage', `--channel must be ${CHANNELS.join(', ')}.`);
  return channel;
}

function parseAddress(
  given: string,
  country: string | undefined,
): { readonly address: string; readonly channels: readonly Channel[] } {
  if (given.includes('@')) {
    const email = parseEmail(given);
    if (email === undefined) throw new Failure('usage', 'This is no email address.');
    return { address: email, channels: ['email'] };
  }
  const phone = parsePhone(given, country);
  if ('problem' in phone)
    throw new Failure('usage', 'This is no phone number that can exist: write it as +14155550123.');
  return { address: phone.e164, channels: ['sms', 'whatsapp'] };
}
