import { readFileSync, writeFileSync } from 'node:fs';
import { Chance, csvText, isoTime } from './chance.ts';

const FILE = new URL('retailer/messages.csv', import.meta.url);
const CUSTOMERS = new URL('../../examples/customers.csv', import.meta.url);

/** What the retailer sent: id, name, channel, first and last day, and how many. The second has the name of a category in it. */
export const CAMPAIGNS = [
  ['spring-sale', 'Spring sale', 'email', '2026-04-02', '2026-04-04', 260],
  ['camping-news', 'Camping news', 'whatsapp', '2026-06-10', '2026-06-11', 140],
  ['autumn-offers', 'Autumn offers', 'email', '2026-10-06', '2026-10-09', 240],
  ['flash-deal', 'Flash deal', 'sms', '2026-10-24', '2026-10-25', 160],
  ['black-friday-preview', 'Black Friday preview', 'sms', '2026-11-11', '2026-11-18', 150],
] as const;

const ADDRESS_COLUMNS = { email: 'email', whatsapp: 'whatsapp', sms: 'phone' } as const;

/** The marks of each message, one after the other; of `failed` the carrier refused it at once. */
export function messagesFile(): string {
  const chance = new Chance('messages');
  const [header = '', ...lines] = readFileSync(CUSTOMERS, 'utf8').trimEnd().split('\n');
  const columns = header.split(',');
  const rows = CAMPAIGNS.flatMap(([campaign, , channel, first, last, count]) => {
    const place = columns.indexOf(ADDRESS_COLUMNS[channel]);
    const reachable = lines.map((line) => line.split(',')).filter((cells) => cells[place] !== '');
    const order = reachable.map((cells) => ({ id: cells[0] ?? '', by: chance.next() }));
    return order
      .sort((a, b) => a.by - b.by)
      .slice(0, count)
      .map(({ id }) => ({
        customer_id: id,
        campaign,
        channel,
        sent_at: isoTime(chance.time(Date.parse(first), Date.parse(last))),
        ...marks(chance, channel),
      }));
  });
  return csvText(rows);
}

function marks(chance: Chance, channel: 'email' | 'whatsapp' | 'sms') {
  const failed = chance.happens(0.06);
  const delivered = !failed && chance.happens(0.9);
  const opened = delivered && channel !== 'sms' && chance.happens(0.45);
  const clicked = opened && channel === 'email' && chance.happens(0.3);
  return { delivered, opened, clicked, failed };
}

if (import.meta.main) writeFileSync(FILE, messagesFile());
