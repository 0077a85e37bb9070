import type { Answer } from '../audience/ask.ts';
import type { SampleCustomer } from '../audience/sample.ts';
import { CHANNELS } from '../kernel/channel.ts';
import { countText, textTable } from './text-table.ts';

/** Below this somebody should look twice. */
const DOUBTFUL = 0.9;

/** An answer as a person reads it: the number first, then what the words were taken for, then who that is. */
export function answerText(answer: Answer): string {
  return [
    answer.confidence === 0 ? 'Nobody.' : `${countOf(answer)}: ${answer.explanation}`,
    ...refinedLine(answer),
    '',
    readingText(answer),
    ...(answer.count === 0 ? [] : ['', textTable(reachRows(answer), [1, 2])]),
    ...(answer.sample.length === 0 ? [] : ['', textTable(sampleRows(answer.sample))]),
    '',
  ].join('\n');
}

/** What was understood, what was not, and what was assumed: for people, and beside a list of ids. */
export function readingText({ understood, notUnderstood, assumptions, confidence }: Answer): string {
  const rows = understood.map(({ text, meaning, confidence: sure }) => [
    text,
    sure < DOUBTFUL ? `${meaning}  (${percent(sure)} sure)` : meaning,
  ]);
  const heading = `Understood, ${percent(confidence)} sure${confidence < DOUBTFUL ? ': look at it twice' : ''}`;
  return [
    understood.length === 0 ? 'Nothing of this was understood.' : heading,
    ...(rows.length === 0 ? [] : [indented(textTable(rows))]),
    ...listed('Not understood', notUnderstood),
    ...listed('Assumed', assumptions),
  ].join('\n');
}

/** `1,234 of 50,000 customers`. */
export function countOf({ count, customers }: Answer): string {
  return `${countText(count)} of ${countText(customers)} customers`;
}

function refinedLine({ refines }: Answer): readonly string[] {
  if (refines === null) return [];
  const changes = [
    ...(refines.removed > 0 ? [`${countText(refines.removed)} fell out`] : []),
    ...(refines.added > 0 ? [`${countText(refines.added)} came in`] : []),
  ];
  const change = changes.length === 0 ? 'the same people' : changes.join(', ');
  return [
    `Of the ${countText(refines.count)} before (${refines.explanation}): ${change}. --new asks afresh.`,
  ];
}

function listed(heading: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [heading, ...lines.map((line) => `  ${line}`)];
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}

function reachRows({ reach }: Answer): readonly (readonly string[])[] {
  return [
    ['Reach', 'address', 'agreed'],
    ...CHANNELS.map((channel) => [
      `  ${channel}`,
      countText(reach[channel].reachable),
      countText(reach[channel].allowed),
    ]),
  ];
}

function sampleRows(sample: readonly SampleCustomer[]): readonly (readonly string[])[] {
  return sample.map(({ id, name, city, country, fields }, i) => [
    i === 0 ? 'Such as' : '',
    id,
    name ?? '',
    [city, country].filter((part) => part !== null).join(', '),
    ...Object.entries(fields).map(
      ([field, value]) => `${field.replaceAll('_', ' ')}: ${value === null ? '-' : String(value)}`,
    ),
  ]);
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}
