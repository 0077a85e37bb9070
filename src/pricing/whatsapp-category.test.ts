import { expect, test } from 'vitest';
import { whatsAppCategory } from './whatsapp-category.ts';

test('templates are paid for by the kind of campaign, free text as utility', () => {
  expect(whatsAppCategory('promotional', 'whatsapp')).toBe('marketing');
  expect(whatsAppCategory('transactional', 'whatsapp')).toBe('utility');
  expect(whatsAppCategory('promotional', 'whatsapp_session')).toBe('utility');
});
