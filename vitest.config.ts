import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Minutes each, mostly waiting: begun first, they do not keep the rest waiting at the end. Vitest goes by size, and these are short. */
const LONG =
  /\/(crash\/crash|aws\/(campaign|deploy|deploy-docs|ledger-faults)|simulation\/engine)\.test\.ts$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [
      ...sorted.filter(({ moduleId }) => LONG.test(moduleId)),
      ...sorted.filter(({ moduleId }) => !LONG.test(moduleId)),
    ];
  }
}

export default defineConfig({
  test: {
    projects: [
      // Units keep nothing between them: one worker loads what they share once, which is half of their time.
      { extends: true, test: { name: 'unit', include: ['src/**/*.test.ts'], isolate: false } },
      { extends: true, test: { name: 'whole', include: ['test/**/*.test.ts'] } },
    ],
    // Most wait for processes, limits and emulators: on two cores vitest would run one file at a time.
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    // A busy machine with an emulator in Python beside it is slow, and nothing here is about speed.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
