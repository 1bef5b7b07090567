import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { openDatabase } from '../../kit/database/database.ts';
import type { Department, DepartmentContext } from '../../kit/department/department.ts';
import type { Books } from '../../kit/rules/fact.ts';
import { Ledger } from '../../kit/ledger/ledger.ts';
import { scalars } from '../../kit/graphql/scalars.ts';
import { schemaOf } from '../../kit/department/subgraph.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { callOf } from '../support/signed.ts';

const today = (): string => '2025-06-30';

/** A department over a database, asked without a gateway. */
export interface OpenDepartment {
  ask(query: string, viewer: Viewer): Promise<Record<string, unknown>>;
  /** What has been put to the database. */
  statements: string[];
  close(): Promise<void>;
}

export async function openDepartment<Source extends Books, Loaders>(
  { domain, source: sourceOf, loaders, resolvers }: Department<Source, Loaders>,
  databaseUrl: string,
): Promise<OpenDepartment> {
  const [database, statements] = [openDatabase(databaseUrl), [] as string[]];
  database.on('query', ({ sql }: { sql: string }) => statements.push(sql));
  const source = sourceOf(database);
  const given = { source, ledger: await Ledger.open(domain, source, today), today };
  const server = new ApolloServer<DepartmentContext<Source, Loaders>>({
    schema: schemaOf(['department', domain], { ...scalars, ...resolvers }),
    plugins: [ApolloServerPluginInlineTraceDisabled()],
  });
  return {
    statements,
    ask: async (query, viewer) => {
      const { body } = await server.executeOperation(
        { query },
        { contextValue: { ...given, loaders: loaders(given), call: callOf(viewer) } },
      );
      if (body.kind !== 'single') throw new Error(`wanted a single answer, got ${body.kind}`);
      const { data, errors } = body.singleResult;
      if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
      return JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
    },
    close: async () => {
      given.ledger.close();
      await database.destroy();
    },
  };
}
