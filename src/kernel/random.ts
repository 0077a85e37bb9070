/** A source of randomness: `next` gives a number in [0, 1). */
export interface Random {
  next(): number;
}

/** 32 bits of FNV-1a over UTF-16 code units: quick, stable across machines, not for secrets. */
export function hash32(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x7feb352d);
  hash ^= hash >>> 15;
  return hash >>> 0;
}

/** 53 bits of `text`, as a safe integer, for indexes whose hits are checked against the text itself. */
export function hash53(text: string): number {
  return (hash32(text, 1) & 0x1fffff) * 0x1_0000_0000 + hash32(text, 2);
}

/** Mulberry32: the same seed gives the same sequence on every machine. */
export function seededRandom(seed: number | string): Random {
  let state = typeof seed === 'string' ? hash32(seed) : seed >>> 0;
  return {
    next() {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
    },
  };
}

/** The machine's randomness. The only place of the product that reads it. */
export const systemRandom: Random = {
  next: () => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 0x1_0000_0000,
};

/** `length` characters of lower-case base 36. */
export function randomId(random: Random, length: number): string {
  let id = '';
  while (id.length < length) id += Math.floor(random.next() * 36).toString(36);
  return id;
}
