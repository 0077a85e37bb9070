import type { Customer, NewCustomer } from '../customer.ts';
import { parseCountry } from '../country-code.ts';
import { parseEmail } from '../email-address.ts';
import { parseTimeSpan } from '../iso-time.ts';
import { parsePhone } from '../phone-number.ts';
import { CHANNELS, type Channel } from '../../kernel/channel.ts';
import {
  isNothing,
  isUnreadable,
  parseChannel,
  parseLanguage,
  parseTimezone,
  parseYesNo,
  plainText,
} from './cell-values.ts';
import { idFault, MAX_TEXT_LENGTH, readAttributes } from './cell-limits.ts';
import type { ColumnPlan, FieldNames } from './columns.ts';
import type { Cell } from './raw-row.ts';
import type { Problem, ReasonCode, RowResult } from './reasons.ts';

/** The columns of a customer list and the names they go by. Every other column is an attribute. */
export const CUSTOMER_FIELDS = {
  customer_id: [
    'customer_id',
    'customerid',
    'id',
    'user_id',
    'userid',
    'customer',
    'contact_id',
    'record_id',
    'subscriber_id',
    'profile_id',
    'klaviyo_id',
  ],
  external_id: ['external_id', 'externalid'],
  first_name: ['first_name', 'firstname', 'given_name', 'forename', 'fname', 'name_first'],
  last_name: ['last_name', 'lastname', 'surname', 'family_name', 'lname', 'name_last'],
  email: ['email', 'e_mail', 'email_address', 'emailaddress', 'e_mail_address', 'mail'],
  phone: [
    'phone',
    'phone_number',
    'phonenumber',
    'mobile',
    'mobile_number',
    'mobile_phone',
    'mobile_phone_number',
    'cell_phone',
    'sms',
    'msisdn',
    'telephone',
    'default_address_phone',
  ],
  whatsapp: ['whatsapp', 'whatsapp_number', 'whatsapp_phone'],
  country: [
    'country',
    'country_code',
    'country_region',
    'default_address_country_code',
    'address_country',
    'cc',
  ],
  city: ['city', 'town', 'default_address_city', 'address_city'],
  timezone: ['timezone', 'time_zone', 'tz'],
  language: ['language', 'locale', 'lang'],
  signup_at: [
    'signup_at',
    'signup_date',
    'signed_up_at',
    'sign_up_date',
    'registered_at',
    'registration_date',
    'created_at',
    'date_added',
    'create_date',
    'created_utc',
    'created',
    'optin_time',
  ],
  preferred_channel: ['preferred_channel'],
  consent_sms: [
    'consent_sms',
    'sms_consent',
    'sms_opt_in',
    'opt_in_sms',
    'accepts_sms_marketing',
    'sms_marketing_consent',
  ],
  consent_whatsapp: ['consent_whatsapp', 'whatsapp_consent', 'whatsapp_opt_in', 'opt_in_whatsapp'],
  consent_email: [
    'consent_email',
    'email_consent',
    'email_opt_in',
    'opt_in_email',
    'accepts_email_marketing',
    'email_marketing_consent',
  ],
} as const satisfies FieldNames<string>;

export type CustomerField = keyof typeof CUSTOMER_FIELDS;

const ADDRESS_FIELDS: Readonly<Record<Channel, CustomerField>> = {
  sms: 'phone',
  whatsapp: 'whatsapp',
  email: 'email',
};
const CONSENT_FIELDS: Readonly<Record<Channel, CustomerField>> = {
  sms: 'consent_sms',
  whatsapp: 'consent_whatsapp',
  email: 'consent_email',
};

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Turns the cells of a row into a customer. Rejected is a row without an id, one with characters that could not be read, and one that
 * gives addresses of which none can be used. Any other bad value is left out, and comes back as a warning; a consent that is
 * neither yes nor no counts as no. A row that gives no address at all is a customer who cannot be reached (yet).
 */
export class CustomerReader {
  readonly #header: readonly string[];
  readonly #fields: ReadonlyMap<CustomerField, number>;
  readonly #others: readonly (readonly [index: number, name: string])[];
  readonly #defaultCountry: string | undefined;

  /** `defaultCountry` (ISO alpha-2) is for national phone numbers in rows without a country; it is not written into the customer. */
  constructor(
    header: readonly string[],
    plan: ColumnPlan<CustomerField>,
    defaultCountry: string | undefined,
  ) {
    this.#header = header;
    this.#fields = plan.fields;
    this.#others = plan.others;
    this.#defaultCountry = defaultCountry;
  }

  read(cells: readonly Cell[]): RowResult<NewCustomer> {
    const unreadable = cells.findIndex(isUnreadable);
    if (unreadable !== -1) return rejected(this.#problem('bad_encoding', unreadable));
    const id = this.#known(cells, 'customer_id');
    if (id === undefined) return rejected({ reason: 'missing_id' });
    const idProblem = this.#idProblem(cells, id);
    if (idProblem !== undefined) return rejected(idProblem);

    const warnings: Problem[] = [];
    const customer: Writable<NewCustomer> = { id, addresses: {}, consent: {}, attributes: {} };
    this.#readTexts(cells, customer, warnings);
    this.#readPlace(cells, customer, warnings);
    customer.addresses = this.#readAddresses(cells, customer.country, warnings);
    customer.consent = this.#readConsent(cells, warnings);
    customer.attributes = readAttributes(cells, this.#others, (index) =>
      warnings.push(this.#problem('long_value', index)),
    );
    return this.#verdict(customer, warnings);
  }

  #verdict(customer: NewCustomer, warnings: readonly Problem[]): RowResult<NewCustomer> {
    const isReachable = CHANNELS.some((channel) => customer.addresses[channel] !== undefined);
    const [first, ...others] = isReachable
      ? []
      : warnings.filter(({ reason }) => ADDRESS_REASONS.has(reason));
    if (first !== undefined) return { kind: 'rejected', problems: [first, ...others] };
    return { kind: 'usable', value: customer, warnings };
  }

  #idProblem(cells: readonly Cell[], id: string): Problem | undefined {
    const cell = cells[this.#fields.get('customer_id') ?? -1];
    const reason = idFault(cell ?? '', id);
    return reason === undefined ? undefined : this.#problemOf(reason, 'customer_id');
  }

  #readTexts(cells: readonly Cell[], customer: Writable<NewCustomer>, warnings: Problem[]): void {
    const externalId = this.#text(cells, 'external_id', warnings);
    if (externalId !== undefined) customer.externalId = externalId;
    const firstName = this.#text(cells, 'first_name', warnings);
    if (firstName !== undefined) customer.firstName = firstName;
    const lastName = this.#text(cells, 'last_name', warnings);
    if (lastName !== undefined) customer.lastName = lastName;
    const city = this.#text(cells, 'city', warnings);
    if (city !== undefined) customer.city = city;
  }

  #readPlace(cells: readonly Cell[], customer: Writable<NewCustomer>, warnings: Problem[]): void {
    const country = this.#parsed(cells, 'country', parseCountry, 'bad_country', warnings);
    if (country !== undefined) customer.country = country;
    const timezone = this.#parsed(cells, 'timezone', parseTimezone, 'bad_timezone', warnings);
    if (timezone !== undefined) customer.timezone = timezone;
    const language = this.#parsed(cells, 'language', parseLanguage, 'bad_language', warnings);
    if (language !== undefined) customer.language = language;
    const signup = this.#parsed(cells, 'signup_at', parseTimeSpan, 'bad_time', warnings);
    if (signup !== undefined) customer.signupAt = signup.startAt;
    const preferred = this.#parsed(cells, 'preferred_channel', parseChannel, 'bad_channel', warnings);
    if (preferred !== undefined) customer.preferredChannel = preferred;
  }

  #readAddresses(
    cells: readonly Cell[],
    country: string | undefined,
    warnings: Problem[],
  ): Customer['addresses'] {
    const addresses: Writable<Customer['addresses']> = {};
    for (const channel of CHANNELS) {
      const field = ADDRESS_FIELDS[channel];
      const given = this.#known(cells, field);
      if (given === undefined) continue;
      if (channel === 'email') {
        const email = parseEmail(given);
        if (email === undefined) warnings.push(this.#problemOf('bad_email', field));
        else addresses.email = email;
        continue;
      }
      const phone = parsePhone(given, country ?? this.#defaultCountry);
      if ('problem' in phone) warnings.push(this.#problemOf(phone.problem, field));
      else addresses[channel] = phone.e164;
    }
    return addresses;
  }

  #readConsent(cells: readonly Cell[], warnings: Problem[]): Customer['consent'] {
    const consent: Writable<Customer['consent']> = {};
    for (const channel of CHANNELS) {
      const given = this.#known(cells, CONSENT_FIELDS[channel]);
      if (given === undefined) continue;
      const answer = parseYesNo(given);
      if (answer === undefined) warnings.push(this.#problemOf('bad_consent', CONSENT_FIELDS[channel]));
      consent[channel] = answer ?? false;
    }
    return consent;
  }

  #text(cells: readonly Cell[], field: CustomerField, warnings: Problem[]): string | undefined {
    const text = this.#cell(cells, field);
    if (text === '') return undefined;
    if (text.length <= MAX_TEXT_LENGTH) return plainText(text);
    warnings.push(this.#problemOf('long_value', field));
    return undefined;
  }

  #parsed<T>(
    cells: readonly Cell[],
    field: CustomerField,
    parse: (text: string) => T | undefined,
    reason: ReasonCode,
    warnings: Problem[],
  ): T | undefined {
    const text = this.#known(cells, field);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) warnings.push(this.#problemOf(reason, field));
    return value;
  }

  /** A value that is not a way to write nothing. */
  #known(cells: readonly Cell[], field: CustomerField): string | undefined {
    const text = this.#cell(cells, field);
    return isNothing(text) ? undefined : text;
  }

  #cell(cells: readonly Cell[], field: CustomerField): string {
    const index = this.#fields.get(field);
    const cell = index === undefined ? undefined : cells[index];
    return cell === undefined ? '' : String(cell).trim();
  }

  #problemOf(reason: ReasonCode, field: CustomerField): Problem {
    return this.#problem(reason, this.#fields.get(field) ?? -1);
  }

  #problem(reason: ReasonCode, index: number): Problem {
    const column = this.#header[index];
    return column === undefined ? { reason } : { reason, column };
  }
}

const ADDRESS_REASONS: ReadonlySet<ReasonCode> = new Set([
  'bad_phone',
  'phone_needs_country',
  'rounded_number',
  'bad_email',
]);

function rejected(problem: Problem): RowResult<never> {
  return { kind: 'rejected', problems: [problem] };
}
