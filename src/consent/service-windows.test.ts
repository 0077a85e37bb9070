import { expect, test } from 'vitest';
import { isWindowOpen, SERVICE_WINDOW_MS } from './service-windows.ts';

test('a window is open for 24 hours from the last message, and never for who did not write', () => {
  const at = 1_795_168_800_000;
  expect(SERVICE_WINDOW_MS).toBe(86_400_000);
  expect(isWindowOpen(at, at)).toBe(true);
  expect(isWindowOpen(at, at + 86_399_999)).toBe(true);
  expect(isWindowOpen(at, at + 86_400_000)).toBe(false);
  expect(isWindowOpen(undefined, at)).toBe(false);
});
