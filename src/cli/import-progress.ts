import { formatDuration } from '../kernel/duration.ts';
import type { Session } from './command.ts';
import { countText } from './text-table.ts';

const REDRAW_MS = 200;
const NOTE_EVERY_MS = 2_000;
const BAR_WIDTH = 20;

/** How far the import of one file is: drawn in place on a terminal, a line now and then elsewhere, nothing there beside `--json`. */
export class ImportProgress {
  readonly #session: Session;
  readonly #name: string;
  readonly #share: (rows: number) => number | undefined;
  readonly #startedAt: number;
  #shownAt: number;
  #isDrawn = false;

  /** `share`: of the file, 0 to 1, when so many rows were read. */
  constructor(session: Session, name: string, share: (rows: number) => number | undefined) {
    this.#session = session;
    this.#name = name;
    this.#share = share;
    this.#startedAt = session.clock.monotonic();
    this.#shownAt = this.#startedAt;
  }

  /** Call it as often as there is news: it shows what is due. */
  update(rows: number): void {
    const { output, json, clock } = this.#session;
    const now = clock.monotonic();
    const { terminal } = output;
    if (now - this.#shownAt < (terminal === undefined ? NOTE_EVERY_MS : REDRAW_MS)) return;
    this.#shownAt = now;
    if (terminal === undefined) {
      if (!json) output.note(this.#line(rows, now - this.#startedAt, ''));
      return;
    }
    this.#isDrawn = true;
    const line = this.#line(rows, now - this.#startedAt, bar(this.#share(rows)));
    output.draw(`\r\u001B[K${line.slice(0, terminal.columns - 1)}`);
  }

  /** Takes the picture away: the report follows. */
  end(): void {
    if (this.#isDrawn) this.#session.output.draw('\r\u001B[K');
  }

  #line(rows: number, elapsedMs: number, picture: string): string {
    const share = this.#share(rows);
    const parts = [`${countText(rows)} rows`, `${countText(Math.round((rows * 1000) / elapsedMs))} rows/s`];
    if (share !== undefined && share > 0 && share <= 1) {
      parts.push(
        `${Math.floor(share * 100)}%`,
        `${formatDuration(Math.ceil((elapsedMs * (1 - share)) / share))} left`,
      );
    }
    return `${this.#name}: ${picture}${parts.join(', ')}`;
  }
}

function bar(share: number | undefined): string {
  if (share === undefined) return '';
  const filled = Math.min(BAR_WIDTH, Math.floor(share * BAR_WIDTH));
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] `;
}
