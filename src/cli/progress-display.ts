import type { CampaignReport } from '../insight/campaign-report.ts';
import { CHANNELS, type Channel, perChannel } from '../kernel/channel.ts';
import type { Clock } from '../kernel/clock.ts';
import { formatDuration } from '../kernel/duration.ts';
import type { Session } from './command.ts';
import { perSecond } from './report-text.ts';
import { countText, textTable } from './text-table.ts';

/** What is shown while a campaign runs. */
export interface Progress {
  readonly report: CampaignReport;
  /** Parts of the plan's messages, on average: limits count parts. */
  readonly partsPerMessage: Readonly<Record<Channel, number>>;
  /** What it does now, for people: `running`, `waiting for receipts`. */
  readonly phase: string;
  /** Epoch ms: when something that waits has its time, if anything does. */
  readonly nextDueAt?: number | undefined;
}

/** Rates are taken over this much of the past. */
const WINDOW_MS = 3_000;
const REDRAW_MS = 200;
const LINE_EVERY_MS = 5_000;

/** Shows how a campaign goes, on stderr: drawn in place on a terminal, a line every few seconds elsewhere, nothing beside `--json`. */
export class ProgressDisplay {
  readonly #session: Session;
  readonly #rates: RecentRates;
  #drawnLines = 0;
  #shownAt = Number.NEGATIVE_INFINITY;
  #phase = '';

  constructor(session: Session) {
    this.#session = session;
    this.#rates = new RecentRates(session.clock);
  }

  /** Call it as often as there is news: it shows what is due. */
  update(progress: Progress): void {
    const { output, json, clock } = this.#session;
    this.#rates.see(progress);
    const sinceShown = clock.monotonic() - this.#shownAt;
    const isNews = progress.phase !== this.#phase;
    if (output.terminal !== undefined) {
      if (isNews || sinceShown >= REDRAW_MS)
        this.#draw(progressLines(progress, this.#rates.perSecond()), output.terminal.columns);
    } else if (!json && (isNews || sinceShown >= LINE_EVERY_MS)) {
      this.#shownAt = clock.monotonic();
      output.note(progressLine(progress, this.#rates.perSecond()));
    }
    this.#phase = progress.phase;
  }

  #draw(lines: readonly string[], columns: number): void {
    this.#shownAt = this.#session.clock.monotonic();
    const back = this.#drawnLines > 0 ? `\u001B[${this.#drawnLines}A\u001B[J` : '';
    // A line that wraps would be two, and the next picture would be drawn too low.
    this.#session.output.draw(`${back}${lines.map((line) => line.slice(0, columns - 1)).join('\n')}\n`);
    this.#drawnLines = lines.length;
  }
}

type Rates = Readonly<Record<Channel, number>>;

/** Parts a second of each channel over the last seconds, from differences of what was counted. */
class RecentRates {
  readonly #clock: Clock;
  #samples: { readonly at: number; readonly parts: Rates }[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  see({ report, partsPerMessage }: Progress): void {
    const at = this.#clock.monotonic();
    const parts = perChannel((channel) => report.channels[channel].sent * partsPerMessage[channel]);
    const first = this.#samples.findLastIndex((sample) => sample.at <= at - WINDOW_MS);
    this.#samples = [...this.#samples.slice(Math.max(0, first)), { at, parts }];
  }

  perSecond(): Rates {
    const [first] = this.#samples;
    const last = this.#samples.at(-1);
    if (first === undefined || last === undefined || last.at === first.at) return perChannel(() => 0);
    return perChannel((channel) =>
      Math.max(0, ((last.parts[channel] - first.parts[channel]) * 1000) / (last.at - first.at)),
    );
  }
}

/** The picture of a terminal. */
function progressLines(progress: Progress, rates: Rates): readonly string[] {
  const { report, phase } = progress;
  const left = timeLeft(progress, rates);
  const head = [
    `${report.campaignId}: ${phase}`,
    formatDuration(report.durationSeconds * 1000),
    ...(left === '' ? [] : [left]),
  ];
  const rows = CHANNELS.map((channel) => {
    const { queued, sent, delivered, failed, limitPerSecond } = report.channels[channel];
    const counts = [queued, sent, delivered, failed].map(countText);
    return [channel, ...counts, perSecond(rates[channel]), perSecond(limitPerSecond)];
  });
  const table = textTable(
    [['', 'queued', 'sent', 'delivered', 'failed', 'rate', 'limit'], ...rows],
    [1, 2, 3, 4, 5, 6],
  );
  return [head.join(', '), ...table.split('\n')];
}

/** The same in one line, for logs. */
function progressLine(progress: Progress, rates: Rates): string {
  const { report, phase } = progress;
  const channels = CHANNELS.filter(
    (channel) => report.channels[channel].queued + report.channels[channel].sent > 0,
  ).map((channel) => {
    const { queued, sent, delivered, failed, limitPerSecond } = report.channels[channel];
    return `${channel} ${queued} queued ${sent} sent ${delivered} delivered ${failed} failed at ${perSecond(rates[channel])} of ${perSecond(limitPerSecond)}`;
  });
  const left = timeLeft(progress, rates);
  return [`${report.campaignId}: ${phase}`, ...channels, ...(left === '' ? [] : [left])].join('; ');
}

/** At the limits, if nothing holds it up; when it waits for a time (the morning, a receipt), that time. */
function timeLeft({ report, partsPerMessage, nextDueAt }: Progress, rates: Rates): string {
  const seconds = CHANNELS.map((channel) => {
    const { queued, limitPerSecond } = report.channels[channel];
    return queued === 0 || limitPerSecond === 0 ? 0 : (queued * partsPerMessage[channel]) / limitPerSecond;
  });
  const longest = Math.max(...seconds);
  const isStill = CHANNELS.every((channel) => rates[channel] === 0) && report.messages.sending === 0;
  if (isStill && nextDueAt !== undefined) return `the next is due at ${new Date(nextDueAt).toISOString()}`;
  return longest === 0 ? '' : `${formatDuration(longest * 1000)} left`;
}
