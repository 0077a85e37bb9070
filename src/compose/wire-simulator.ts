import { existsSync, readFileSync } from 'node:fs';
import type { Clock } from '../kernel/clock.ts';
import { Failure, toError } from '../kernel/failure.ts';
import { listPrices } from '../pricing/list-prices.ts';
import type { PriceTable } from '../pricing/price-table.ts';
import { eventBridgeSink } from '../simulator/http/sinks/eventbridge.ts';
import { fileSink } from '../simulator/http/sinks/file.ts';
import type { Sink } from '../simulator/http/sinks/sink.ts';
import { sqsSink } from '../simulator/http/sinks/sqs.ts';
import { urlSink } from '../simulator/http/sinks/url.ts';
import type { SmsFees } from '../simulator/http/sms-fees.ts';
import { makeWireSimulator, type WireSimulator } from '../simulator/http/wire-simulator.ts';
import { type WireScript, wireScript, wireScriptSchema } from '../simulator/http/wire-script.ts';
import { parseShape } from '../simulator/file-shape.ts';
import { openJournal } from '../simulator/journal.ts';
import { parseYamlFile } from './yaml-file.ts';

export interface SimulationOptions {
  readonly clock: Clock;
  readonly seed: number;
  /** 0: a free one. */
  readonly port: number;
  /** YAML; absent: the default account with `realistic` carriers. */
  readonly scriptFile?: string | undefined;
  /** Instead of the script's. */
  readonly preset?: string | undefined;
  /** Where events go: a queue's URL, `eventbridge[:BUS]`, another URL, or a file; absent: nowhere. */
  readonly events?: string | undefined;
  /** The journal of what was accepted. */
  readonly logFile?: string | undefined;
  readonly trouble: (error: Error) => void;
}

/** A simulator that listens. */
export interface RunningSimulation extends WireSimulator {
  readonly port: number;
}

/** Starts the simulated AWS. @throws Failure for a script or a file that cannot be used, and a port that is taken. */
export async function startSimulation(options: SimulationOptions): Promise<RunningSimulation> {
  const { clock, seed, port, trouble } = options;
  const script = readScript(options);
  const simulator = makeWireSimulator({
    clock,
    seed,
    script,
    where: options.scriptFile ?? 'The script',
    fees: smsFees(listPrices),
    sink: options.events === undefined ? undefined : sinkFor(options.events, script.account.region),
    onSinkError: trouble,
    journal:
      options.logFile === undefined
        ? undefined
        : opened(options.logFile, () => openJournal(options.logFile ?? '')),
  });
  try {
    await new Promise<void>((resolve, reject) => {
      simulator.server.once('error', reject);
      simulator.server.listen(port, '127.0.0.1', resolve);
    });
  } catch (thrown) {
    // Events of an earlier process are the business of whoever has the port.
    await simulator.stop();
    throw portFailure(toError(thrown), port);
  }
  const address = simulator.server.address();
  return { ...simulator, port: typeof address === 'object' && address !== null ? address.port : port };
}

function readScript({ scriptFile, preset }: SimulationOptions): WireScript {
  const given =
    scriptFile === undefined
      ? parseShape(wireScriptSchema, {}, 'The script')
      : parseYamlFile(scriptFile, scriptText(scriptFile), wireScriptSchema);
  const where = scriptFile ?? 'The script';
  return wireScript(preset === undefined ? given : { ...given, behaviour: parsePreset(preset) }, where);
}

function parsePreset(preset: string) {
  return parseShape(wireScriptSchema.shape.behaviour, preset, '--carriers');
}

function scriptText(path: string): string {
  if (!existsSync(path))
    throw new Failure('file_unreadable', `There is no file ${path}: name a script with --script.`);
  const text = opened(path, () => readFileSync(path, 'utf8'));
  // A list of rules, as the settings have it, is a script with nothing but rules.
  return /^(\s*(#.*)?\n)*- /.test(text) ? `rules:\n${text.replaceAll(/^/gm, '  ')}` : text;
}

function opened<T>(path: string, open: () => T): T {
  try {
    return open();
  } catch (thrown) {
    const error = toError(thrown);
    if (error instanceof Failure) throw error;
    throw new Failure('file_unreadable', `${path} cannot be opened: check its folder and its permissions.`, {
      cause: error,
    });
  }
}

/** A queue of SQS, also one of an emulator: `https://sqs...` or a path of account and name. */
const QUEUE_URL = /^https?:\/\/(sqs\.|[^/]+\/\d{12}\/[^/]+$)/;

/** `eventbridge`, or `eventbridge:BUS`. */
const EVENT_BUS = /^eventbridge(?::(.+))?$/;

function sinkFor(events: string, region: string): Sink {
  const bus = EVENT_BUS.exec(events);
  if (bus !== null) return eventBridgeSink(bus[1] ?? 'default', region);
  if (QUEUE_URL.test(events)) return sqsSink(events, region);
  if (/^https?:\/\//.test(events)) return urlSink(events);
  return opened(events, () => fileSink(events));
}

function portFailure(error: Error, port: number): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return new Failure(
      'unsupported',
      `Port ${port} is in use: give another one with --port, or 0 for a free one.`,
    );
  if (code === 'EACCES')
    return new Failure(
      'unsupported',
      `Port ${port} is not allowed for this user: give one above 1023 with --port.`,
    );
  return error;
}

/** The list prices, carriers' fees apart; looked up once for each kind of message. */
function smsFees(prices: PriceTable): SmsFees {
  const perPart = new Map<string, ReturnType<SmsFees>>();
  return (country, numberType, parts) => {
    const key = `${country} ${numberType}`;
    let fees = perPart.get(key);
    if (fees === undefined) {
      const question = { country, numberType, parts: 1 };
      const carrierFee = prices.carrierFeeOf(question);
      const { micros } = prices.priceOf({ channel: 'sms', ...question });
      fees = { messagePrice: micros - carrierFee, carrierFee };
      perPart.set(key, fees);
    }
    return { messagePrice: fees.messagePrice * parts, carrierFee: fees.carrierFee * parts };
  };
}
