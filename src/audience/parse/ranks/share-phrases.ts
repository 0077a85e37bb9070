import { readNumber } from '../words/numbers.ts';
import { endOf, pattern, type Pattern, skip } from '../words/patterns.ts';
import { PERSON } from '../words/noun-words.ts';
import { isMostBehind } from './measure-phrases.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import type { Sentence } from '../sentence/sentence.ts';

const FRACTIONS: readonly (readonly [number, Pattern])[] = [
  [50, pattern('a? random half of?', 'half of?', 'one half of?')],
  [25, pattern('a? random quarter of?', 'a quarter of', 'one quarter of', 'one in four')],
  [20, pattern('a fifth of', 'one fifth of', 'one in five', 'every fifth')],
  [10, pattern('a tenth of', 'one tenth of', 'one in ten', 'every tenth')],
];

const TAKES = /^(pick|take|choose|keep|select|get|show|give|me|just|only|about|roughly|randomly|[:,.])$/;
const ALL = pattern('the|our|my|your|all|these|those|them|at');

/** `half the members`, `pick half`: behind another verb, `doing a half`, it is a thing of its own. */
function isShare(tokens: Sentence['tokens'], at: number, end: number): boolean {
  if (/^(year|a|an|million|hour|day)$/.test(tokens[end]?.word ?? '')) return false;
  const isSaid = tokens.slice(at, end).some(({ word }) => word !== 'half' && word !== 'a');
  const isOfPeople = endOf(tokens, end, ALL) !== undefined || endOf(tokens, end, PERSON) !== undefined;
  return isSaid || isOfPeople || at === 0 || TAKES.test(tokens[at - 1]?.word ?? '');
}

/** `a random 10%`, `10 percent of gold members`, `half of`. */
export function readSharePhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  return shares(tokens, at).filter(
    ({ start, end }) =>
      tokens.slice(start, end + 2).some(({ word }) => word.startsWith('random')) ||
      !isMostBehind(sentence, end),
  );
}

function shares(tokens: Sentence['tokens'], at: number): readonly Phrase[] {
  if (/^(top|bottom|best|highest|lowest)$/.test(tokens[at - 1]?.word ?? '')) return [];
  for (const [percent, way] of FRACTIONS) {
    const end = endOf(tokens, at, way);
    if (end !== undefined && isShare(tokens, at, end))
      return [
        phrase(
          at,
          end,
          { is: 'share', percent },
          tokens[end - 1]?.word === 'of' || tokens[at + 1]?.word === 'random' || tokens[at]?.word === 'random'
            ? EXACT
            : 0.85,
        ),
      ];
  }
  const start = skip(
    tokens,
    at,
    pattern(
      'a? random|randomly selected|chosen|picked?',
      'a? random sample|selection|share|subset|part of',
      'a? sample of',
      'a|an',
    ),
  );
  const number = readNumber(tokens, start);
  if (number?.isPercent !== true || number.value <= 0 || number.value > 100) return [];
  const random = skip(
    tokens,
    number.end,
    pattern('random sample|selection|share?', 'sample|selection|share', 'at random', 'random', 'randomly'),
  );
  const seeded = endOf(tokens, random, pattern('with|and seed', 'seed'));
  const seed = seeded === undefined ? undefined : tokens[seeded];
  const end = seed?.kind === 'quoted' && seeded !== undefined ? seeded + 1 : random;
  return [
    phrase(at, skip(tokens, end, pattern('of all? the|our?', 'of')), {
      is: 'share',
      percent: number.value,
      ...(seed?.kind === 'quoted' ? { seed: seed.word } : {}),
    }),
  ];
}
