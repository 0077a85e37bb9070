import type { Random } from '../../src/kernel/random.ts';

/** One way in which a file goes bad. */
export interface Damage {
  readonly kind: string;
  readonly bytes: Buffer;
}

const PAGE = 8_192;
const HEADER = 100;

function below(random: Random, end: number): number {
  return Math.floor(random.next() * end);
}

/** Another value for the byte at `at`. */
function flip(bytes: Buffer, at: number, random: Random): void {
  bytes.writeUInt8((bytes.readUInt8(at) + 1 + below(random, 255)) % 256, at);
}

function randomBytes(random: Random, length: number): Buffer {
  return Buffer.from(Array.from({ length }, () => below(random, 256)));
}

const KINDS: Readonly<Record<string, (whole: Buffer, random: Random) => Buffer>> = {
  'a byte of the file header'(whole, random) {
    const bytes = Buffer.from(whole);
    flip(bytes, below(random, HEADER), random);
    return bytes;
  },
  'a byte anywhere'(whole, random) {
    const bytes = Buffer.from(whole);
    flip(bytes, below(random, whole.length), random);
    return bytes;
  },
  'the head of a page'(whole, random) {
    const bytes = Buffer.from(whole);
    flip(bytes, below(random, whole.length / PAGE) * PAGE + below(random, 8), random);
    return bytes;
  },
  'a sector of noise'(whole, random) {
    const bytes = Buffer.from(whole);
    randomBytes(random, 512).copy(bytes, below(random, whole.length / 512) * 512);
    return bytes;
  },
  'a page of zeros'(whole, random) {
    const bytes = Buffer.from(whole);
    const page = below(random, whole.length / PAGE);
    return bytes.fill(0, page * PAGE, (page + 1) * PAGE);
  },
  'two pages that changed places'(whole, random) {
    const bytes = Buffer.from(whole);
    const [a, b] = [below(random, whole.length / PAGE), below(random, whole.length / PAGE)];
    whole.copy(bytes, a * PAGE, b * PAGE, (b + 1) * PAGE);
    whole.copy(bytes, b * PAGE, a * PAGE, (a + 1) * PAGE);
    return bytes;
  },
  'cut short'(whole, random) {
    return Buffer.from(whole.subarray(0, below(random, whole.length)));
  },
  'nothing left': () => Buffer.alloc(0),
  'another file'(_, random) {
    return randomBytes(random, 1 + below(random, 20_000));
  },
};

/** How often each kind is drawn, of ten. */
const DRAWS = [
  'a byte of the file header',
  'a byte of the file header',
  'a byte anywhere',
  'the head of a page',
  'the head of a page',
  'a sector of noise',
  'a page of zeros',
  'two pages that changed places',
  'cut short',
  'another file',
] as const;

/** `count` damaged copies of a database file. */
export function* damagedCopies(whole: Buffer, count: number, random: Random): Generator<Damage> {
  for (let i = 0; i < count; i++) {
    const kind = i === 0 ? 'nothing left' : (DRAWS[i % DRAWS.length] ?? 'a byte anywhere');
    const make = KINDS[kind];
    if (make === undefined) throw new Error(`No damage is called ${kind}.`);
    yield { kind, bytes: make(whole, random) };
  }
}
