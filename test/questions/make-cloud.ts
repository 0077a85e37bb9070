import { writeFileSync } from 'node:fs';
import { Chance, csvText, isoDate } from './chance.ts';
import { historyFiles } from './history.ts';

const FOLDER = new URL('cloud/', import.meta.url);
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 20);
const FROM = Date.UTC(2022, 5, 1);

const PLACES = [
  { country: 'SG', city: 'Singapore', timezone: 'Asia/Singapore', language: 'en', phone: ['+6591', 6] },
  { country: 'TR', city: 'İzmir', timezone: 'Europe/Istanbul', language: 'tr', phone: ['+9053212', 5] },
  { country: 'PL', city: 'Łódź', timezone: 'Europe/Warsaw', language: 'pl', phone: ['+485123', 5] },
  { country: 'PL', city: 'Kraków', timezone: 'Europe/Warsaw', language: 'pl', phone: ['+486012', 5] },
  { country: 'AE', city: 'Dubai', timezone: 'Asia/Dubai', language: 'en', phone: ['+971501', 6] },
  { country: 'KR', city: 'Busan', timezone: 'Asia/Seoul', language: 'ko', phone: ['+821023', 6] },
  { country: 'NZ', city: 'Wellington', timezone: 'Pacific/Auckland', language: 'en', phone: ['+64211', 6] },
] as const;

const FIRST = ['Mei', 'Ewa', 'Emre', 'Farah', 'Jisoo', 'Hemi', 'Tomasz', 'Aylin', 'Kai', 'Zofia'];
const LAST = ['Tan', 'Nowak', 'Yıldız', 'Haddad', 'Park', 'Walker', 'Wójcik', 'Demir', 'Lim', 'Zieliński'];
const INDUSTRIES = ['retail', 'health care', 'logistics', 'public sector', 'game studio', 'law firm'];
const RISKS = ['low', 'medium', 'high'];

const ITEMS = [
  ['PLAN-START', 'Starter Plan', 'Plans', 29],
  ['PLAN-TEAM', 'Team Plan', 'Plans', 99],
  ['PLAN-ENT', 'Enterprise Plan', 'Plans', 590],
  ['ADD-STORE', 'Extra Storage', 'Add-ons', 15],
  ['ADD-SSO', 'Single Sign-On', 'Add-ons', 49],
  ['ADD-AUDIT', 'Audit Log', 'Add-ons', 39],
  ['SUP-PRIO', 'Priority Support', 'Support', 120],
  ['SUP-MIGR', 'Migration Help', 'Support', 800],
  ['TRN-ADMIN', 'Admin Training', 'Training', 350],
  ['TRN-BASIC', 'Basics Webinar', 'Training', 40],
] as const;

/** A company that rents software to others, who are its customers: numbers as ids, one currency. By file name. */
export function cloudFiles(): ReadonlyMap<string, string> {
  const chance = new Chance('cloud');
  const accounts = Array.from({ length: 320 }, (_, i) => account(chance, i + 1));
  const history = historyFiles(
    {
      items: ITEMS.map(([sku, name, category, price]) => ({ sku, name, category, price })),
      buyers: accounts.map(({ customer_id: id, signup_at }) => ({
        id,
        currency: 'SGD',
        since: Date.parse(signup_at),
      })),
      rates: { SGD: 1 },
      step: 0.01,
      counts: { purchases: 1_300, carts: 150, views: 400 },
      idle: 0.15,
      from: FROM,
      until: NOW + 11 * 3_600_000,
    },
    new Chance('cloud history'),
  );
  return new Map([
    ['customers.csv', csvText(accounts)],
    ...Object.entries(history).map(([kind, text]) => [`${kind}.csv`, text] as const),
  ]);
}

function account(chance: Chance, number: number) {
  const { country, city, timezone, language, phone } = chance.pick(PLACES);
  const line = phone[0] + String(10 ** phone[1] + number * 61).slice(1);
  const known = (share: number, value: string | number | boolean) => (chance.happens(share) ? value : '');
  return {
    customer_id: String(700_000 + number * 13),
    first_name: chance.pick(FIRST),
    last_name: chance.pick(LAST),
    email: known(0.95, `owner${number}@example.com`),
    phone: known(0.6, line),
    whatsapp: known(0.3, line),
    country,
    city,
    timezone,
    language,
    signup_at: isoDate(chance.time(FROM, NOW)),
    preferred_channel: known(0.4, chance.pick(['email', 'sms'])),
    consent_sms: known(0.6, chance.happens(0.5)),
    consent_whatsapp: known(0.4, chance.happens(0.5)),
    consent_email: known(0.9, chance.happens(0.8)),
    industry: known(0.9, chance.pick(INDUSTRIES)),
    seats: known(0.95, chance.int(1, 240)),
    mrr: known(0.9, chance.int(1_500, 400_000) / 100),
    churn_risk: known(0.85, chance.pickEarly(RISKS)),
    on_trial: chance.happens(0.2),
    beta_tester: known(0.7, chance.happens(0.25)),
    renewal_on: known(0.8, isoDate(chance.time(NOW - 60 * DAY_MS, NOW + 365 * DAY_MS))),
    nps: known(0.5, chance.int(0, 10)),
    account_owner: chance.pick(['Dana Fox', 'Ravi Menon', 'Ines Prado']),
  };
}

if (import.meta.main) {
  for (const [name, text] of cloudFiles()) writeFileSync(new URL(name, FOLDER), text);
}
