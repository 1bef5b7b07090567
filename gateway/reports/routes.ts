import { Router, type Request } from 'express';
import { asked, type Admission, type Admitted } from '../../kit/http/admission.ts';
import type { RequestContext } from '../../kit/trust/request-context.ts';
import { Refusal } from '../../kit/graphql/errors.ts';
import { NO_BODY } from '../pages/for-callers.ts';
import type { SavedReport, SavedReports } from './report.ts';
import { variablesOf } from './variables.ts';

/**
 * `GET /reports/<name>?variable=value`, for spreadsheet programs: the report is asked as if it had been posted to
 * `/graphql`, by the same caller, and answered alike.
 * `admit` finds out who asks: what there is, and what is wrong with the address, is for those alone who may ask.
 */
export function savedReports(reports: SavedReports, admit: Admission['admit']): Router {
  const router = Router();
  router.get('/reports/:name', async (request, response, next) => {
    const call = await admit(asked(request, response), NO_BODY, new AbortController().signal);
    (response.locals as Admitted).call = call;
    const report = reports.get(request.params.name);
    if (!report)
      throw new Refusal('BAD_REQUEST', `There is no such report; for you there are ${namesFor(call, reports)}.`);
    response.set('cache-control', 'no-store');
    postInstead(request, report);
    next();
  });
  return router;
}

function namesFor({ viewer }: RequestContext, reports: SavedReports): string {
  const names = [...reports.keys()].filter((name) => viewer.reports?.includes(name) ?? true);
  return names.join(', ') || 'none';
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
