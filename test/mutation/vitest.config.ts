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
      'test/kit/{signature,signers,keys}.test.ts',
      'test/gateway/{audit-keys,authenticate-token,authenticate-caller,authenticate-api-key}.test.ts',
    ],
  },
});
