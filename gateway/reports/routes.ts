import { Router, type Request } from 'express';
import { Refusal } from '../../kit/errors.ts';
import type { SavedReport, SavedReports } from './report.ts';
import { variablesOf } from './variables.ts';

/** `GET /reports/<name>?variable=value`, for spreadsheet programs: the report is asked as if it had been posted to `/graphql`, by the same caller, and answered alike. */
export function savedReports(reports: SavedReports): Router {
  const router = Router();
  router.get('/reports/:name', (request, response, next) => {
    const report = reports.get(request.params.name);
    if (!report) throw new Refusal('BAD_REQUEST', `There is no such report; there are ${[...reports.keys()].join(', ')}.`);
    response.set('cache-control', 'no-store');
    postInstead(request, report);
    next();
  });
  return router;
}

/** Makes the request the question that it stands for; what body it had is not read. */
function postInstead(request: Request, { text, operation }: SavedReport): void {
  const { searchParams } = new URL(request.originalUrl, 'http://gateway.invalid');
  const question = { query: text, variables: variablesOf(operation, searchParams) };
  delete request.headers['content-length'];
  delete request.headers['transfer-encoding'];
  request.headers['content-type'] = 'application/json';
  request.body = Buffer.from(JSON.stringify(question));
  [request.method, request.url] = ['POST', '/graphql'];
}
