import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countSmsParts, GSM_BASIC, GSM_EXTENSION } from './sms-parts.ts';

/** The slow truth: really cuts the text into parts, character by character. */
function split(text: string): {
  encoding: string;
  parts: string[];
  units: number;
  forcedBy: string | undefined;
} {
  const characters = Array.from(text);
  const forcedBy = characters.find((c) => !GSM_BASIC.includes(c) && !GSM_EXTENSION.includes(c));
  const width = (c: string) => (forcedBy !== undefined ? c.length : GSM_EXTENSION.includes(c) ? 2 : 1);
  const [single, joined] = forcedBy === undefined ? [160, 153] : [70, 67];
  const units = characters.reduce((sum, c) => sum + width(c), 0);
  const encoding = forcedBy === undefined ? 'GSM-7' : 'UCS-2';
  if (units <= single) return { encoding, parts: [text], units, forcedBy };
  const parts: string[] = [];
  let part = '';
  let used = 0;
  for (const c of characters) {
    if (used + width(c) > joined) {
      parts.push(part);
      part = '';
      used = 0;
    }
    part += c;
    used += width(c);
  }
  return { encoding, parts: [...parts, part], units, forcedBy };
}

const gsm = fc.constantFrom(...Array.from(GSM_BASIC));
const extension = fc.constantFrom(...Array.from(GSM_EXTENSION));
const outside = fc.constantFrom(
  'ç',
  '“',
  '’',
  'ğ',
  '–',
  'я',
  '字',
  '\u001b',
  '`',
  '🙂',
  '👩‍👩‍👧‍👦',
  '🇩🇪',
  '\ud83d',
);

describe('the alphabet', () => {
  test('has the 127 characters of the basic table and the 10 of its extension', () => {
    expect(new Set(GSM_BASIC).size).toBe(127);
    expect(new Set(GSM_EXTENSION).size).toBe(10);
  });

  test('has every character AWS prints, and no other within the BMP', () => {
    const printed =
      'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789àÅåÄäÇÉéèìÑñòØøÖöùÜüÆæß&*@:,¤$=!>#-¡¿(<%.+£?")§;\'/_¥ΔΦΓΛΩΠΨΣΘΞ \n\r^{}\\[]~|€';
    const accepted: string[] = [];
    for (let code = 0; code < 0x1_0000; code++) {
      const c = String.fromCharCode(code);
      if (countSmsParts(c).encoding === 'GSM-7') accepted.push(c);
    }
    expect(accepted.sort()).toEqual(Array.from(`${printed}\f`).sort());
  });
});

describe('boundaries', () => {
  test.each([
    ['', 1],
    ['a'.repeat(159), 1],
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['a'.repeat(1530), 10],
    ['a'.repeat(1531), 11],
    ['{'.repeat(80), 1],
    ['{'.repeat(81), 2],
    // 153 septets a part: 76 pairs and one septet left empty, because a pair is not cut.
    ['{'.repeat(152), 2],
    ['{'.repeat(153), 3],
    [`${'a'.repeat(152)}{${'a'.repeat(151)}`, 2],
    [`${'a'.repeat(152)}{${'a'.repeat(152)}`, 3],
  ])('GSM-7, case %#', (text, parts) => {
    expect(countSmsParts(text)).toMatchObject({ encoding: 'GSM-7', parts });
  });

  test.each([
    ['я'.repeat(69), 1],
    ['я'.repeat(70), 1],
    ['я'.repeat(71), 2],
    ['я'.repeat(134), 2],
    ['я'.repeat(135), 3],
    ['🙂'.repeat(35), 1],
    ['🙂'.repeat(36), 2],
    // 67 units a part: 33 pairs and one unit left empty.
    ['🙂'.repeat(66), 2],
    ['🙂'.repeat(67), 3],
    [`${'a'.repeat(66)}🙂${'a'.repeat(65)}`, 2],
    [`${'a'.repeat(66)}🙂${'a'.repeat(66)}`, 3],
    [`${'a'.repeat(65)}🙂${'a'.repeat(67)}`, 2],
    ['👩‍👩‍👧‍👦', 1],
  ])('UCS-2, case %#', (text, parts) => {
    expect(countSmsParts(text)).toMatchObject({ encoding: 'UCS-2', parts });
  });

  test('names the first character that cost the encoding, whole', () => {
    expect(countSmsParts('Sale {now} – 20%')).toEqual({
      encoding: 'UCS-2',
      parts: 1,
      units: 16,
      forcedBy: '–',
    });
    expect(countSmsParts('Hi 🙂 “you”').forcedBy).toBe('🙂');
    expect(countSmsParts('Hi {you}')).toEqual({ encoding: 'GSM-7', parts: 1, units: 10 });
  });
});

/** What `countSmsParts` should answer. */
function expected(text: string) {
  const { parts, ...rest } = split(text);
  return { ...rest, parts: parts.length };
}

function counted(text: string) {
  return { forcedBy: undefined, ...countSmsParts(text) };
}

describe('against a splitter', () => {
  test('GSM-7 with extension characters anywhere', () => {
    const character = fc.oneof({ weight: 8, arbitrary: gsm }, { weight: 2, arbitrary: extension });
    const texts = fc.string({ unit: character, maxLength: 700, size: 'max' });
    fc.assert(
      fc.property(texts, (text) => {
        expect(counted(text)).toEqual(expected(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('anything with characters outside', () => {
    const texts = fc.string({ unit: fc.oneof(gsm, extension, outside), maxLength: 300, size: 'max' });
    fc.assert(
      fc.property(texts, (text) => {
        expect(counted(text)).toEqual(expected(text));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['{', [153, 160, 306]],
    ['🙂', [67, 70, 134]],
  ])('every length around the boundaries, with %s at every place near them', (wide, boundaries) => {
    for (const boundary of boundaries) {
      for (let before = boundary - 4; before <= boundary + 3; before++) {
        for (let after = 0; after < 160; after += 3) {
          const text = 'a'.repeat(before) + wide + 'a'.repeat(after);
          expect(counted(text)).toEqual(expected(text));
        }
      }
    }
  });
});
