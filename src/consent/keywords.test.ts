import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import data from './data/keywords-2026-11.json' with { type: 'json' };
import { classifyReply, type ReplyKind } from './keywords.ts';

const PER_SE = ['stop', 'quit', 'end', 'revoke', 'opt out', 'optout', 'opt-out', 'cancel', 'unsubscribe'];
const AWS = ['ARRET', 'CANCEL', 'END', 'OPT-OUT', 'OPTOUT', 'QUIT', 'REMOVE', 'STOP', 'TD', 'UNSUBSCRIBE'];

const REPLIES: Readonly<Record<ReplyKind, readonly string[]>> = {
  opt_out: [
    ...AWS,
    'Stop.',
    '"STOP"',
    'stop 🙏🙏',
    '🛑 Stop 🛑',
    'S.T.O.P',
    'S T O P !!!',
    'ＳＴＯＰ',
    'Ｓｔｏｐ',
    'st\u200bop',
    'stöp',
    'Arrêt',
    'ARRÊT SVP',
    'please stop',
    'Pls STOP thank you',
    'ok stop now',
    'stop it',
    'Stop messages please',
    'Opt out please',
    'opt  -  out',
    'STOPALL',
    'stop all',
    'cancel my subscription',
    'Stop\nSent from my phone, please excuse the brevity of it',
    'stop texting me about shoes every single day',
    'I would like you to take me off of whatever list this is',
    'Please leave me alone, I have asked twice',
    "don't text me again, ever, at this number",
    'Do not contact this number again please and thanks',
    'would you kindly remove me from all of this',
    'STOP STOP STOP',
    'end this',
    'ALTO',
    '¡Baja!',
    'parar por favor',
    'Désabonner',
    'desabonner',
    'Sair',
    'STOPP',
    'abmelden bitte',
    'Basta!',
    'Afmelden',
    'Koniec',
    'İPTAL',
    'iptal',
    'ıptal',
    'RET',
    'إيقاف',
    'ايقاف',
    'توقف',
    'रोकें',
    'बंद करो',
    '停止',
    '配信停止',
    '退订',
    'СТОП',
    'стоп!',
    'Berhenti',
    'HỦY',
    'huy',
  ],
  review: [
    'STPO',
    'sotp',
    'Stip',
    'stopo',
    'ST0P',
    'Unsubscibe',
    'unsuscribe',
    'cancle',
    'Qiut',
    'remov me',
    'No more',
    'No más mensajes',
    'Wrong number, sorry',
    'how do I unsubscribe from all of this',
    'I want to unsubscribe from this list',
    'I want this to stop',
    "please don't stop sending these, I love them",
    'Cancel my order of the red shoes from Monday',
    'End of the season sale is really great',
    'this is spam',
    'how can I opt out of this thing',
    'help me make it stop',
    'can you make this stop',
    '取消订单',
    '配信を停止してください',
  ],
  help: [
    'HELP',
    'help!',
    'Info',
    'info please',
    'help me',
    'AIDE',
    'Ayuda',
    'Info about prices',
    'help, start',
  ],
  opt_in: ['START', 'Start!', 'UNSTOP', 'yes', 'Yes please', 'YES 👍', 'start, thanks'],
  other: [
    '',
    '   ',
    '🙏',
    '👍',
    '?',
    'ok',
    'Thank you',
    'bus stop at 5?',
    'Meet me at the bus stop',
    'which one is the last stop',
    'We can stop by tomorrow at noon',
    'What time do you open?',
    'Yes I will come by on Friday',
    'yes or no',
    'start when?',
    'can you help me to find a size',
    'the weekend',
    'Shop',
    'Step',
    'Top!',
    'Quiet please',
    'Also what about sizes',
    'I love it, it never ends',
    'I quite like these',
    'Gracias',
    'Hasta luego',
    'jaja',
    'No',
    '5',
    '1600',
    'मुझे पसंद है',
    '谢谢',
    'Спасибо',
  ],
};

function wordsOf(groups: readonly { readonly words: readonly string[] }[]): readonly string[] {
  return groups.flatMap((group) => group.words);
}

describe('classifyReply', () => {
  for (const kind of ['opt_out', 'review', 'help', 'opt_in', 'other'] as const) {
    test.each(REPLIES[kind])(`${kind}: %j`, (reply) => {
      expect(classifyReply(reply)).toBe(kind);
    });
  }

  test('the per-se list in any case, with any spaces, punctuation and emoji, is an opt-out', () => {
    const noise = fc.string({
      unit: fc.constantFrom(
        ' ',
        '\t',
        '.',
        ',',
        '!',
        '?',
        '-',
        '_',
        '*',
        '"',
        "'",
        '’',
        '…',
        '🙏',
        '👍🏽',
        '\u200b',
        '\u00a0',
        '🇩🇪',
      ),
      maxLength: 3,
    });
    const reply = fc
      .constantFrom(...PER_SE)
      .chain((keyword) =>
        fc
          .array(fc.tuple(fc.boolean(), noise), { minLength: keyword.length, maxLength: keyword.length })
          .map((shape) =>
            shape
              .map(([upper, after], i) => `${upper ? keyword[i]?.toUpperCase() : keyword[i]}${after}`)
              .join(''),
          ),
      );
    fc.assert(
      fc.property(noise, reply, (before, text) => {
        expect(classifyReply(before + text)).toBe('opt_out');
      }),
      { numRuns: 5000 },
    );
  });

  test('a keyword is an opt-out at the head of up to four words, whatever follows', () => {
    const word = fc.constantFrom('me', 'these', 'now', 'help', 'yes', 'start', 'order', 'at');
    fc.assert(
      fc.property(fc.constantFrom(...PER_SE), fc.array(word, { maxLength: 2 }), (keyword, rest) => {
        expect(classifyReply([keyword, ...rest].join(' '))).toBe('opt_out');
      }),
    );
  });

  test('one slip in a word of the per-se list is never overlooked', () => {
    const slip = fc
      .tuple(
        fc.constantFrom('stop', 'quit', 'revoke', 'optout', 'cancel', 'unsubscribe'),
        fc.nat(),
        fc.constantFrom('z', 'x', '0'),
      )
      .chain(([keyword, at, letter]) => {
        const i = at % keyword.length;
        const [before, after] = [keyword.slice(0, i), keyword.slice(i)];
        const swapped = before + (after[1] ?? '') + (after[0] ?? '') + after.slice(2);
        return fc.constantFrom(
          before + letter + after,
          before + letter + after.slice(1),
          before + after.slice(1),
          swapped,
        );
      })
      .filter((word) => !data.notTypos.includes(word));
    fc.assert(
      fc.property(slip, (word) => {
        expect(['review', 'opt_out']).toContain(classifyReply(word));
      }),
      { numRuns: 2000 },
    );
  });

  test('any text gives an answer, at once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(Object.keys(REPLIES)).toContain(classifyReply(text));
      }),
      { numRuns: 2000 },
    );
    expect(classifyReply(`${'a '.repeat(1_000_000)}stop`)).toBe('other');
  });

  test('every word of the table means what its list says', () => {
    expect(wordsOf(data.optOut).filter((word) => classifyReply(word) !== 'opt_out')).toEqual([]);
    expect(wordsOf(data.help).filter((word) => classifyReply(word) !== 'help')).toEqual([]);
    expect(wordsOf(data.optIn).filter((word) => classifyReply(word) !== 'opt_in')).toEqual([]);
    expect(
      data.optOutPhrases.filter((phrase) => classifyReply(`will you ${phrase} at last, I ask`) !== 'opt_out'),
    ).toEqual([]);
    expect(data.notTypos.filter((word) => classifyReply(word) !== 'other')).toEqual([]);
    for (const { source } of [...data.optOut, ...data.help, ...data.optIn])
      expect(data.sources).toHaveProperty(source);
  });
});
