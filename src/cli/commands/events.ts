import { basename } from 'node:path';
import { TextFile } from '../../audience/import/text-file.ts';
import type { Workspace } from '../../compose/workspace.ts';
import { DocumentSplitter, type Piece } from '../../delivery/formats/split-documents.ts';
import {
  addTaken,
  type ArrivedText,
  NOTHING_TAKEN,
  REPLAY_BATCH,
  type TakenIn,
  takeIn,
} from '../../delivery/take-in.ts';
import { Failure } from '../../kernel/failure.ts';
import { type Arguments, type Command, type Session, show } from '../command.ts';
import { takenText, unreadText } from '../events-text.ts';
import { openInputFile } from '../input-file.ts';
import { wholeNumber } from '../parse-arguments.ts';
import { withWorkspace } from '../with-workspace.ts';

export const events: Command = {
  name: 'events',
  positionals: ['[FILE...]'],
  options: {
    unread: { takes: 'N', about: 'shows the newest N texts that could not be read; they hold personal data' },
  },
  about: 'Reads events of AWS from files; without files shows what could not be read',
  async run(args, session) {
    const newest = wholeNumber(args, 'unread', { min: 1, max: 10_000 });
    const paths = args.positionals;
    if (newest !== undefined && paths.length > 0)
      throw new Failure('usage', 'cpaas events takes files or --unread, not both.');
    for (const path of paths) await (await openInputFile(path)).close();
    return withWorkspace(session, { role: 'guest', create: false }, async (workspace) =>
      paths.length === 0 ? showUnread(session, workspace, newest) : replay(session, workspace, args),
    );
  },
};

async function showUnread(session: Session, workspace: Workspace, newest = 0): Promise<number> {
  const counts = await workspace.unread.count();
  const texts = newest === 0 ? [] : await workspace.unread.list(newest);
  const shown = texts.map(({ at, ...text }) => ({ ...text, at: new Date(at).toISOString() }));
  show(session, { counts, ...(newest === 0 ? {} : { texts: shown }) }, () =>
    newest === 0 ? unreadText(counts) : shown.map((text) => `${JSON.stringify(text)}\n`).join(''),
  );
  return 0;
}

async function replay(session: Session, workspace: Workspace, args: Arguments): Promise<number> {
  const files: (TakenIn & { readonly file: string; readonly complete: boolean })[] = [];
  for (const path of args.positionals) {
    const { taken, complete } = await replayFile(workspace, path);
    files.push({ file: path, complete, ...taken });
    if (!complete) session.output.note(`cpaas: ${path} breaks off; what came before was read.`);
  }
  const total = files.reduce<TakenIn>(addTaken, NOTHING_TAKEN);
  show(session, { ...total, files }, () =>
    files
      .map(({ file, ...taken }) => `${file}: ${takenText(taken)}\n`)
      .concat(total.notices + total.unread > 0 ? ['`cpaas events` shows what was kept, and why.\n'] : [])
      .join(''),
  );
  return files.every(({ complete }) => complete) ? 0 : 1;
}

/** In pieces: a day of receipts is larger than memory. */
async function replayFile(
  workspace: Workspace,
  path: string,
): Promise<{ readonly taken: TakenIn; readonly complete: boolean }> {
  const now = workspace.clock.now();
  const file = await openInputFile(path);
  const source = basename(path);
  let taken = NOTHING_TAKEN;
  let waiting: ArrivedText[] = [];
  const store = async (pieces: readonly Piece[], least: number) => {
    for (const { text } of pieces) waiting.push({ text, source, at: now });
    while (waiting.length > 0 && waiting.length >= least) {
      const batch = waiting.slice(0, REPLAY_BATCH);
      waiting = waiting.slice(REPLAY_BATCH);
      taken = addTaken(taken, await takeIn(workspace, batch, workspace.clock.now()));
    }
  };
  const text = new TextFile(file.createReadStream(), path);
  const splitter = new DocumentSplitter();
  for await (const piece of text) await store(splitter.push(piece), REPLAY_BATCH);
  await store(splitter.end(), 0);
  return { taken, complete: text.ending === 'complete' };
}
