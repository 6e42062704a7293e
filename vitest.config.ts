import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{server,contracts,client,console,portal,bench,tools,e2e}/**/*.test.ts'],
    globalSetup: ['server/test/cluster.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
