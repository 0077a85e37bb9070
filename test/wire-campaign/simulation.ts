import { z } from 'zod';
import { makePlace } from '../cli/cpaas.ts';

const count = z.int().min(0);

const requestSchema = z.object({
  /** From 1, in the order in which they came. */
  number: count,
  /** Epoch ms. */
  at: z.number(),
  operation: z.string(),
  /** Of a send. */
  attemptId: z.string().exactOptional(),
  answer: z.string(),
});

const pageSchema = z.object({
  total: count,
  /** Of sends alone. */
  carriers: z.record(z.string(), count),
  repeatedAttempts: z.array(z.string()),
  allEventsTold: z.boolean(),
  requests: z.array(requestSchema),
});

const acceptedSchema = z.object({ attemptId: z.string(), address: z.string() });

export type LoggedRequest = z.infer<typeof requestSchema>;

/** What the simulator has counted. */
export type Counts = Omit<z.infer<typeof pageSchema>, 'requests'>;

/** `cpaas simulate` in a process of its own. */
export interface Simulation {
  /** What the process that sends needs in its environment: nothing that the machine or its user have set up is found. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the events are, one a line. */
  readonly eventFile: string;
  counts(): Promise<Counts>;
  /** Every request so far. */
  requests(): Promise<readonly LoggedRequest[]>;
  /** Every message that was taken. */
  accepted(): Promise<readonly z.infer<typeof acceptedSchema>[]>;
  /** The last 10,000 events, one a line. */
  lastEvents(): Promise<readonly string[]>;
  setLimit(origin: string, partsPerSecond: number): Promise<void>;
}

const EVENT_FILE = 'events.ndjson';

/**
 * Starts one with a script of the file's shape; it ends with the tests of the file.
 * @param events where it tells its events: `eventbridge` is the bus that `environment` leads to.
 */
export async function startSimulation(
  script: object,
  events: 'eventbridge' | typeof EVENT_FILE = EVENT_FILE,
  environment: Readonly<Record<string, string>> = {},
): Promise<Simulation> {
  const place = makePlace(environment);
  place.write('script.yaml', JSON.stringify(script));
  const args = ['--port', '0', '--script', 'script.yaml', '--events', events];
  const [, url = ''] = await place.start('simulate', ...args).prints(/ENDPOINT_URL_SESV2=(http\S+)\n/);
  const ask = async (path: string, body?: object) => {
    const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const response = await fetch(`${url}/_simulator/${path}`, request);
    const text = await response.text();
    if (!response.ok) throw new Error(text);
    return text;
  };
  const page = async (after: number) => pageSchema.parse(JSON.parse(await ask(`requests?after=${after}`)));
  return {
    environment: {
      AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: url,
      AWS_ENDPOINT_URL_SOCIALMESSAGING: url,
      AWS_ENDPOINT_URL_SESV2: url,
      AWS_ACCESS_KEY_ID: 'simulated',
      AWS_SECRET_ACCESS_KEY: 'simulated',
      AWS_SESSION_TOKEN: '',
      AWS_PROFILE: '',
      AWS_EC2_METADATA_DISABLED: 'true',
      HOME: '/nonexistent',
    },
    eventFile: place.path(EVENT_FILE),
    // After the last request there are none, and they need not be sent over.
    counts: () => page(Number.MAX_SAFE_INTEGER),
    async requests() {
      const all: LoggedRequest[] = [];
      for (;;) {
        const { requests } = await page(all.at(-1)?.number ?? 0);
        if (requests.length === 0) return all;
        all.push(...requests);
      }
    },
    async accepted() {
      const lines = (await ask('accepted')).split('\n').filter((line) => line !== '');
      return lines.map((line) => acceptedSchema.parse(JSON.parse(line)));
    },
    async lastEvents() {
      return (await ask('events')).split('\n').filter((line) => line !== '');
    },
    async setLimit(origin, partsPerSecond) {
      await ask('limits', { origin, partsPerSecond });
    },
  };
}
