import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SocialMessagingClient } from '@aws-sdk/client-socialmessaging';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll } from 'vitest';
import { systemClock } from '../../src/kernel/clock.ts';
import type { Journal } from '../../src/simulator/journal.ts';
import { parseShape } from '../../src/simulator/file-shape.ts';
import type { Sink } from '../../src/simulator/http/sinks/sink.ts';
import { asWireScript, wireScript, wireScriptSchema } from '../../src/simulator/http/wire-script.ts';
import { makeWireSimulator, type WireSimulator } from '../../src/simulator/http/wire-simulator.ts';

/** A simulator that listens, and the real clients of AWS that talk to it. */
export interface Wire extends WireSimulator {
  readonly url: string;
  readonly sms: PinpointSMSVoiceV2Client;
  readonly social: SocialMessagingClient;
  readonly email: SESv2Client;
  /** A request of the control plane. */
  control(method: 'GET' | 'POST', path: string, body?: unknown): Promise<string>;
  /** Resolves when every event was told; gives those told up to now. */
  events(): Promise<readonly Record<string, unknown>[]>;
}

const running: Wire[] = [];

afterAll(async () => {
  for (const wire of running.splice(0)) {
    for (const client of [wire.sms, wire.social, wire.email]) client.destroy();
    await wire.stop();
  }
});

export interface WireOptions {
  readonly sink?: Sink;
  readonly journal?: Journal;
  readonly requestTimeoutMs?: number;
}

/** Starts one with a script of the file's shape; carriers are perfect unless it says otherwise. */
export async function startWire(script: object = {}, options: WireOptions = {}): Promise<Wire> {
  const given = parseShape(wireScriptSchema, asWireScript({ behaviour: 'perfect', ...script }), 'the test');
  const simulator = makeWireSimulator({
    clock: systemClock,
    seed: 1,
    script: wireScript(given, 'the test'),
    where: 'the test',
    fees: (_country, _type, parts) => ({ messagePrice: 7000 * parts, carrierFee: 3020 * parts }),
    ...(options.sink !== undefined && { sink: options.sink }),
    ...(options.journal !== undefined && { journal: options.journal }),
  });
  await new Promise<void>((resolve) => simulator.server.listen(0, '127.0.0.1', resolve));
  const address = simulator.server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  const config = {
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'simulated', secretAccessKey: 'simulated' },
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      requestTimeout: options.requestTimeoutMs ?? 20_000,
      throwOnRequestTimeout: true,
    }),
  };
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/_simulator/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  };
  const wire: Wire = {
    ...simulator,
    url,
    sms: new PinpointSMSVoiceV2Client(config),
    social: new SocialMessagingClient(config),
    email: new SESv2Client(config),
    control,
    async events() {
      await simulator.carriers.idle();
      return simulator.outlet.kept.map(({ body }) => body);
    },
  };
  running.push(wire);
  return wire;
}

export const POOL = 'pool-11111111111111111111111111111111';
export const TRANSACTIONAL_POOL = 'pool-22222222222222222222222222222222';
export const NUMBER = 'phone-11111111111111111111111111111111';
export const WABA = 'waba-11111111111111111111111111111111';
export const WHATSAPP_NUMBER = 'phone-number-id-11111111111111111111111111111111';

/** What Meta reads: a template message. */
export function templateMessage(to: string, template: object = {}, more: object = {}): Uint8Array {
  return metaMessage({
    to,
    type: 'template',
    template: {
      name: 'order_update',
      language: { code: 'en' },
      components: [{ type: 'body', parameters: [{ type: 'text', text: '1' }] }],
      ...template,
    },
    ...more,
  });
}

export function metaMessage(message: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ messaging_product: 'whatsapp', ...message }));
}
