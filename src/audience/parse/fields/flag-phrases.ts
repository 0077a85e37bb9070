import type { Scalar } from '../../customer.ts';
import type { Query } from '../../query/query.ts';
import type { FieldWords } from '../../vocabulary.ts';
import { nameWords } from '../data/name-words.ts';
import { yesAndNo } from '../data/field-roles.ts';
import { NOISE } from '../words/noun-words.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { PRICE } from '../words/price.ts';
import { type FieldRead, fieldsAt } from '../names/field-names.ts';
import { ONLY_PART } from '../names/narrowed.ts';
import { lookUp, type Sentence, textOf } from '../sentence/sentence.ts';
import { shownField } from '../data/shown-field.ts';

const HEAD = pattern(
  'on|in|with|has|have|having|a|an|are|is|who|whose|opted|for|use|uses|used|using',
  'on|in|with|has|have|are|is a|an|the|our|their',
  'are|is on|in a|the?',
  'opted in to|for?',
  'use|uses|using|used a|an|the|our|their',
  'subscribed to the|our?',
  'with|whose|where? a|the|their? subscription|contract|membership|plan|policy|account is|are|was|were|has|have? been?',
  'set up a|an|the|their?',
  'are|is|were|was|been? flagged|marked|tagged|labelled|labeled|listed|recorded|down as|with|for? a|an|the|our?',
  'drive|drives|driving|ride|rides|riding|fly|flies|flying|sail|sails|sailing|bring|brings|bringing a|an|the|their|his|her?',
  'own|owns|owning|hold|holds|holding|held|carry|carries|carrying a|an|the|their|our?',
  'need|needs|needing|require|requires|requiring a|an|the|our|their|some?',
  'activated|enabled a|an|the|their?',
  'turned|switched on',
  'have|has|want|wants|accept|accepts|get|gets a|an|the|our?',
);

/** Behind what somebody has or did: `WhatsApp opt ins`, `without a signed waiver form`. */
const HOLDING = pattern(
  'subscriber|subscribers|holder|holders|opt ins',
  'registered|eligible',
  'set up',
  'installed|downloaded|enabled|activated',
  'switched|turned on',
  'in place|use',
  'form|forms|agreement|declaration|waiver|paperwork',
);

/** Fields that say yes or no: `vip`, `on trial`, `is trial = false`. */
export function readFlagPhrases(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens } = sentence;
  const start = skip(tokens, at, HEAD);
  const single = withSharedNoun(sentence, at, start) ?? onPart(sentence, at) ?? ofDone(sentence, at);
  if (single !== undefined) return [single];
  return [...new Set([start, at])].flatMap((from) =>
    lookUp(sentence, from).flatMap(({ refs, end, score }) =>
      refs.flatMap((ref) => {
        if (ref.is !== 'flag') return [];
        if (end === from + 1 && endOf(tokens, from, NOISE) === end && !/^[A-Z]/.test(tokens[from]?.raw ?? ''))
          return [];
        const flags = refs.filter((each) => each.is === 'flag');
        const unknown = doubtOfUnknown(sentence, ref.field, ref.value);
        const query: Query = flagQuery(ref.field, ref.value, unknown !== undefined);
        const mark = flags.length > 1 ? PRICE.choice : 1;
        const held = ref.isPart === true ? endOfCharge(tokens, end) : skip(tokens, end, HOLDING);
        const holder = endOfAnything(sentence, from, held);
        const part = ref.isPart === true ? ONLY_PART : 1;
        const sure = unknown === undefined ? 1 : PRICE.likelyField;
        return [
          phrase(
            at,
            holder,
            { is: 'query', query, isAdjective: from === at },
            EXACT * score * mark * part * sure,
            [
              unknown,
              part === 1
                ? undefined
                : `"${textOf(sentence, from, end)}" was taken as the field ${shownField(ref.field)}.`,
            ],
          ),
        ];
      }),
    ),
  );
}

const SOMETHING = pattern('something|anything', 'an|a item|product|thing|one');
const ANY_OF_IT = pattern('a|an|any|some|their|our');

/** `renting an instrument`, of a flag `renting` beside a field `instrument`: whichever it is. */
function endOfAnything(sentence: Sentence, at: number, end: number): number {
  const { tokens } = sentence;
  if (!/(ing|ed|s)$/.test(tokens[at]?.word ?? '')) return end;
  const some = endOf(tokens, end, SOMETHING);
  const start = endOf(tokens, end, ANY_OF_IT);
  const field = start === undefined ? undefined : fieldsAt(sentence, start).find((each) => isOfValues(each));
  const isOpen = field !== undefined && !SAYS_WHICH.test(tokens[field.end]?.word ?? '');
  return some ?? (isOpen ? field.end : end);
}

function isOfValues({ field, score }: FieldRead): boolean {
  return field.type === 'text' && score > WHOLE_NAME;
}

const WHOLE_NAME = 0.94;
const SAYS_WHICH = /^(is|are|of|in|called|named|:|=)$/;

const MOST_OF_CHARGE = 4;
const CHARGE = /^(charges?|fees?|payments?|paying|costs?|tax|taxes|duty|it|this)$/;

/** `exempt from all delivery charges`: of what, the field need not say. */
function endOfCharge(tokens: Sentence['tokens'], at: number): number {
  const last = tokens.findIndex(({ word }, i) => i > at && i <= at + MOST_OF_CHARGE && CHARGE.test(word));
  return tokens[at]?.word === 'from' && last > 0 ? last + 1 : at;
}

/** `on repeat`, of a `repeat_rx`: how the name of only one flag begins, and of nothing else. */
function onPart({ tokens, index }: Sentence, at: number): Phrase | undefined {
  const { stem = '', raw = '' } = tokens[at + 1] ?? {};
  const refs = index.refs.get(stem) ?? [];
  const [ref] = refs;
  if (!/^(on|in)$/.test(tokens[at]?.word ?? '') || refs.length !== 1 || ref?.is !== 'field') return undefined;
  const said = yesAndNo(ref.field);
  const [first, ...rest] = nameWords(ref.field);
  if (said === undefined || first !== stem || rest.length !== 1) return undefined;
  const query: Query = { field: ref.field.name, is: said.yes };
  const note = `"${raw}" was taken as the field ${shownField(ref.field)}.`;
  return phrase(at, at + 2, { is: 'query', query }, EXACT * PRICE.likelyField, [note]);
}

const HAVING = pattern('with|have|has|having|got|use|uses|using a|an|the|our?', 'a|an|the|our');
const HAS = /^(with|without|no|have|has|having|got|use|uses|using)$/;
/** Who did that with a thing has it. */
const DONE = /^(installed|signed|completed|downloaded|activated|enabled|paid|provided|issued|fitted)$/;

/** `without the app` of `app_installed`, where nothing else is called so. */
function ofDone(sentence: Sentence, at: number): Phrase | undefined {
  const { tokens } = sentence;
  const start = skip(tokens, at, HAVING);
  const isHad = tokens.slice(Math.max(0, at - 1), start).some(({ word }) => HAS.test(word));
  const [read, ...others] = isHad ? fieldsAt(sentence, start) : [];
  const said = read && yesAndNo(read.field);
  if (read === undefined || said === undefined || others.length > 0 || read.others !== undefined)
    return undefined;
  const words = nameWords(read.field);
  const isThing = DONE.test(words.at(-1) ?? '') && read.end === start + words.length - 1;
  if (!isThing || /^(is|are|was|has)$/.test(tokens[read.end]?.word ?? '')) return undefined;
  const query: Query = { field: read.field.name, is: said.yes };
  return phrase(at, read.end, { is: 'query', query }, EXACT * 0.95, [read.assumption]);
}

/** `unvaccinated`: whoever is not known to be. */
function flagQuery(field: FieldWords, value: Scalar, isOfUnknown: boolean): Query {
  const yes = yesAndNo(field)?.yes;
  return isOfUnknown && yes !== undefined
    ? { not: { field: field.name, is: yes } }
    : { field: field.name, is: value };
}

/** Of `unvaccinated` those of whom nobody knows it may be meant, or not. */
function doubtOfUnknown({ index }: Sentence, field: FieldWords, value: Scalar): string | undefined {
  const isDenied = yesAndNo(field)?.no === value;
  return isDenied && field.known < index.vocabulary.customers
    ? `Whose ${shownField(field)} is not known was counted in.`
    : undefined;
}

const JOIN = pattern('and|or|nor|, a|an|the|with?', ', and|or|nor a|an|the|with?');

/** `nut or wheat allergy`: the noun behind the last of the flags is that of all. */
function withSharedNoun(sentence: Sentence, at: number, start: number): Phrase | undefined {
  const noun = nounBehind(sentence, start);
  const stem = sentence.tokens[start]?.stem ?? '';
  const flag = noun === undefined ? undefined : flagOf(sentence, `${stem} ${noun}`);
  if (flag === undefined) return undefined;
  const query: Query = { field: flag.field.name, is: flag.value };
  return phrase(at, start + 1, { is: 'query', query }, EXACT * 0.98);
}

function nounBehind(sentence: Sentence, at: number): string | undefined {
  const { tokens } = sentence;
  const next = endOf(tokens, at + 1, JOIN);
  if (next === undefined) return undefined;
  const whole = lookUp(sentence, next).find(
    ({ refs, end }) => end > next + 1 && refs.some(({ is }) => is === 'flag'),
  );
  return whole === undefined ? nounBehind(sentence, next) : tokens[whole.end - 1]?.stem;
}

function flagOf({ index }: Sentence, key: string) {
  return index.refs.get(key)?.find((ref) => ref.is === 'flag');
}
