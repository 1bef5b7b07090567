import { readdir, readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { composeServices } from '@apollo/composition';
import { GraphQLError, parse, Source, type DocumentNode } from 'graphql';
import { argumentsOf, CHECK } from '../kit/program/arguments.ts';
import { readSubgraphSdl, SCHEMA_FOLDER, SUPERGRAPH_FILE } from '../kit/graphql/sdl.ts';
import { assertNothingForbidden } from './forbidden-directives.ts';

/** SDL that is no subgraph's own. */
const SHARED = ['department', 'supergraph'];

/**
 * Composes subgraphs' SDL, by name, into a supergraph; throws what does not fit. The same SDL makes the same text,
 * wherever subgraphs run: the gateway is told where by name.
 */
export function composeSupergraph(sdls: ReadonlyMap<string, string>): string {
  const services = [...sdls].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const { supergraphSdl, errors } = composeServices(
    services.map(([name, sdl]) => ({ name, url: `http://${name}.invalid/graphql`, typeDefs: parseSdl(name, sdl) })),
  );
  if (supergraphSdl === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  assertNothingForbidden(supergraphSdl);
  return `# Composed by \`npm run compose\` of the other files here; not to be edited.\n${supergraphSdl.trimEnd()}\n`;
}

function parseSdl(name: string, sdl: string): DocumentNode {
  try {
    return parse(new Source(sdl, name));
  } catch (error) {
    throw error instanceof GraphQLError ? new Error(error.toString()) : error;
  }
}

/** The SDL of every subgraph, by its name: a file of `schema/` each. */
async function readSubgraphSdls(): Promise<Map<string, string>> {
  const files = (await readdir(SCHEMA_FOLDER)).filter((file) => file.endsWith('.graphql'));
  const names = files.map((file) => file.slice(0, -'.graphql'.length)).filter((name) => !SHARED.includes(name));
  return new Map(await Promise.all(names.map(async (name) => [name, await readSubgraphSdl(name)] as const)));
}

/** `npm run compose` writes the supergraph; with `--check` it says whether the committed one is what the SDL makes. */
async function main(check: boolean): Promise<void> {
  const composed = composeSupergraph(await readSubgraphSdls());
  if (!check) return writeFile(SUPERGRAPH_FILE, composed);
  const committed = await readFile(SUPERGRAPH_FILE, 'utf8').catch(() => '');
  if (committed === composed) return;
  process.stderr.write('schema/supergraph.graphql is not what the SDL beside it makes: run npm run compose\n');
  process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await main(argumentsOf('npm run compose takes --check or nothing', { options: CHECK }).values.check ?? false);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
