import { readFileSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { z } from 'zod';

/*
 * Prints the parameters of a change set as JSON: `stack-parameters.ts TEMPLATE "WHAT THE STACK HAS, BETWEEN TABS" NAME=VALUE...`.
 * What is not given stays as the stack has it, or becomes the template's default.
 */
const [template = '', stack = '', ...pairs] = process.argv.slice(2);

// Only names are read, so CloudFormation's own tags need no meaning.
const document = parseDocument(readFileSync(template, 'utf8'), { logLevel: 'silent' });
const parameter = z.object({ Default: z.union([z.string(), z.number()]).optional() });
const { Parameters } = z.object({ Parameters: z.record(z.string(), parameter) }).parse(document.toJS());
const names = Object.keys(Parameters);
const defaults = Object.entries(Parameters).flatMap(([name, { Default: value }]) =>
  value === undefined ? [] : [[name, String(value)] as const],
);

const given = valuesOf(pairs);
const unknown = [...given.keys()].filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`the template has no parameter ${unknown.join(', ')}; it has ${names.join(', ')}.`);
  process.exit(1);
}

const values = new Map([...defaults, ...valuesOf(stack.split('\t')), ...given]);
console.log(
  JSON.stringify(
    [...values]
      .filter(([name]) => names.includes(name))
      .map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue })),
  ),
);

function valuesOf(all: readonly string[]): ReadonlyMap<string, string> {
  const split = all.map((pair) => ({ pair, at: pair.indexOf('=') })).filter(({ at }) => at > 0);
  return new Map(split.map(({ pair, at }) => [pair.slice(0, at), pair.slice(at + 1)]));
}
