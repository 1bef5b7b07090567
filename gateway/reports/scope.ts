import { print } from 'graphql';
import { Refusal } from '../../kit/graphql/errors.ts';
import type { RequestGuard } from '../../kit/graphql/request-guards.ts';
import type { GatewayContext } from '../department-source/source.ts';
import { looksAtSchema } from '../schema/introspection.ts';
import { isFor, type SavedReports } from './report.ts';

/**
 * Callers who may ask saved reports alone are refused any other question, before anything of it is fetched: FORBIDDEN.
 * The schema is shown to them cut to those.
 */
export function savedReportsAlone(reports: SavedReports): RequestGuard<GatewayContext> {
  return ({ schema, document, operation, contextValue: { call, isPart } }) => {
    const names = call.viewer.reports;
    if (names === null || isPart) return;
    const allowed = new Set(
      [...reports.values()].filter((report) => isFor(report, call.viewer)).map(({ text }) => text),
    );
    if (allowed.has(print(document)) || looksAtSchema({ schema, document, operation })) return;
    throw new Refusal('FORBIDDEN', `This API key may ask these saved reports alone: ${names.join(', ')}.`);
  };
}
