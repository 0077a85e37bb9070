import { type RunningSimulation, startSimulation } from '../../compose/wire-simulator.ts';
import { type Command, type Session, show } from '../command.ts';
import { wholeNumber } from '../parse-arguments.ts';

const DEFAULT_PORT = 9090;
const DEFAULT_SEED = 1;
const LARGEST_SEED = 4_294_967_295;
/** The same trouble is told this often at most. */
const TELL_EVERY_MS = 10_000;

const SERVICES = ['PINPOINT_SMS_VOICE_V2', 'SOCIALMESSAGING', 'SESV2'] as const;

export const simulate: Command = {
  name: 'simulate',
  isLocal: true,
  positionals: [],
  options: {
    port: { takes: 'N', about: `the port (default ${DEFAULT_PORT}); 0: a free one` },
    script: { takes: 'FILE', about: 'YAML with faults, the account and changes of limits' },
    carriers: { takes: 'NAME', about: "realistic, perfect or unlimited, instead of the script's" },
    seed: { takes: 'N', about: 'the same seed gives the same luck' },
    events: {
      takes: 'WHERE',
      about: "an SQS queue's URL, eventbridge, another URL or a file that gets the events",
    },
    log: { takes: 'FILE', about: 'NDJSON of what was accepted; started again on it, it goes on' },
  },
  about: 'Answers the AWS SDK and CLI as SMS, WhatsApp and SES would, without an account',
  async run(args, session) {
    const simulation = await startSimulation({
      clock: session.clock,
      seed: wholeNumber(args, 'seed', { min: 0, max: LARGEST_SEED }) ?? DEFAULT_SEED,
      port: wholeNumber(args, 'port', { min: 0, max: 65_535 }) ?? DEFAULT_PORT,
      scriptFile: args.values.get('script'),
      preset: args.values.get('carriers'),
      events: args.values.get('events'),
      logFile: args.values.get('log'),
      trouble: troubleNotes(session),
    });
    const interrupted = session.catchInterrupts();
    const stopped = new Promise<void>((resolve) => {
      interrupted.addEventListener('abort', () => resolve(), { once: true });
    });
    const document = documentOf(simulation, args.values.get('events'));
    show(session, document, () => readyText(document));
    session.output.note('Ctrl-C stops it.');
    await stopped;
    await simulation.stop();
    return 0;
  },
};

type Ready = ReturnType<typeof documentOf>;

function documentOf({ port, account }: RunningSimulation, events: string | undefined) {
  const endpoint = `http://127.0.0.1:${port}`;
  const { sms, whatsapp, email } = account;
  return {
    port,
    endpoints: Object.fromEntries(SERVICES.map((service) => [`AWS_ENDPOINT_URL_${service}`, endpoint])),
    credentials: {
      AWS_ACCESS_KEY_ID: 'simulated',
      AWS_SECRET_ACCESS_KEY: 'simulated',
      AWS_REGION: account.region,
      // Version 1 of the CLI reads this one.
      AWS_DEFAULT_REGION: account.region,
    },
    control: `${endpoint}/_simulator`,
    events: events ?? null,
    account: {
      id: account.id,
      region: account.region,
      pools: sms.account.pools.map(({ id }) => id),
      smsConfigurationSets: sms.account.configurationSets.map(({ name }) => name),
      whatsAppAccounts: whatsapp.account.accounts.map(({ id }) => id),
      whatsAppNumbers: whatsapp.account.accounts.flatMap(({ numbers }) => numbers.map(({ id }) => id)),
      emailIdentities: email.account.identities.map(({ name }) => name),
      emailConfigurationSets: email.account.configurationSets.map(({ name }) => name),
    },
  };
}

function readyText({ endpoints, credentials, account, events, control }: Ready): string {
  const exports = Object.entries({ ...endpoints, ...credentials }).map(
    ([name, value]) => `export ${name}=${value}`,
  );
  const told = events === null ? `they are kept for GET ${control}/events` : events;
  return [
    ...exports,
    '',
    `# SMS pools          ${account.pools.join(' ')}`,
    `# WhatsApp accounts  ${account.whatsAppAccounts.join(' ')}`,
    `# WhatsApp numbers   ${account.whatsAppNumbers.join(' ')}`,
    `# Email identities   ${account.emailIdentities.join(' ')}`,
    `# Events             ${told}`,
    `# Control            ${control}`,
    '',
  ].join('\n');
}

function troubleNotes({ output, clock }: Session): (error: Error) => void {
  let toldAt = Number.NEGATIVE_INFINITY;
  return (error) => {
    const now = clock.monotonic();
    if (now - toldAt < TELL_EVERY_MS) return;
    toldAt = now;
    output.note(`cpaas: ${error.message}`);
  };
}
