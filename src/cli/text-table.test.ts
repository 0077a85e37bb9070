import { expect, test } from 'vitest';
import { countList, textTable } from './text-table.ts';

test('columns are as wide as their widest cell, numbers stand to the right', () => {
  const table = textTable(
    [
      ['channel', 'sent', 'note'],
      ['sms', '7', ''],
      ['whatsapp', '1,234', 'slow'],
    ],
    [1],
  );
  expect(table.split('\n')).toEqual(['channel    sent  note', 'sms           7', 'whatsapp  1,234  slow']);
});

test('counts are listed from the most to the least', () => {
  expect(countList({ spam: 1, unreachable: 1200 })).toBe('1,200 unreachable, 1 spam');
  expect(countList({})).toBe('none');
});
