import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // the tests' bundler would take another build of it than Node does, and GraphQL refuses schemas of another build
  resolve: { alias: { graphql: fileURLToPath(import.meta.resolve('graphql')) } },
  test: {
    include: ['test/**/*.test.ts'],
    // two cores are what a small machine has; each file has a process of its own, with its own DuckDB
    maxWorkers: 2,
    // whole graphs and databases are started in hooks
    hookTimeout: 120_000,
    testTimeout: 60_000,
    allowOnly: false,
  },
});
