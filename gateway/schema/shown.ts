import { Kind, printSchema, type GraphQLSchema } from 'graphql';
import type { Viewer } from '../../kit/trust/viewer.ts';
import type { SavedReports } from '../reports/report.ts';
import { fieldsIn } from '../asked-fields.ts';
import type { MayAsk } from '../scope.ts';
import { cutSchema, type MayAskField } from './cut.ts';

/** What a caller is shown of the schema. */
interface Shown {
  schema: GraphQLSchema;
  sdl: string;
}

/** Those who see every domain see the whole schema too, and are helped with its names. */
export function seesWholeSchema({ role }: Viewer): boolean {
  return role === 'coordination' || role === 'supervision';
}

/** Schemas as callers are shown them: cut to what each may ask, once for all who may ask the same. */
export class ShownSchemas {
  readonly #mayAsk: MayAsk;
  readonly #reports: SavedReports;
  readonly #cut = new WeakMap<GraphQLSchema, Map<string, Shown | null>>();

  constructor(mayAsk: MayAsk, reports: SavedReports) {
    [this.#mayAsk, this.#reports] = [mayAsk, reports];
  }

  /** Null for a caller who may ask nothing. */
  of(schema: GraphQLSchema, viewer: Viewer): Shown | null {
    const kept = this.#cut.get(schema) ?? new Map<string, Shown | null>();
    this.#cut.set(schema, kept);
    const kind = JSON.stringify([viewer.role, viewer.domains, viewer.reports]);
    const known = kept.get(kind);
    if (known !== undefined) return known;
    const cut = seesWholeSchema(viewer) ? schema : cutSchema(schema, this.#mayAskField(schema, viewer));
    const shown = cut && { schema: cut, sdl: printSchema(cut) };
    kept.set(kind, shown);
    return shown;
  }

  /** A caller for whom saved reports are all may ask for what they ask for. */
  #mayAskField(schema: GraphQLSchema, viewer: Viewer): MayAskField {
    const { reports } = viewer;
    const reported = reports && new Set(reports.flatMap((name) => this.#askedBy(schema, name)));
    return ({ type, field }) => this.#mayAsk({ type, field }, viewer) && (reported?.has(`${type}.${field}`) ?? true);
  }

  #askedBy(schema: GraphQLSchema, name: string): string[] {
    const operation = this.#reports.get(name)?.operation;
    const fields = operation ? fieldsIn(schema, { kind: Kind.DOCUMENT, definitions: [operation] }, operation) : [];
    return fields.flatMap(({ coordinates }) => (coordinates ?? []).map(({ type, field }) => `${type}.${field}`));
  }
}
