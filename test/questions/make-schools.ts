import { writeFileSync } from 'node:fs';
import { Chance, isoDate } from './chance.ts';
import { historyFiles, type Item } from './history.ts';

const FOLDER = new URL('schools/', import.meta.url);
const DAY_MS = 86_400_000;
const NOW = Date.UTC(2026, 10, 20);
const FROM = Date.UTC(2023, 0, 9);

interface Place {
  readonly country: string;
  readonly currency: string;
  readonly timezone: string;
  readonly language: string;
  readonly campuses: readonly string[];
  readonly cities: readonly string[];
  /** What a number begins with, and how many digits follow. */
  readonly phone: readonly [string, number];
  readonly first: readonly string[];
  readonly last: readonly string[];
}

/** The school in Santiago is in Chile; the one in Peru's Lima shares its name with the city. */
const PLACES: readonly Place[] = [
  {
    country: 'CO',
    currency: 'COP',
    timezone: 'America/Bogota',
    language: 'es',
    campuses: ['Bogotá', 'Medellín'],
    cities: ['Bogotá', 'Medellín', 'Envigado', 'Soacha'],
    phone: ['+57310', 7],
    first: ['Valeria', 'Andrés', 'Camilo', 'Luz Marina', 'Paola', 'Julián'],
    last: ['Restrepo', 'Gómez', 'Cárdenas', 'Zapata', 'Ospina'],
  },
  {
    country: 'PE',
    currency: 'PEN',
    timezone: 'America/Lima',
    language: 'es',
    campuses: ['Lima'],
    cities: ['Lima', 'Callao', 'Cusco'],
    phone: ['+51987', 6],
    first: ['Rosa', 'Luis', 'Milagros', 'César', 'Ángela'],
    last: ['Quispe', 'Huamán', 'Flores', 'Rojas', 'Mamani'],
  },
  {
    country: 'BR',
    currency: 'BRL',
    timezone: 'America/Sao_Paulo',
    language: 'pt-BR',
    campuses: ['São Paulo', 'Recife'],
    cities: ['São Paulo', 'Recife', 'Olinda', 'Santo André'],
    phone: ['+55119', 8],
    first: ['Thaís', 'Caio', 'Luana', 'Otávio', 'Bruna'],
    last: ['Araújo', 'Moura', 'Cavalcanti', 'Lima', 'Peixoto'],
  },
  {
    country: 'KE',
    currency: 'KES',
    timezone: 'Africa/Nairobi',
    language: 'en',
    campuses: ['Nairobi', 'Mombasa'],
    cities: ['Nairobi', 'Mombasa', 'Thika'],
    phone: ['+254712', 6],
    first: ['Wanjiku', 'Otieno', 'Amina', 'Kipchoge', 'Njeri'],
    last: ['Mwangi', 'Odhiambo', 'Kamau', 'Hassan', 'Chebet'],
  },
  {
    country: 'VN',
    currency: 'VND',
    timezone: 'Asia/Ho_Chi_Minh',
    language: 'vi',
    campuses: ['Đà Nẵng', 'Hanoi'],
    cities: ['Đà Nẵng', 'Hanoi', 'Hội An', 'Huế'],
    phone: ['+84912', 6],
    first: ['Linh', 'Minh', 'Thảo', 'Đức', 'Hương'],
    last: ['Nguyễn', 'Trần', 'Phạm', 'Võ', 'Bùi'],
  },
  {
    country: 'MA',
    currency: 'MAD',
    timezone: 'Africa/Casablanca',
    language: 'fr',
    campuses: ['Casablanca'],
    cities: ['Casablanca', 'Rabat', 'Fès'],
    phone: ['+212661', 6],
    first: ['Youssef', 'Salma', 'Khadija', 'Mehdi', 'Imane'],
    last: ['El Amrani', 'Benali', 'Tazi', 'Idrissi', 'Chraibi'],
  },
];

const LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'];
const SOURCES = [
  'friend or family',
  'Instagram ad',
  'school fair',
  'walk-in',
  'Google search',
  'company programme',
];
const INTERESTS = ['travel', 'business', 'film', 'cooking', 'football', 'study abroad', 'music'];

/** `sku name, price in USD`, by category. */
const CATALOGUE: Readonly<Record<string, readonly string[]>> = {
  'Intensive Courses': [
    'EN-A1-INT English A1 Intensive, 320',
    'EN-B1-INT English B1 Intensive, 340',
    'EN-C1-INT English C1 Intensive, 380',
    'ES-A1-INT Spanish A1 Intensive, 300',
    'FR-A2-INT French A2 Intensive, 310',
  ],
  'Evening Courses': [
    'EN-A2-EVE English A2 Evening, 180',
    'EN-B2-EVE English B2 Evening, 190',
    'PT-B1-EVE Portuguese B1 Evening, 175',
    'DE-A1-EVE German A1 Evening, 195',
    'ZH-A1-EVE Mandarin A1 Evening, 210',
  ],
  'Exam Preparation': [
    'PREP-IELTS IELTS Preparation, 250',
    'PREP-DELE DELE Preparation, 220',
    'PREP-TOEFL TOEFL Preparation, 240',
    'MOCK-IELTS IELTS Mock Exam, 40',
  ],
  'Kids & Teens': [
    'KIDS-SUMMER Summer Camp, 400',
    'KIDS-SAT Saturday Club, 90',
    'TEEN-DEBATE Debate Club, 110',
  ],
  Textbooks: [
    'TXT-GRAMMAR Grammar Workbook, 28',
    'TXT-VOCAB Vocabulary Cards, 15',
    'TXT-READER Short Story Reader, 12',
  ],
  'Online Classes': [
    'ONL-CONV Conversation Pass, 60',
    'ONL-PRON Pronunciation Clinic, 45',
    'ONL-BUS Business English, 130',
  ],
};

/** A chain of language schools on three continents: students, courses, what they signed up for and looked at. By file name. */
export function schoolsFiles(): ReadonlyMap<string, string> {
  const chance = new Chance('schools');
  const students = Array.from({ length: 640 }, (_, i) => student(chance, i + 1));
  const history = historyFiles(
    {
      items: Object.entries(CATALOGUE).flatMap(([category, lines]) =>
        lines.map((line) => itemOf(category, line)),
      ),
      buyers: students.map(({ row, currency, since }) => ({ id: row.customer_id, currency, since })),
      rates: { USD: 1, COP: 4_000, PEN: 3.75, BRL: 5.5, KES: 130, VND: 25_000, MAD: 10 },
      step: 1,
      counts: { purchases: 2_200, carts: 300, views: 700 },
      idle: 0.2,
      from: FROM,
      until: NOW + 11 * 3_600_000,
    },
    new Chance('schools history'),
  );
  const lines = students.map(({ row }) => `${JSON.stringify(row)}\n`).join('');
  return new Map([
    ['customers.ndjson', lines],
    ...Object.entries(history).map(([kind, text]) => [`${kind}.csv`, text] as const),
  ]);
}

function itemOf(category: string, line: string): Item {
  const [, sku = '', name = '', price = ''] = /^(\S+) (.+), (\d+)$/.exec(line) ?? [];
  return { sku, name, category, price: Number(price) };
}

function student(chance: Chance, number: number) {
  const place = chance.pickEarly(PLACES);
  const { country, currency, timezone, language } = place;
  const since = Math.floor(chance.time(FROM, NOW) / DAY_MS) * DAY_MS;
  const first = chance.pick(place.first);
  const last = chance.pick(place.last);
  const phone = place.phone[0] + String(10 ** place.phone[1] + number * 37).slice(1);
  const row = {
    customer_id: `stu_${10_000 + number * 7}`,
    first_name: first,
    last_name: last,
    ...(chance.happens(0.85) && { email: `student${number}@example.org` }),
    ...(chance.happens(0.9) && { phone }),
    ...(chance.happens(0.7) && { whatsapp: phone }),
    country,
    city: chance.pickEarly(place.cities),
    timezone,
    language,
    signup_at: isoDate(since),
    ...(chance.happens(0.5) && { preferred_channel: chance.pickEarly(['whatsapp', 'email', 'sms']) }),
    ...(chance.happens(0.8) && { consent_sms: chance.happens(0.6) }),
    ...(chance.happens(0.9) && { consent_whatsapp: chance.happens(0.8) }),
    ...(chance.happens(0.9) && { consent_email: chance.happens(0.7) }),
    ...attributes(chance, place),
  };
  return { row, currency, since };
}

/** Every type that an attribute can have, with gaps: whole number, decimal, yes or no, date, words, a list, and one that is rarely known. */
function attributes(chance: Chance, place: Place) {
  const level = chance.int(0, LEVELS.length - 2);
  return {
    ...(chance.happens(0.92) && { campus: chance.happens(0.15) ? 'Online' : chance.pick(place.campuses) }),
    ...(chance.happens(0.95) && { level: LEVELS[level] ?? '' }),
    ...(chance.happens(0.7) && { target_level: LEVELS[chance.int(level, LEVELS.length - 1)] ?? '' }),
    ...(chance.happens(0.9) && { age: chance.int(7, 68) }),
    ...(chance.happens(0.85) && { attendance: chance.int(400, 1_000) / 10 }),
    scholarship: chance.happens(0.18),
    ...(chance.happens(0.8) && { alumni: chance.happens(0.3) }),
    ...(chance.happens(0.9) && { source: chance.pickEarly(SOURCES) }),
    ...(chance.happens(0.6) && { next_exam_on: isoDate(chance.time(NOW - 30 * DAY_MS, NOW + 150 * DAY_MS)) }),
    ...(chance.happens(0.75) && { interests: interests(chance) }),
    ...(chance.happens(0.1) && { referrals: chance.int(1, 9) }),
  };
}

function interests(chance: Chance): readonly string[] {
  const chosen = INTERESTS.filter(() => chance.happens(0.3));
  return chosen.length === 0 ? [chance.pick(INTERESTS)] : chosen;
}

if (import.meta.main) {
  for (const [name, text] of schoolsFiles()) writeFileSync(new URL(name, FOLDER), text);
}
