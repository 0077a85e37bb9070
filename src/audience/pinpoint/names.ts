import { fieldName } from '../../kernel/field-name.ts';
import { CUSTOMER_FIELDS, type CustomerField } from '../import/customer-row.ts';

/** Columns of a customer list that attributes of Pinpoint may fill, where the endpoint itself does not. */
const FILLED_BY_ATTRIBUTES: ReadonlySet<string> = new Set<CustomerField>([
  'first_name',
  'last_name',
  'email',
  'phone',
  'whatsapp',
  'external_id',
  'city',
  'country',
  'timezone',
  'language',
]);

const FIELDS_BY_NAME: ReadonlyMap<string, CustomerField> = new Map(
  customerFields().flatMap((field) => CUSTOMER_FIELDS[field].map((name) => [name, field] as const)),
);

function customerFields(): readonly CustomerField[] {
  const fields: CustomerField[] = [];
  for (const field in CUSTOMER_FIELDS) if (isField(field)) fields.push(field);
  return fields;
}

function isField(name: string): name is CustomerField {
  return Object.hasOwn(CUSTOMER_FIELDS, name);
}

/** Where a value is kept: in a column of the customer list, or in an attribute of this name. */
export type Home = { readonly field: CustomerField } | { readonly attribute: string };

/** The home of `Attributes.X` and `User.UserAttributes.X`. What would pass for a column that only the endpoint fills gets `pinpoint_` in front. */
export function attributeHome(given: string): Home {
  const name = fieldName(given);
  const field = FIELDS_BY_NAME.get(name);
  if (field === undefined) return { attribute: name === '' ? 'pinpoint_attribute' : name };
  return FILLED_BY_ATTRIBUTES.has(field) ? { field } : { attribute: `pinpoint_${name}` };
}

/** The attribute of `Metrics.X`. */
export function metricName(given: string): string {
  return `metric_${fieldName(given)}`;
}

/** What `Demographic` says, by the names here. */
export const DEMOGRAPHIC_HOMES: Readonly<Record<string, Home>> = {
  Locale: { field: 'language' },
  Timezone: { field: 'timezone' },
  AppVersion: { attribute: 'app_version' },
  Make: { attribute: 'device_make' },
  Model: { attribute: 'device_model' },
  ModelVersion: { attribute: 'device_model_version' },
  Platform: { attribute: 'platform' },
  PlatformVersion: { attribute: 'platform_version' },
};

/** What `Location` says, by the names here. */
export const LOCATION_HOMES: Readonly<Record<string, Home>> = {
  City: { field: 'city' },
  Country: { field: 'country' },
  Region: { attribute: 'region' },
  PostalCode: { attribute: 'postal_code' },
  Latitude: { attribute: 'latitude' },
  Longitude: { attribute: 'longitude' },
};

/** Attributes that the import itself makes. */
export const COHORT = 'cohort_id';
export const EFFECTIVE_DATE = 'effective_date';
export const CHANNEL_TYPES_SEEN = 'pinpoint_channels';
export const SEGMENTS_IN = 'pinpoint_segments';

/** When the endpoint that an address came from was last changed, ISO 8601. */
export function addressDateName(channel: 'sms' | 'email'): string {
  return `effective_date_${channel}`;
}
