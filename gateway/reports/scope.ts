import type { ApolloServerPlugin } from '@apollo/server';
import { print } from 'graphql';
import { Refusal } from '../../kit/errors.ts';
import type { GatewayContext } from '../department-source/source.ts';
import type { SavedReports } from './report.ts';

/** Callers who may ask saved reports alone are refused any other question, before anything of it is fetched: FORBIDDEN. */
export function savedReportsAlone(reports: SavedReports): ApolloServerPlugin<GatewayContext> {
  return {
    requestDidStart: ({ contextValue: { call } }) => {
      const names = call.viewer.reports;
      if (names === null) return Promise.resolve();
      const allowed = new Set(names.map((name) => reports.get(name)?.text));
      return Promise.resolve({
        didResolveOperation({ document }) {
          if (allowed.has(print(document))) return Promise.resolve();
          throw new Refusal('FORBIDDEN', `This API key may ask these saved reports alone: ${names.join(', ')}.`);
        },
      });
    },
  };
}
