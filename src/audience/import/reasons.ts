/** Why a row, or one value of it, could not be used: for reports by code, for people in words. No word of it comes from the file. */
export const REASONS = {
  missing_id: 'has no customer_id',
  bad_id: 'is no id: at most 128 characters, no line ends',
  missing_purchase_id: 'has no purchase_id',
  missing_sku: 'has no sku',
  missing_time: 'has no time',
  no_address: 'has no address',
  bad_encoding: 'has characters that cannot be read: save the file as UTF-8',
  too_few_columns: 'has fewer columns than the header',
  too_many_columns: 'has more columns than the header, or than 1,000',
  repeated_column: 'names a column twice',
  bad_quotes: 'has a quote that is not closed, or text behind a closing quote',
  too_long: 'is longer than 1,000,000 characters',
  cut_short: 'is cut off: the file ends in the middle of it',
  bad_json: 'is no JSON object',
  bad_phone: 'is no phone number that can exist',
  phone_needs_country: 'is a national number, and there is no country for it',
  rounded_number: 'was rounded by a spreadsheet (4.47E+11): format the column as text and export it again',
  bad_email: 'is no email address that mail can be sent to',
  bad_country: 'is no country: use ISO 3166-1 alpha-2, such as DE',
  bad_timezone: 'is no IANA time zone, such as Europe/Berlin',
  bad_language: 'is no language tag, such as pt-BR',
  bad_time: 'is no ISO 8601 time, such as 2026-03-31T12:00:00Z',
  bad_amount: 'is no amount of money, such as 1234.50',
  ambiguous_amount: 'can be read in two ways (1.234 is 1234 or 1.23): write it without thousands separators',
  bad_quantity: 'is no quantity, such as 2',
  bad_currency: 'is no currency of ISO 4217, such as EUR, or not the one of the amount',
  bad_consent: 'is neither yes nor no, and counts as no',
  bad_channel: 'is no channel: sms, whatsapp or email',
  bad_channel_type: 'is no channel of Pinpoint, such as SMS or EMAIL',
  long_value: 'is longer than 2,000 characters',
} as const;

export type ReasonCode = keyof typeof REASONS;

export interface Problem {
  readonly reason: ReasonCode;
  /** The column's name as the file gives it; absent when it is about the whole row. */
  readonly column?: string;
}

/** What a row became: something to keep, perhaps without some of its values, or nothing. */
export type RowResult<T> =
  | { readonly kind: 'usable'; readonly value: T; readonly warnings: readonly Problem[] }
  | { readonly kind: 'rejected'; readonly problems: readonly [Problem, ...Problem[]] };
