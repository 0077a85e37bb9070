import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    // Most wait for processes, limits and emulators: on two cores vitest would run one file at a time.
    maxWorkers: 2,
    // A busy machine with an emulator in Python beside it is slow, and nothing here is about speed.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
