import type { FieldWords } from '../../vocabulary.ts';
import { comparedField } from '../data/field-queries.ts';
import { shownField } from '../data/shown-field.ts';
import { EXACT, phrase, type Phrase } from '../sentence/phrase.ts';
import { type Sentence, textOf } from '../sentence/sentence.ts';
import { readTimes, type TimesRead } from '../sentence/times.ts';
import { endOf, pattern, skip } from '../words/patterns.ts';
import { PRICE } from '../words/price.ts';
import { readPeriod } from '../times/periods.ts';
import { keyWords } from '../words/tokens.ts';

const USE = pattern(
  'open|opens|opened|opening|use|uses|used|using|visit|visits|visited|visiting|launch|launches|launched|access|accesses|accessed',
);
const LOG_IN = pattern('log|logs|logged|logging|sign|signs|signed in|on|into|onto to?');
const THE = pattern('the|our|your|their|a|an');
/** Words of a field's name that say that uses are counted. */
const COUNTS =
  /^(login|logon|open|opening|visit|use|usage|session|launch|access|count|number|total|of|last|num|n)$/;

/** Times that names of fields have, and how people say them. */
const SPANS: readonly (readonly [RegExp, ReturnType<typeof pattern>])[] = [
  [
    /^(30d|month|monthly)$/,
    pattern(
      'a|per|each|every month',
      'monthly',
      'in? the last|past month',
      'in? past month',
      'in? the? last|past 30 days',
    ),
  ],
  [
    /^(7d|week|weekly)$/,
    pattern(
      'a|per|each|every week',
      'weekly',
      'in? the last|past week',
      'in? past week',
      'in? the? last|past 7 days',
    ),
  ],
  [/^(1d|24h|day|daily)$/, pattern('a|per|each|every day', 'daily')],
  [
    /^(365d|12m|year|yearly|annual)$/,
    pattern(
      'a|per|each|every year',
      'yearly',
      'in? the last|past year',
      'in? past year',
      'in? the? last|past 365 days',
    ),
  ],
];

/** `used the app`. */
const AT_ALL: Omit<TimesRead, 'end'> = { times: { moreThan: 0 }, score: 1 };

/** `open the app more than 20 times a month`, of `app_logins_30d`. */
export function readUses(sentence: Sentence, at: number): readonly Phrase[] {
  const { tokens, index } = sentence;
  const login = endOf(tokens, at, LOG_IN);
  const verb = login ?? endOf(tokens, at, USE);
  if (verb === undefined) return [];
  const noun = skip(tokens, verb, THE);
  const found = index.vocabulary.fields.flatMap((field) => {
    const rest = restOf(field, tokens[noun]?.stem ?? '', login !== undefined);
    if (rest === undefined) return [];
    const behind = rest.isNamed ? noun + 1 : verb;
    const times =
      readTimes(tokens, behind) ??
      (rest.isNamed && login === undefined ? { ...AT_ALL, end: behind } : undefined);
    return times === undefined ? [] : [{ field, span: rest.span, times }];
  });
  const [only, ...others] = found;
  if (only === undefined || others.length > 0) return [];
  const { field, span, times } = only;
  const end = span === undefined ? times.end : (endOf(tokens, times.end, span) ?? times.end);
  const isUnsaid = span !== undefined && end === times.end;
  if (isUnsaid && readPeriod(tokens, end, sentence.today) !== undefined) return [];
  const note = `"${textOf(sentence, at, end)}" was taken as ${shownField(field)}.`;
  const query = comparedField(field.name, times.times);
  return [
    phrase(at, end, { is: 'query', query }, EXACT * 0.97 * times.score * (isUnsaid ? PRICE.choice : 1), [
      note,
      times.assumption,
    ]),
  ];
}

interface Rest {
  readonly span?: ReturnType<typeof pattern>;
  readonly isNamed: boolean;
}

/** What a name says beside the thing that is used: that uses are counted, and in which time. */
function restOf({ name, type }: FieldWords, noun: string, isLogin: boolean): Rest | undefined {
  if (type !== 'integer') return undefined;
  const words = keyWords(name);
  const isNamed = noun.length > 2 && words.includes(noun) && !COUNTS.test(noun);
  const isOfLogin = isLogin && words.includes('login');
  if (!isNamed && !isOfLogin) return undefined;
  const others = words.filter((word) => word !== noun);
  if (!others.some((word) => COUNTS.test(word))) return undefined;
  const spans = SPANS.filter(([way]) => others.some((word) => way.test(word)));
  const isKnown = (word: string) => COUNTS.test(word) || spans.some(([way]) => way.test(word));
  if (isNamed && !others.every(isKnown)) return undefined;
  const [span] = spans;
  return { isNamed, ...(span === undefined ? {} : { span: span[1] }) };
}
