import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/**
 * The tests that judge what `stryker.config.json` mutates: those that start nothing, since each mutant is met by all
 * that reach it.
 */
export default defineConfig({
  resolve: { alias: { graphql: fileURLToPath(import.meta.resolve('graphql')) } },
  test: {
    include: [
      'test/policy/policy.test.ts',
      'test/kit/{signature,keys}.test.ts',
      'test/gateway/authenticate-{token,caller,api-key}.test.ts',
    ],
  },
});
