import { z } from 'zod';
import { CHANNELS } from '../kernel/channel.ts';
import { type Behaviour, behaviourSchema } from './behaviour.ts';
import { parseShape } from './file-shape.ts';
import { PRESET_NAMES, PRESETS } from './presets.ts';

const overrides = z.looseObject({ base: z.enum(PRESET_NAMES).default('realistic') });

/**
 * A behaviour from a file or an option: the name of a preset, or an object that changes fields of one (`base`, `realistic` by default),
 * down to single fields: `{ base: perfect, sms: { lost: 0.1 } }`. `all` changes every channel and goes before the channels' own.
 * A field that does not exist or does not fit is a `file_invalid` failure.
 */
export function parseBehaviour(value: unknown, where: string): Behaviour {
  const given = typeof value === 'string' ? { base: value } : value;
  const { base, all, ...channels } = parseShape(overrides, given, where);
  const preset: Behaviour = PRESETS[base];
  const merged: Record<string, unknown> = { ...channels };
  for (const channel of CHANNELS) {
    merged[channel] = mergeOver(mergeOver(preset[channel], all), channels[channel]);
  }
  return parseShape(behaviourSchema, merged, where);
}

function mergeOver(base: unknown, over: unknown): unknown {
  if (over === undefined) return base;
  if (!isRecord(base) || !isRecord(over)) return over;
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) merged[key] = mergeOver(base[key], value);
  return merged;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
