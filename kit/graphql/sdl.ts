import { readFile } from 'node:fs/promises';

/** Where the graph's SDL is. */
export const SCHEMA_FOLDER = new URL('../../schema/', import.meta.url);

/** The composed supergraph, as it is committed and as the gateway reads it. */
export const SUPERGRAPH_FILE = new URL('supergraph.graphql', SCHEMA_FOLDER);

/** The public API's schema, as it is committed for those who make types of it. */
export const API_FILE = new URL('api.graphql', SCHEMA_FOLDER);

/** Subgraphs that are no department's. */
const ALONE = ['coordination', 'campaign', 'audit'];

export const isDepartment = (subgraph: string): boolean => !ALONE.includes(subgraph);

/**
 * The SDL of a subgraph: a department's own words after the department contract, which all share; another's stands
 * alone.
 */
export async function readSubgraphSdl(name: string): Promise<string> {
  const files = isDepartment(name) ? ['department', name] : [name];
  const texts = await Promise.all(files.map((file) => readFile(new URL(`${file}.graphql`, SCHEMA_FOLDER), 'utf8')));
  return texts.join('\n');
}
