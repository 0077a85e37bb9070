import { expect, test } from 'vitest';
import { scaleTable } from '../../bench/aws/scale.ts';
import { METRIC_NAMES, METRICS } from '../../src/insight/metrics.ts';
import { page } from './documents.ts';

const { text } = page('docs/scale.md');

test('the page has what the model says', () => {
  expect(text).toContain(`\n${scaleTable()}\n`);
});

test('the page lists every metric as it is, and no other', () => {
  const [, section = ''] = text.split('\n## Metrics\n');
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  const expected = METRIC_NAMES.map((name) => {
    const { unit, statistic, from, meaning } = METRICS[name];
    return `| \`${name}\` | ${unit.replaceAll('_', ' ')} | ${statistic} | ${from} | ${meaning} |`;
  });
  expect(rows).toEqual(expected);
});
