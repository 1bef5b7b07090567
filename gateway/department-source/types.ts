import { createRequire } from 'node:module';
import type * as Graphql from 'graphql';

/** The gateway's packages are CommonJS: a schema of theirs is none to the library's other copy, which `import` gives. */
const graphql = createRequire(import.meta.url)('graphql') as typeof Graphql;

export const { getNamedType, isAbstractType, isListType, isNonNullType, isObjectType } = graphql;
