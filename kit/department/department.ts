import type { RequestContext } from '../trust/request-context.ts';
import type { Database } from '../database/database.ts';
import type { TableShape } from '../database/shape.ts';
import type { Day } from '../rules/dates.ts';
import type { Books } from '../rules/fact.ts';
import type { Decider } from '../graphql/field-authorization.ts';
import type { LedgerContext } from '../ledger/resolvers.ts';

/** Everything that makes a department: its SDL, how its books are read, and how its own words are answered. */
export interface Department<Source extends Books, Loaders> {
  /** Code of the domain, and name of the subgraph, its folder and `schema/<domain>.graphql`. */
  domain: string;
  /** Every table and column of its database that is read. */
  tables: readonly TableShape[];
  /** The bureau's own rule of who may see what. */
  decide: Decider;
  source: (database: Database) => Source;
  /** Batched reads, made anew for each request. */
  loaders: (context: SourceContext<Source>) => Loaders;
  resolvers: object;
}

interface SourceContext<Source> extends Pick<LedgerContext, 'ledger'> {
  source: Source;
  /** Today in Asia/Shanghai. Nothing else reads the clock. */
  today: () => Day;
}

/** What a department's resolvers are given. */
export interface DepartmentContext<Source, Loaders> extends SourceContext<Source> {
  loaders: Loaders;
  /** Who asks, and for how long. */
  call: RequestContext;
}
