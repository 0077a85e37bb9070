import { importAll, openAudienceOf, purchases } from './audience-workspace.ts';

/**
 * Imports purchases into the workspace of its first argument, and tells on stdout how far it is. With `staged` it stops before its commit
 * and waits to be killed; with a number it goes on and has that many rows.
 */
const [, , folder = '', until = 'staged'] = process.argv;
const audience = openAudienceOf(folder);
if (until === 'staged') {
  const writer = await audience.records.begin('purchases');
  await writer.add(purchases(0, 1_000, { sku: 'NEVER-SEEN' }));
  process.stdout.write('staged\n');
  // Holds the process: the parent ends it.
  setInterval(() => undefined, 60_000);
} else {
  process.stdout.write('committing\n');
  await importAll(audience, 'purchases', purchases(0, Number(until), { amount: 1 }));
  process.stdout.write('committed\n');
}
