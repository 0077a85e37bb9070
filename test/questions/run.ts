import { parseArgs } from 'node:util';
import { askAll } from './ask-all.ts';
import { DATA_SETS } from './data-sets.ts';
import type { Verdict } from './judge.ts';
import { PARTS } from './question.ts';
import { failureText, scoreText } from './report.ts';

/** `node test/questions/run.ts [--set NAME] [--part open|held-out] [--failures]` */
const { values } = parseArgs({
  options: {
    set: { type: 'string' },
    part: { type: 'string' },
    failures: { type: 'boolean', default: false },
  },
});
const sets = DATA_SETS.filter(({ name }) => values.set === undefined || values.set === name);
const parts = PARTS.filter((part) => values.part === undefined || values.part === part);
if (sets.length === 0 || parts.length === 0) throw new Error('There are no such questions.');

const say = (text: string) => process.stdout.write(`${text}\n`);
const all = new Map(parts.map((part): [string, Verdict[]] => [part, []]));
for (const set of sets) {
  for (const [part, verdicts] of await askAll(set, parts)) {
    if (verdicts.length === 0) continue;
    say(scoreText(`${set.name} ${part}`, verdicts));
    all.get(part)?.push(...verdicts);
  }
}
for (const [part, verdicts] of all) say(scoreText(`all ${part}`, verdicts));
if (values.failures) {
  const failures = [...all.values()].flat().filter(({ faults }) => faults.length > 0);
  for (const verdict of failures) say(`\n${failureText(verdict)}`);
}
