import { z } from 'zod';
import { PRESET_NAMES } from '../presets.ts';
import { parseBehaviour } from '../parse-behaviour.ts';
import { type Script, scriptSchema } from '../script.ts';
import type { Behaviour } from '../behaviour.ts';
import { type AccountDefinition, accountSchema } from './account-schema.ts';
import { rateSchema } from './rate.ts';
import type { RateChange } from './rates.ts';

export const changeSchema = z.strictObject({ origin: z.string().min(1), partsPerSecond: rateSchema });

/** A script file of `cpaas simulate`; see docs/simulate.md. */
export const wireScriptSchema = z.strictObject({
  /** As `simulator` in the settings: the name of a preset, or changes to one. */
  behaviour: z.union([z.enum(PRESET_NAMES), z.record(z.string(), z.unknown())]).default('realistic'),
  /** As `simulatorScript` in the settings. */
  rules: scriptSchema.default([]),
  account: accountSchema.prefault({}),
  /** Limits that change while it runs. */
  changes: z.array(changeSchema.extend({ afterMs: z.number().int().min(0) })).default([]),
});

/** What the simulated carriers and their account are like. */
export interface WireScript {
  readonly behaviour: Behaviour;
  readonly rules: Script;
  readonly account: AccountDefinition;
  readonly changes: readonly RateChange[];
}

/** A script of a file's shape as it is used. @throws Failure `file_invalid` for a behaviour that is none. */
export function wireScript(given: z.infer<typeof wireScriptSchema>, where: string): WireScript {
  return { ...given, behaviour: parseBehaviour(given.behaviour, `${where} behaviour`) };
}

/** A list of rules alone is a script too. */
export function asWireScript(value: unknown): unknown {
  return Array.isArray(value) ? { rules: value } : (value ?? {});
}
