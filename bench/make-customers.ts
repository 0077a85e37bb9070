import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { seededRandom, type Random } from '../src/kernel/random.ts';

interface Country {
  readonly code: string;
  readonly share: number;
  readonly language: string;
  readonly cities: readonly (readonly [city: string, timezone: string])[];
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
  /**
   * Blocks of mobile numbers, used in this order: what stands before, and how many digits follow. The first blocks of US, CA, GB,
   * FR, DE and SE are kept free by their regulators for fiction; the rest only look right.
   */
  readonly phones: readonly (readonly [prefix: string, digits: number])[];
}

const COUNTRIES: readonly Country[] = [
  {
    code: 'US',
    share: 26,
    language: 'en',
    cities: [
      ['New York', 'America/New_York'],
      ['Chicago', 'America/Chicago'],
      ['Denver', 'America/Denver'],
      ['Seattle', 'America/Los_Angeles'],
      ['Austin', 'America/Chicago'],
    ],
    firstNames: ['Olivia', 'Liam', 'Emma', 'Noah', 'Ava', 'Elijah', 'Mia', 'James'],
    lastNames: ['Smith', 'Johnson', 'Williams', 'Brown', 'Davis', 'Miller', "O'Connor", 'Lee'],
    phones: [
      ...['212', '312', '303', '206', '512', '415', '617', '702'].map(
        (area) => [`+1${area}55501`, 2] as const,
      ),
      ['+13472', 6],
    ],
  },
  {
    code: 'GB',
    share: 12,
    language: 'en',
    cities: [
      ['London', 'Europe/London'],
      ['Leeds', 'Europe/London'],
      ['Glasgow', 'Europe/London'],
    ],
    firstNames: ['Amelia', 'Oliver', 'Isla', 'George', 'Freya', 'Harry'],
    lastNames: ['Taylor', 'Evans', 'Thomas', 'Walker', 'Wright', 'Hughes'],
    phones: [
      ['+447700900', 3],
      ['+44740', 7],
    ],
  },
  {
    code: 'DE',
    share: 10,
    language: 'de',
    cities: [
      ['Berlin', 'Europe/Berlin'],
      ['München', 'Europe/Berlin'],
      ['Köln', 'Europe/Berlin'],
    ],
    firstNames: ['Mia', 'Ben', 'Jürgen', 'Hannah', 'Leon', 'Käthe'],
    lastNames: ['Müller', 'Schmidt', 'Weiß', 'Fischer', 'Krüger', 'Vogel'],
    phones: [
      ['+4917139200', 2],
      ['+49175', 7],
    ],
  },
  {
    code: 'FR',
    share: 9,
    language: 'fr',
    cities: [
      ['Paris', 'Europe/Paris'],
      ['Lyon', 'Europe/Paris'],
      ['Orléans', 'Europe/Paris'],
    ],
    firstNames: ['Léa', 'Gabriel', 'Chloé', 'Louis', 'Inès', 'Hugo'],
    lastNames: ['Martin', 'Bernard', 'Lefèvre', 'Moreau', 'Girard', 'Dubois'],
    phones: [
      ['+3363998', 4],
      ['+3361', 7],
    ],
  },
  {
    code: 'ES',
    share: 6,
    language: 'es',
    cities: [
      ['Madrid', 'Europe/Madrid'],
      ['Málaga', 'Europe/Madrid'],
    ],
    firstNames: ['Lucía', 'Hugo', 'Martina', 'Mateo'],
    lastNames: ['García', 'Fernández', 'López', 'Núñez'],
    phones: [['+3461', 7]],
  },
  {
    code: 'IT',
    share: 5,
    language: 'it',
    cities: [
      ['Roma', 'Europe/Rome'],
      ['Torino', 'Europe/Rome'],
    ],
    firstNames: ['Sofia', 'Leonardo', 'Aurora', 'Niccolò'],
    lastNames: ['Rossi', 'Russo', 'Ferrari', 'Esposito'],
    phones: [['+39333', 7]],
  },
  {
    code: 'BR',
    share: 6,
    language: 'pt-BR',
    cities: [
      ['São Paulo', 'America/Sao_Paulo'],
      ['Manaus', 'America/Manaus'],
    ],
    firstNames: ['Helena', 'Miguel', 'Júlia', 'João'],
    lastNames: ['Silva', 'Santos', 'Oliveira', 'Gonçalves'],
    phones: [['+55119', 8]],
  },
  {
    code: 'IN',
    share: 6,
    language: 'en',
    cities: [
      ['Mumbai', 'Asia/Kolkata'],
      ['Bengaluru', 'Asia/Kolkata'],
    ],
    firstNames: ['Aarav', 'Diya', 'Vihaan', 'Ananya'],
    lastNames: ['Sharma', 'Patel', 'Iyer', 'Khan'],
    phones: [['+91987', 7]],
  },
  {
    code: 'CA',
    share: 4,
    language: 'en',
    cities: [
      ['Toronto', 'America/Toronto'],
      ['Vancouver', 'America/Vancouver'],
      ["St. John's", 'America/St_Johns'],
    ],
    firstNames: ['Charlotte', 'William', 'Zoé', 'Jack'],
    lastNames: ['Tremblay', 'Roy', 'MacDonald', 'Singh'],
    phones: [
      ['+141655501', 2],
      ['+160455501', 2],
      ['+16472', 6],
    ],
  },
  {
    code: 'AU',
    share: 4,
    language: 'en',
    cities: [
      ['Sydney', 'Australia/Sydney'],
      ['Perth', 'Australia/Perth'],
    ],
    firstNames: ['Matilda', 'Jack', 'Ruby', 'Cooper'],
    lastNames: ['Kelly', 'Nguyen', 'Murphy', 'Campbell'],
    phones: [['+61491', 6]],
  },
  {
    code: 'MX',
    share: 4,
    language: 'es',
    cities: [
      ['Ciudad de México', 'America/Mexico_City'],
      ['Tijuana', 'America/Tijuana'],
    ],
    firstNames: ['Sofía', 'Santiago', 'Valentina', 'Diego'],
    lastNames: ['Hernández', 'Martínez', 'Ramírez', 'Cruz'],
    phones: [['+5255', 8]],
  },
  {
    code: 'NL',
    share: 3,
    language: 'nl',
    cities: [['Amsterdam', 'Europe/Amsterdam']],
    firstNames: ['Emma', 'Daan', 'Noor', 'Sem'],
    lastNames: ['de Vries', 'van den Berg', 'Bakker', 'Visser'],
    phones: [['+316', 8]],
  },
  {
    code: 'SE',
    share: 2,
    language: 'sv',
    cities: [['Malmö', 'Europe/Stockholm']],
    firstNames: ['Alice', 'Björn', 'Maja', 'Åke'],
    lastNames: ['Andersson', 'Sjöberg', 'Öberg', 'Lind'],
    phones: [
      ['+467017406', 2],
      ['+4673', 7],
    ],
  },
  {
    code: 'JP',
    share: 2,
    language: 'ja',
    cities: [['東京', 'Asia/Tokyo']],
    firstNames: ['陽菜', '蓮', '結衣', '湊'],
    lastNames: ['佐藤', '鈴木', '高橋', '田中'],
    phones: [['+8190', 8]],
  },
  {
    code: 'ZA',
    share: 1,
    language: 'en',
    cities: [['Cape Town', 'Africa/Johannesburg']],
    firstNames: ['Lerato', 'Thabo', 'Anika', 'Pieter'],
    lastNames: ['Nkosi', 'Botha', 'Dlamini', 'Naidoo'],
    phones: [['+2782', 7]],
  },
];

const COLUMNS = [
  'customer_id',
  'first_name',
  'last_name',
  'email',
  'phone',
  'whatsapp',
  'country',
  'city',
  'timezone',
  'language',
  'signup_at',
  'preferred_channel',
  'consent_sms',
  'consent_whatsapp',
  'consent_email',
  'tier',
  'points',
] as const;

const WHEEL = COUNTRIES.flatMap((country) => Array.from({ length: country.share }, () => country));
const EMAIL_DOMAINS = ['example.com', 'example.org', 'example.net'] as const;
const FIRST_SIGNUP = Date.UTC(2021, 0, 1);
const SIGNUP_DAYS = 5 * 365;

/**
 * A made-up customer list as CSV, in pieces of 1,000 lines: the same for the same `count` and `seed`. No phone number or email
 * address comes twice.
 */
export function* customersCsv(count: number, seed: number | string): Iterable<string> {
  const random = seededRandom(seed);
  const used = new Map<Country, number>();
  let piece = `${COLUMNS.join(',')}\n`;
  for (let n = 1; n <= count; n++) {
    const country = pick(random, WHEEL);
    const serial = used.get(country) ?? 0;
    used.set(country, serial + 1);
    piece += `${customerLine(random, n, country, serial)}\n`;
    if (n % 1000 === 0) {
      yield piece;
      piece = '';
    }
  }
  if (piece !== '') yield piece;
}

function customerLine(random: Random, n: number, country: Country, serial: number): string {
  const chance = (percent: number) => random.next() * 100 < percent;
  const first = pick(random, country.firstNames);
  const last = pick(random, country.lastNames);
  const [city, timezone] = pick(random, country.cities);
  const hasPhone = chance(92);
  const hasWhatsapp = hasPhone && chance(country.code === 'US' || country.code === 'CA' ? 25 : 75);
  const hasEmail = !hasPhone || chance(85);
  const phone = hasPhone ? phoneNumber(country, serial) : '';
  const preferred = [hasPhone && 'sms', hasWhatsapp && 'whatsapp', hasEmail && 'email'].filter(Boolean);
  return [
    `CUST-${String(n).padStart(8, '0')}`,
    first,
    last,
    hasEmail ? `${mailName(first, last, country.code)}${n}@${pick(random, EMAIL_DOMAINS)}` : '',
    phone,
    hasWhatsapp ? phone : '',
    country.code,
    city,
    timezone,
    country.language,
    new Date(FIRST_SIGNUP + Math.floor(random.next() * SIGNUP_DAYS) * 86_400_000).toISOString().slice(0, 10),
    chance(30) ? pick(random, preferred) : '',
    hasPhone ? chance(88) : '',
    hasWhatsapp ? chance(82) : '',
    hasEmail ? chance(90) : '',
    chance(12) ? 'gold' : chance(30) ? 'silver' : 'bronze',
    Math.floor(random.next() ** 3 * 5000),
  ].join(',');
}

function pick<T>(random: Random, list: readonly T[]): T {
  const item = list[Math.floor(random.next() * list.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}

/** The number for the `serial`th customer of a country, without repetition: blocks are used up in turn, each in a scattered order. */
function phoneNumber(country: Country, serial: number): string {
  let left = serial;
  for (const [prefix, digits] of country.phones) {
    const size = 10 ** digits;
    // 7,919 is prime to every power of ten, so no number comes twice.
    if (left < size) return prefix + String((left * 7919 + 41) % size).padStart(digits, '0');
    left -= size;
  }
  throw new Error(`No phone numbers are left for ${country.code}.`);
}

function mailName(first: string, last: string, country: string): string {
  const plain = `${first}.${last}`
    .normalize('NFD')
    .replaceAll('ß', 'ss')
    .replace(/[^A-Za-z.]/g, '')
    .toLowerCase();
  return plain === '.' ? `${country.toLowerCase()}.` : `${plain}.`;
}

if (import.meta.main) {
  const [path, count = '1000000', seed = '1'] = process.argv.slice(2);
  if (path === undefined) {
    console.error('node bench/make-customers.ts FILE [COUNT] [SEED]');
    process.exitCode = 2;
  } else {
    const file = createWriteStream(path);
    for (const piece of customersCsv(Number(count), seed)) {
      if (!file.write(piece)) await once(file, 'drain');
    }
    file.end();
    await once(file, 'close');
  }
}
