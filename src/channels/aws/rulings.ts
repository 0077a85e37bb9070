import type { SuppressionReason } from '../../consent/suppression-store.ts';
import type { Outcome } from '../outcome.ts';
import { callFailure } from './call-failure.ts';
import type { HoldReason } from './remedies.ts';

export interface Rulings {
  /** What a vendor's codes mean: exception, then its `Reason`, or `''` for one without. */
  readonly codes: Readonly<Record<string, Readonly<Record<string, Outcome>>>>;
  /** Looks into what the answer says beside its code, and goes before it. */
  readonly closer: (error: unknown) => Outcome | undefined;
  /** Hears of codes that are not there. */
  readonly report: (code: string) => void;
}

export const TOO_FAST: Outcome = { kind: 'throttled', reason: 'too_fast' };

/** Final for this message; with `suppress`, nothing more goes to its address. */
export function refused(reason: string, suppress?: SuppressionReason): Outcome {
  return { kind: 'refused', reason, ...(suppress === undefined ? {} : { suppress }) };
}

/** Turned away for a fault that is not the message's own, or that a person can put right: nothing left, and it comes again. */
export function held(reason: HoldReason, what: 'origin' | 'message' = 'origin'): Outcome {
  return { kind: 'not_sent', reason, hold: what };
}

/**
 * What an error of a call means. A code that the table does not have is `unknown` and goes to `report`: what AWS means by it, and
 * whether it has sent, nobody here can tell.
 */
export function ruleOn(error: unknown, { codes, closer, report }: Rulings): Outcome {
  const { name, reason, status } = answerOf(error);
  // Without an answer, or with one of a server that failed, the exception's name proves nothing.
  if (status === undefined || status >= 500) return callFailure(error);
  const close = closer(error);
  if (close !== undefined) return close;
  const ofException = own(codes, name);
  if (ofException === undefined) {
    const outcome = callFailure(error);
    if (outcome.kind === 'unknown' && outcome.reason === 'unrecognised_error') report(printable(name));
    return outcome;
  }
  const ruling = own(ofException, reason);
  if (ruling !== undefined) return ruling;
  report(printable(reason === '' ? name : `${name} ${reason}`));
  return { kind: 'unknown', reason: 'unrecognised_code' };
}

function answerOf(error: unknown) {
  const status = field(field(error, '$metadata'), 'httpStatusCode');
  return {
    name: text(field(error, 'name')),
    reason: text(field(error, 'Reason')),
    status: typeof status === 'number' ? status : undefined,
  };
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A code is a name; anything else an answer holds could be about a person. */
function printable(code: string): string {
  return /^[A-Za-z0-9_.# -]{1,120}$/.test(code) && !/\d{5}/.test(code) ? code : 'an unreadable code';
}
