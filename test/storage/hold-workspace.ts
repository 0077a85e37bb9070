import { totalOf } from '../../src/delivery/tally.ts';
import { makeEngine } from '../../src/compose/engine.ts';
import { simulatedOf } from '../support/simulated-carriers.ts';
import { PRESETS } from '../../src/simulator/presets.ts';
import { openOwner } from './used-workspace.ts';

/** Owns the workspace of its argument and sends its campaign `spring`; tells on stdout what it sees of it. */
const workspace = await openOwner(process.argv[2] ?? '');
const engine = makeEngine(workspace, {
  seed: 1,
  trouble: (error) => process.stdout.write(`trouble ${error.message}\n`),
  carriers: { behaviour: PRESETS.unlimited },
});
/** After so many looks at a paused campaign the runner has seen the pause, too, and has emptied its queue. */
const LOOKS_AT_REST = 30;
let looksAtRest = 0;
let told = '';
function tell(line: string): void {
  if (line !== told) process.stdout.write(`${line}\n`);
  told = line;
}
const stop = new AbortController();
const running = engine.run(stop.signal);
for (let state = ''; state !== 'finished'; ) {
  await workspace.clock.sleep(10);
  state = (await workspace.campaigns.find('spring'))?.state ?? '';
  const { requests } = simulatedOf(engine).log.counts('sms');
  const sending = totalOf(await workspace.ledger.tally('spring'), 'sending');
  if (state === 'running' && requests > 0) tell('sending');
  looksAtRest = state === 'paused' && sending === 0 ? looksAtRest + 1 : 0;
  if (looksAtRest >= LOOKS_AT_REST) tell(`at rest ${requests}`);
  if (state === 'finished') tell(`finished ${requests}`);
}
stop.abort();
await running;
workspace.close();
