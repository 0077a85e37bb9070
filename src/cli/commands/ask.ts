import { stringify } from 'yaml';
import { type Answer, ask as askAudience, type Asked } from '../../audience/ask.ts';
import type { AudienceIndex } from '../../audience/audience-index.ts';
import { isFollowUp, noteOfFragment } from '../../audience/follow-up.ts';
import type { AsOf } from '../../audience/query/period.ts';
import type { QuestionReader } from '../../audience/question-reader.ts';
import { rulesReader } from '../../audience/rules-reader.ts';
import { bedrockReader } from '../../compose/bedrock-reader.ts';
import type { Workspace } from '../../compose/workspace.ts';
import { Failure } from '../../kernel/failure.ts';
import { answerText, countOf, readingText } from '../answer-text.ts';
import type { Arguments, Command, Session } from '../command.ts';
import { keepLastQuestion, readLastQuestion } from '../last-question.ts';
import { withWorkspace } from '../with-workspace.ts';

/** Ids that are held at a time. */
const BATCH = 10_000;
const SLOW_MS = 3_000;

export const ask: Command = {
  name: 'ask',
  positionals: ['WORDS...'],
  options: {
    ids: {
      takes: 'flag',
      about: 'print the customer ids, one a line, sorted; what was understood goes to stderr',
    },
    yaml: { takes: 'flag', about: 'print the query as the audience of a campaign file' },
    last: {
      takes: 'flag',
      about: 'about the people of the question before, as "only those ..." is without it',
    },
    new: { takes: 'flag', about: 'begin afresh: not even "only those ..." is about the question before' },
    llm: { takes: 'NAME', about: 'read the words with a model: bedrock (default: rules, offline)' },
  },
  about: 'Shows who is meant by a question in plain words, and how it was understood',
  async run(args, session) {
    checkOptions(args, session);
    const words = args.positionals.join(' ');
    return withWorkspace(session, { role: 'guest', create: false }, async (workspace) => {
      const asOf: AsOf = { at: session.asOf ?? session.clock.now(), zone: workspace.settings.timezone };
      const index = await workspace.openAudience();
      try {
        const last = args.flags.has('new') ? undefined : readLastQuestion(workspace.folder);
        const previous = previousOf(args, words, last);
        const reader = readerOf(args, workspace, index);
        const parts = { index, customers: workspace.customers, reader };
        const asked = await notedWhenSlow(session, askAudience(words, parts, asOf, previous));
        const note = last === undefined || previous !== undefined ? undefined : noteOfFragment(words);
        const answer = note === undefined ? asked : { ...asked, assumptions: [note, ...asked.assumptions] };
        if (answer.confidence > 0) keepLastQuestion(workspace.folder, answer);
        return await conclude(answer, { args, session, index, asOf });
      } finally {
        index.close();
      }
    });
  },
};

function checkOptions(args: Arguments, session: Session): void {
  const llm = args.values.get('llm');
  if (llm !== undefined && llm !== 'bedrock')
    throw new Failure('usage', '--llm takes bedrock; without it the words are read by rules, offline.');
  if (args.flags.has('last') && args.flags.has('new'))
    throw new Failure(
      'usage',
      '--last goes on from the question before and --new does not: give one of them.',
    );
  if (args.flags.has('yaml') && (args.flags.has('ids') || session.json))
    throw new Failure('usage', '--yaml prints the query alone: leave out --ids and --json.');
}

/** The first question after a large import copies it into columns: 1,000,000 customers take half a minute. */
async function notedWhenSlow<T>({ clock, output }: Session, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  void clock.sleep(SLOW_MS, over.signal).then(() => {
    if (!over.signal.aborted) output.note('Taking in what was imported and sent since the last question ...');
  });
  try {
    return await work;
  } finally {
    over.abort();
  }
}

/** What was asked before, where the words go on from it. @throws Failure `usage`. */
function previousOf(args: Arguments, words: string, last: Asked | undefined): Asked | undefined {
  const isLast = args.flags.has('last');
  if (!(isLast || isFollowUp(words))) return undefined;
  if (last === undefined && isLast)
    throw new Failure('usage', 'Nothing was asked before in this workspace: leave out --last.');
  return last;
}

function readerOf(args: Arguments, workspace: Workspace, index: AudienceIndex): QuestionReader {
  if (!args.values.has('llm')) return rulesReader;
  return bedrockReader(workspace, { rules: rulesReader, index });
}

interface Surroundings {
  readonly args: Arguments;
  readonly session: Session;
  readonly index: AudienceIndex;
  readonly asOf: AsOf;
}

async function conclude(answer: Answer, { args, session, index, asOf }: Surroundings): Promise<number> {
  const { output } = session;
  const ids = args.flags.has('ids') ? index.ids(answer.query, asOf, BATCH) : undefined;
  if (session.json) {
    await printDocument(session, answer, ids);
    return 0;
  }
  if (ids === undefined && !args.flags.has('yaml')) {
    output.print(answerText(answer));
    if (answer.confidence > 0)
      output.note('\nThe same with --yaml is the audience of a campaign file, with --ids who it is.');
    return 0;
  }
  // The result is for a program; whoever started it should see what was made of the words.
  if (answer.confidence === 0)
    throw new Failure(
      'not_found',
      `Nothing of the question was understood: ${answer.notUnderstood.join('; ')}.`,
    );
  output.note(`${countOf(answer)}: ${answer.explanation}\n${readingText(answer)}`);
  if (ids === undefined) {
    output.print(stringify({ audience: answer.query }));
    return 0;
  }
  for await (const batch of ids) {
    output.print(batch.map((id) => `${id}\n`).join(''));
    await output.drained();
  }
  return 0;
}

/** One document; the ids are written as they come, however many there are. */
async function printDocument(
  { output }: Session,
  answer: Answer,
  ids: AsyncIterable<readonly string[]> | undefined,
): Promise<void> {
  const document = JSON.stringify(answer, undefined, 2);
  if (ids === undefined) {
    output.print(`${document}\n`);
    return;
  }
  output.print(`${document.slice(0, document.lastIndexOf('}')).trimEnd()},\n  "ids": [`);
  let isFirst = true;
  for await (const batch of ids) {
    if (batch.length === 0) continue;
    output.print(`${isFirst ? '' : ','}\n    ${batch.map((id) => JSON.stringify(id)).join(',\n    ')}`);
    isFirst = false;
    await output.drained();
  }
  output.print(`${isFirst ? '' : '\n  '}]\n}\n`);
}
