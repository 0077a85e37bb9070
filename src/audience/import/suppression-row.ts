import type { SuppressionReason } from '../../consent/suppression-store.ts';
import type { Channel } from '../../kernel/channel.ts';
import { parseCountry } from '../country-code.ts';
import { parseEmail } from '../email-address.ts';
import { parsePhone } from '../phone-number.ts';
import { parseChannel } from './cell-values.ts';
import type { ColumnPlan, FieldNames } from './columns.ts';
import type { Cell } from './raw-row.ts';
import type { Problem, ReasonCode, RowResult } from './reasons.ts';

/** The columns of a suppression list; what else is in the file is of no use here. Both AWS opt-out lists fit. */
export const SUPPRESSION_FIELDS = {
  address: ['address', 'destination', 'contact'],
  phone: ['phone', 'phone_number', 'phonenumber', 'mobile', 'optedoutnumber', 'opted_out_number', 'msisdn'],
  email: ['email', 'email_address', 'emailaddress', 'e_mail'],
  channel: ['channel'],
  reason: ['reason'],
  country: ['country', 'country_code'],
} as const satisfies FieldNames<string>;

export type SuppressionField = keyof typeof SUPPRESSION_FIELDS;

/** An address that shall get nothing on these channels. */
export interface SuppressedAddress {
  readonly channels: readonly Channel[];
  readonly address: string;
  readonly reason: SuppressionReason;
}

const PHONE_CHANNELS: readonly Channel[] = ['sms', 'whatsapp'];

const REASON_WORDS: Readonly<Record<string, SuppressionReason>> = {
  opted_out: 'opted_out',
  opt_out: 'opted_out',
  optout: 'opted_out',
  unsubscribed: 'opted_out',
  unsubscribe: 'opted_out',
  stop: 'opted_out',
  complained: 'complained',
  complaint: 'complained',
  spam: 'complained',
  hard_bounce: 'hard_bounce',
  bounce: 'hard_bounce',
  bounced: 'hard_bounce',
  invalid_address: 'invalid_address',
  invalid: 'invalid_address',
};

/**
 * Turns the cells of a row into addresses to suppress. A phone number without a channel is stopped on SMS and WhatsApp; a channel
 * that cannot be read counts as none. A reason that is none of ours, or none, is `imported`, which a START does not lift. A row is
 * rejected only when it names no address that can be read.
 */
export class SuppressionReader {
  readonly #header: readonly string[];
  readonly #fields: ReadonlyMap<SuppressionField, number>;
  readonly #defaultCountry: string | undefined;

  constructor(
    header: readonly string[],
    plan: ColumnPlan<SuppressionField>,
    defaultCountry: string | undefined,
  ) {
    this.#header = header;
    this.#fields = plan.fields;
    this.#defaultCountry = defaultCountry;
  }

  read(cells: readonly Cell[]): RowResult<readonly SuppressedAddress[]> {
    const warnings: Problem[] = [];
    const channel = this.#channel(cells, warnings);
    const country = parseCountry(this.#cell(cells, 'country')) ?? this.#defaultCountry;
    const reason =
      REASON_WORDS[
        this.#cell(cells, 'reason')
          .toLowerCase()
          .replaceAll(/[\s-]+/g, '_')
      ] ?? 'imported';
    const found: SuppressedAddress[] = [];
    const bad: Problem[] = [];
    for (const field of ['address', 'phone', 'email'] as const) {
      const given = this.#cell(cells, field);
      if (given === '') continue;
      const parsed = given.includes('@') ? readEmail(given) : readPhone(given, country, channel);
      if ('problem' in parsed) bad.push(this.#problem(parsed.problem, field));
      else found.push({ ...parsed, reason });
    }
    if (found.length > 0) return { kind: 'usable', value: found, warnings: [...bad, ...warnings] };
    const [first = { reason: 'no_address' }, ...others] = bad;
    return { kind: 'rejected', problems: [first, ...others] };
  }

  #channel(cells: readonly Cell[], warnings: Problem[]): Channel | undefined {
    const given = this.#cell(cells, 'channel');
    const channel = parseChannel(given);
    const isNone = given === '' || ['all', 'any', 'voice', 'phone'].includes(given.toLowerCase());
    if (channel === undefined && !isNone) warnings.push(this.#problem('bad_channel', 'channel'));
    return channel;
  }

  #cell(cells: readonly Cell[], field: SuppressionField): string {
    const index = this.#fields.get(field);
    const cell = index === undefined ? undefined : cells[index];
    return cell === undefined ? '' : String(cell).trim();
  }

  #problem(reason: ReasonCode, field: SuppressionField): Problem {
    const column = this.#header[this.#fields.get(field) ?? -1];
    return column === undefined ? { reason } : { reason, column };
  }
}

type ParsedAddress =
  | { readonly address: string; readonly channels: readonly Channel[] }
  | { readonly problem: ReasonCode };

function readEmail(given: string): ParsedAddress {
  const address = parseEmail(given);
  return address === undefined ? { problem: 'bad_email' } : { address, channels: ['email'] };
}

function readPhone(given: string, country: string | undefined, channel: Channel | undefined): ParsedAddress {
  const phone = parsePhone(given, country);
  if ('problem' in phone) return phone;
  return {
    address: phone.e164,
    channels: channel === 'sms' || channel === 'whatsapp' ? [channel] : PHONE_CHANNELS,
  };
}
