import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The tests that stand for what `stryker.config.json` mutates: quick ones, since each mutant is met by all that reach it. */
export default defineConfig({
  resolve: { alias: { graphql: fileURLToPath(import.meta.resolve('graphql')) } },
  test: {
    include: [
      'test/policy/policy.test.ts',
      'test/policy/tables.test.ts',
      'test/kit/sign*.test.ts',
      'test/gateway/authenticate-{token,caller,issuer,api-keys}.test.ts',
    ],
    maxWorkers: 2,
  },
});
