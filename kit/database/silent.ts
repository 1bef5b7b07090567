/**
 * What knex would print names hosts and statements; whoever asked for a read gets its error and says it in our words.
 */
const quiet = (): void => undefined;
export const SILENT = { warn: quiet, error: quiet, debug: quiet, deprecate: quiet };
