import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { Failure } from '../../kernel/failure.ts';
import type { Accepted } from '../accepted.ts';
import type { SimulatedCarriers } from '../carrier.ts';
import { parseShape } from '../file-shape.ts';
import { type AccountDefinition, accountSchema } from './account-schema.ts';
import type { EventOutlet } from './event-outlet.ts';
import { checkOrigins } from './origin-names.ts';
import type { WireRequest } from './protocol.ts';
import type { Rates } from './rates.ts';
import type { RequestLog } from './request-log.ts';
import type { AccountState } from './translate.ts';
import { asWireScript, changeSchema, wireScriptSchema } from './wire-script.ts';

/** The part of the simulator that AWS does not have, under `/_simulator`: for tests and drills. */
export interface Control {
  /** `undefined`: not for the control plane. A text is sent as it is. */
  answer(request: WireRequest): ControlAnswer | undefined;
}

interface ControlAnswer {
  readonly status: number;
  readonly body: unknown;
}

export interface ControlParts {
  readonly carriers: SimulatedCarriers;
  readonly outlet: EventOutlet;
  readonly rates: Rates;
  readonly log: RequestLog;
  /** Every acceptance, those of earlier processes on the same journal too. */
  readonly accepted: () => Iterable<Accepted>;
  readonly account: AccountState;
}

const PREFIX = '/_simulator/';
const REQUESTS = 1000;
const afterSchema = z.coerce.number('must be the number of a request').int().min(0).optional();

export function controlPlane(parts: ControlParts): Control {
  const handlers: Readonly<Record<string, (request: WireRequest) => unknown>> = {
    'GET accepted': () => lines(parts.accepted()),
    'GET requests': ({ query }) => requests(parts, query),
    'GET events': () => lines(parts.outlet.kept.map(({ body }) => body)),
    'POST limits': ({ body }) => changeLimit(parts, read(body)),
    'POST script': ({ body }) => changeScript(parts, read(body)),
  };
  return {
    answer(request) {
      if (!request.path.startsWith(PREFIX)) return undefined;
      const handler = handlers[`${request.method} ${request.path.slice(PREFIX.length)}`];
      if (handler === undefined)
        return {
          status: 404,
          body: { error: `There is no such thing: there are ${Object.keys(handlers).join(', ')}.` },
        };
      try {
        return { status: 200, body: handler(request) };
      } catch (thrown) {
        if (thrown instanceof Failure) return { status: 400, body: { error: thrown.message } };
        throw thrown;
      }
    },
  };
}

function lines(values: Iterable<unknown>): string {
  let text = '';
  for (const value of values) text += `${JSON.stringify(value)}\n`;
  return text;
}

function requests({ carriers, log, outlet }: ControlParts, query: URLSearchParams): unknown {
  const attemptId = query.get('attemptId') ?? undefined;
  const after = parseShape(afterSchema, query.get('after') ?? undefined, 'The query of the request');
  return {
    total: log.count,
    carriers: carriers.log.totals(),
    repeatedAttempts: carriers.log.repeatedAttempts(),
    eventsHandedOver: outlet.handedCount,
    allEventsTold: carriers.isIdle,
    ...(attemptId !== undefined && { requestsOfAttempt: carriers.log.requestsOf(attemptId) }),
    requests: log.list({ attemptId, after }, REQUESTS),
  };
}

const WHERE = 'The body of the request';

function read(body: Buffer): unknown {
  try {
    return parseYaml(body.toString('utf8'));
  } catch {
    throw new Failure('file_invalid', `${WHERE} is not YAML or JSON.`);
  }
}

function changeLimit({ rates, account }: ControlParts, value: unknown): unknown {
  const { origin, partsPerSecond } = parseShape(changeSchema, value, WHERE);
  checkOrigins([origin], currently(account), WHERE);
  rates.set(origin, partsPerSecond);
  return { origin, partsPerSecond: partsPerSecond === Infinity ? 'none' : partsPerSecond };
}

function currently({ sms, whatsapp }: AccountState): Pick<AccountDefinition, 'sms' | 'whatsapp'> {
  return { sms: sms.account, whatsapp: whatsapp.account };
}

const scriptSchema = wireScriptSchema
  .pick({ rules: true, changes: true })
  .extend({ account: accountSchema.optional() });

/** Rules, planned changes, and an account if there is one, take the place of those before; the behaviour stays. */
function changeScript({ carriers, rates, account }: ControlParts, value: unknown): unknown {
  const { rules, changes, account: given } = parseShape(scriptSchema, asWireScript(value), WHERE);
  checkOrigins(
    changes.map(({ origin }) => origin),
    given ?? currently(account),
    WHERE,
  );
  if (given !== undefined) {
    account.sms.use(given.sms);
    account.whatsapp.use(given.whatsapp);
    account.email.use(given.email);
  }
  carriers.useScript(rules);
  rates.plan(changes);
  return { rules: rules.length, changes: changes.length, account: given !== undefined };
}
