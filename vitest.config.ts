import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // A busy machine with an emulator in Python beside it is slow, and nothing here is about speed.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
