import { parseArgs } from 'node:util';
import { billOf, dollarsByService, rounded } from './aws/bill.ts';
import { type DeployedRun, PER_SECOND, runDeployed } from './aws/deployed-run.ts';
import { functionTime, idleMonth } from './aws/model.ts';
import { slowTime } from './aws/slow-time.ts';
import { stackCosts } from './aws/stack.ts';
import type { Measure, Usage } from './aws/usage.ts';
import { COLLECTED_ON } from './platform-prices.ts';

/**
 * `npm run bench aws-cost -- [--messages 2000] [--slower 20]`: a campaign by SMS through the deployed engine on an emulator, every request
 * counted by a client middleware and priced. Time passes `slower` times more slowly, as the emulator does (slow-time.ts). What an emulator cannot show is modelled and said to be: the time of functions, and what AWS's own parts
 * ask for on our behalf. One line of JSON; asserts nothing.
 */
const TARGETS = {
  writeUnitsPerMessage: 4.5,
  sqsRequestsPerMessage: 0.5,
  dollarsPerMillion: 5,
  limiterWritesPerPart: 1 / 20,
  firstEstimates: { dollarsPerMillion: 37, idleDollarsPerMonth: 11 },
};

/** Requests an event: a tenth of a receive and a tenth of a delete. */
const FULL_RECEIVES = 0.2;

function report(run: DeployedRun) {
  const { messages, usage, imported, idleTick, seconds, cpuMsPerMessage } = run;
  const stack = stackCosts();
  const modelled: readonly Usage[] = [
    // Each event is one message that EventBridge puts into the events queue.
    { by: 'eventbridge', of: 'events', measure: 'sqs_requests', amount: messages },
    ...functionTime(stack, messages, PER_SECOND),
  ];
  const perMessage = (measure: Measure, of?: string) =>
    rounded(
      usage
        .filter((each) => each.measure === measure && (of === undefined || each.of === of))
        .reduce((sum, { amount }) => sum + amount, 0) / messages,
      4,
    );
  // The emulator hands over what is there, one or two events a receive. How full Lambda's own receives are is AWS's business: ten at most.
  const ofEvents = usage.filter(({ by, of }) => by === 'event-source-mapping' && of.includes('-events-'));
  const received = ofEvents.reduce((sum, { amount }) => sum + amount, 0);
  const full = usage.map((each) =>
    ofEvents.includes(each) ? { ...each, amount: (each.amount / received) * messages * FULL_RECEIVES } : each,
  );
  return {
    messages,
    pricesOf: COLLECTED_ON,
    /** In the slowed seconds of the process. */
    messagesPerSecond: rounded(messages / seconds, 1),
    cpuMsPerMessage: rounded(cpuMsPerMessage, 2),
    writeUnitsPerMessage: perMessage('dynamodb_write_units'),
    readUnitsPerMessage: perMessage('dynamodb_read_units'),
    limiterWritesPerPart: perMessage('dynamodb_write_units', 'rate-limits'),
    sqsRequestsPerMessage: perMessage('sqs_requests'),
    sqsRequestsOfEventBridgePerMessage: 1,
    dollarsPerMillion: dollarsByService([...usage, ...modelled], 1e6 / messages),
    whereReceivesAreFull: {
      sqsRequestsPerMessage: rounded(perMessage('sqs_requests') - received / messages + FULL_RECEIVES, 4),
      dollarsPerMillion: dollarsByService([...full, ...modelled], 1e6 / messages)['total'],
    },
    importDollarsPerMillion: dollarsByService(imported, 1e6 / messages),
    idleDollarsPerMonth: dollarsByService(idleMonth(stack, idleTick)),
    targets: TARGETS,
    counted: billOf(usage, messages).perMessage,
    modelled: billOf(modelled, messages).perMessage,
    delivered: run.tally.sms.status.delivered,
  };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      messages: { type: 'string', default: '2000' },
      slower: { type: 'string', default: '20' },
    },
  });
  const slower = Number(values.slower);
  slowTime(slower);
  console.log(JSON.stringify(report(await runDeployed(Number(values.messages), slower))));
}
