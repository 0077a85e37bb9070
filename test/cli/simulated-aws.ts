import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { makePlace } from './cpaas.ts';

/** Nothing of what the machine or its user have set up for AWS is found. */
export const NOBODY: Readonly<Record<string, string>> = {
  HOME: '/nonexistent',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_PROFILE: '',
  AWS_ACCESS_KEY_ID: '',
  AWS_SECRET_ACCESS_KEY: '',
  AWS_SESSION_TOKEN: '',
};

/** What a person would set whose simulator is here. */
export function environmentOf(url: string): Readonly<Record<string, string>> {
  return {
    ...NOBODY,
    AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: url,
    AWS_ENDPOINT_URL_SOCIALMESSAGING: url,
    AWS_ENDPOINT_URL_SESV2: url,
    AWS_ACCESS_KEY_ID: 'simulated',
    AWS_SECRET_ACCESS_KEY: 'simulated',
  };
}

const ready = z.object({
  control: z.string(),
  endpoints: z.record(z.string(), z.string()),
  credentials: z.record(z.string(), z.string()),
});

const accepted = z.object({ attemptId: z.string(), channel: z.string(), address: z.string() });
const requests = z.object({
  repeatedAttempts: z.array(z.unknown()),
  requests: z.array(z.object({ operation: z.string(), answer: z.string() })),
});

/** `cpaas simulate` in a process of its own. */
export interface SimulatedAws {
  /** What a person would set in the terminal of the commands. */
  readonly environment: Readonly<Record<string, string>>;
  /** The file that it writes events into. */
  readonly eventsFile: string;
  events(): readonly string[];
  accepted(): Promise<readonly z.infer<typeof accepted>[]>;
  requests(): Promise<z.infer<typeof requests>>;
  /** Names of the operations that were asked for. */
  operations(): Promise<readonly string[]>;
  /** A new script; with `account`, a new account. */
  script(value: object): Promise<void>;
  /** A call of the SMS API, without the SDK. */
  sms(operation: string, input: object): Promise<unknown>;
}

/** Starts one, whose carriers are perfect unless the script says otherwise. It ends with the tests of the file. */
export async function simulateAws(script: object = {}): Promise<SimulatedAws> {
  const place = makePlace();
  // JSON is YAML.
  place.write('script.yaml', JSON.stringify({ behaviour: 'perfect', ...script }));
  const options = ['--script', 'script.yaml', '--events', 'events.ndjson'];
  const running = place.start('simulate', '--port', '0', '--json', ...options);
  const [printed] = await running.prints(/[^]*\n/);
  const { control, endpoints, credentials } = ready.parse(JSON.parse(printed));
  const eventsFile = place.path('events.ndjson');
  const get = async (path: string) => (await fetch(`${control}/${path}`)).text();
  const allRequests = async () => requests.parse(JSON.parse(await get('requests')));
  return {
    environment: { ...NOBODY, ...endpoints, ...credentials },
    eventsFile,
    events: () => linesOf(readFileSync(eventsFile, 'utf8')),
    accepted: async () => linesOf(await get('accepted')).map((line) => accepted.parse(JSON.parse(line))),
    requests: allRequests,
    operations: async () => (await allRequests()).requests.map(({ operation }) => operation),
    async script(value) {
      const response = await fetch(`${control}/script`, { method: 'POST', body: JSON.stringify(value) });
      if (!response.ok) throw new Error(await response.text());
    },
    async sms(operation, input) {
      const response = await fetch(control.replace('/_simulator', '/'), {
        method: 'POST',
        headers: { 'x-amz-target': `PinpointSMSVoiceV2.${operation}` },
        body: JSON.stringify(input),
      });
      return response.json();
    },
  };
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line !== '');
}
