import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

const generated = ['**/node_modules/**', '**/dist/**', 'prisma/gen/**', '.cache/**', '.onward/**'];
const endToEnd = 'demo/e2e/**/*.test.ts';

/** Most tests: a process of their own per file, two at a time. */
const unit: TestProjectConfiguration = {
  extends: true,
  test: {
    name: 'unit',
    include: ['**/*.test.ts'],
    exclude: [...generated, endToEnd],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { groupOrder: 0 },
  },
};

/** The whole product in processes of its own, and a browser before it: one file at a time, after the others. */
const e2e: TestProjectConfiguration = {
  extends: true,
  test: {
    name: 'e2e',
    include: [endToEnd],
    exclude: generated,
    pool: 'forks',
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    sequence: { groupOrder: 2 },
  },
};

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
    retry: 0,
    restoreMocks: true,
    unstubEnvs: true,
    expect: { requireAssertions: true }, // a test that asserts nothing cannot fail
    projects: [unit, e2e],
  },
});
