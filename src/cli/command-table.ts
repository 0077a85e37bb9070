import type { CommandTable } from './command.ts';

/**
 * By their names, in the order of the help: as somebody meets them. Only the one that was asked for is loaded: all of them are twice as
 * many files as `campaigns` needs.
 */
export const COMMANDS: CommandTable = {
  demo: async () => (await import('./commands/demo.ts')).demo,
  import: async () => (await import('./commands/import.ts')).importCommand,
  ask: async () => (await import('./commands/ask.ts')).ask,
  plan: async () => (await import('./commands/plan.ts')).plan,
  launch: async () => (await import('./commands/launch.ts')).launch,
  campaigns: async () => (await import('./commands/campaigns.ts')).campaigns,
  pause: async () => (await import('./commands/pause.ts')).pause,
  resume: async () => (await import('./commands/resume.ts')).resume,
  cancel: async () => (await import('./commands/cancel.ts')).cancel,
  retry: async () => (await import('./commands/retry.ts')).retry,
  history: async () => (await import('./commands/history.ts')).history,
  stats: async () => (await import('./commands/stats.ts')).stats,
  optout: async () => (await import('./commands/optout.ts')).optout,
  events: async () => (await import('./commands/events.ts')).events,
  worker: async () => (await import('./commands/worker.ts')).worker,
  doctor: async () => (await import('./commands/doctor.ts')).doctor,
  simulate: async () => (await import('./commands/simulate.ts')).simulate,
};
