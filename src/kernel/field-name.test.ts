import { expect, test } from 'vitest';
import { fieldName } from './field-name.ts';

test.each([
  ['Customer ID', 'customer_id'],
  [' E-Mail ', 'e_mail'],
  ['Loyalty.Points (2026)', 'loyalty_points_2026'],
  ['Größe', 'größe'],
  ['loyaltyTier', 'loyalty_tier'],
  ['NumberOfVisits', 'number_of_visits'],
  ['SMSOptIn', 'sms_opt_in'],
  ['whatsAppNumber', 'whatsapp_number'],
  ['WhatsApp opt-in', 'whatsapp_opt_in'],
  ['customerID', 'customer_id'],
  ['isB2B', 'is_b2b'],
  ['line2Address', 'line_2_address'],
  ['visitsLast30Days', 'visits_last_30_days'],
  ['address1', 'address1'],
  ['IDs', 'ids'],
  ['orderIDs', 'order_ids'],
  ['NPS', 'nps'],
  ['__proto__', 'proto'],
  ['%', ''],
])('%j is called %s', (given, name) => {
  expect(fieldName(given)).toBe(name);
});
