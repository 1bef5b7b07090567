import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  // the tests' bundler would take another build of it than Node does, and GraphQL refuses schemas of another build
  resolve: { alias: { graphql: fileURLToPath(import.meta.resolve('graphql')) } },
  test: {
    include: ['test/**/*.test.ts'],
    // two cores are what a small machine has; files share a process, and what is loaded in it
    maxWorkers: 2,
    isolate: false,
    // whole graphs and databases are started in hooks
    hookTimeout: 120_000,
    testTimeout: 60_000,
    allowOnly: false,
  },
});
