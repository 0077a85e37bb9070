import type { Command } from './command.ts';
import { ask } from './commands/ask.ts';
import { campaigns } from './commands/campaigns.ts';
import { cancel } from './commands/cancel.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { events } from './commands/events.ts';
import { history } from './commands/history.ts';
import { importCommand } from './commands/import.ts';
import { launch } from './commands/launch.ts';
import { optout } from './commands/optout.ts';
import { pause } from './commands/pause.ts';
import { plan } from './commands/plan.ts';
import { resume } from './commands/resume.ts';
import { retry } from './commands/retry.ts';
import { simulate } from './commands/simulate.ts';
import { stats } from './commands/stats.ts';
import { worker } from './commands/worker.ts';

/** In the order of the help: as somebody meets them. */
export const COMMANDS: readonly Command[] = [
  demo,
  importCommand,
  ask,
  plan,
  launch,
  campaigns,
  pause,
  resume,
  cancel,
  retry,
  history,
  stats,
  optout,
  events,
  worker,
  doctor,
  simulate,
];
