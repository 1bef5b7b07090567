import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { pathToFileURL } from 'node:url';
import { composeServices } from '@apollo/composition';
import { GraphQLError, parse, printSchema, Source, type DocumentNode } from 'graphql';
import { argumentsOf, CHECK } from '../kit/program/arguments.ts';
import { API_FILE, readSubgraphSdl, SCHEMA_FOLDER, SUPERGRAPH_FILE } from '../kit/graphql/sdl.ts';
import { assertNothingForbidden } from './forbidden-directives.ts';
import { makeGateway } from './supergraph.ts';

/** SDL that is no subgraph's own. */
const SHARED = ['department', 'supergraph', 'api'];

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
  return marked(supergraphSdl);
}

/** The schema that the gateway serves over a supergraph, to those who see all of it. */
export async function apiSchemaOf(supergraphSdl: string): Promise<string> {
  const gateway = makeGateway({ supergraphSdl });
  const { schema } = await gateway.load();
  await gateway.stop();
  return marked(printSchema(schema));
}

const marked = (sdl: string): string =>
  `# Composed by \`npm run compose\` of the other files here; not to be edited.\n${sdl.trimEnd()}\n`;

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

/**
 * `npm run compose` writes the supergraph and the public API's schema; with `--check` it says whether those committed
 * are what the SDL makes.
 */
async function main(check: boolean): Promise<void> {
  const supergraph = composeSupergraph(await readSubgraphSdls());
  const composed = [
    { file: SUPERGRAPH_FILE, sdl: supergraph },
    { file: API_FILE, sdl: await apiSchemaOf(supergraph) },
  ];
  for (const { file, sdl } of composed) {
    if (!check) await writeFile(file, sdl);
    else if ((await readFile(file, 'utf8').catch(() => '')) !== sdl) sayStale(file);
  }
}

function sayStale(file: URL): void {
  const name = `schema/${basename(file.pathname)}`;
  process.stderr.write(`${name} is not what the SDL beside it makes: run npm run compose\n`);
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
