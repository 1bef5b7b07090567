import { Router, type Request, type RequestHandler, type Response } from 'express';
import type { GraphQLSchema } from 'graphql';
import type { GivenTable } from '../../audit/audit.ts';
import { asked, type Admitted, type AskedRequest } from '../../kit/http/admission.ts';
import type { RequestContext } from '../../kit/trust/request-context.ts';
import type { Day } from '../../kit/rules/dates.ts';
import { Refusal } from '../../kit/graphql/errors.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { FORMATS, takeOutput, type Format } from './output.ts';
import { parametersOf, variablesOf, type Asked } from './parameters.ts';
import type { Asking } from './reading.ts';
import { findReport, type SavedReport, type SavedReports } from './report.ts';
import { sendTable } from './send.ts';
import { Bulkhead } from './bulkhead.ts';

/** What reports stand on. */
export interface ReportsParts {
  reports: SavedReports;
  /** The graph’s schema as it is now. */
  schema: () => GraphQLSchema;
  /** Whether a caller may ask a report’s question. */
  isForCaller: (report: SavedReport, viewer: Viewer) => boolean;
  /** Finds out who asks. Throws what keeps them out. */
  admit: (request: AskedRequest, response: Response) => Promise<RequestContext>;
  /** Records what a caller was given. */
  record: (call: RequestContext, table: GivenTable) => void;
  /** How a caller's report asks. */
  askingFor: (report: SavedReport, call: RequestContext, request: AskedRequest) => Asking;
  today: () => Day;
  /** Whoever takes nothing of a table for so long has gone. */
  stalledMs: number;
  shed: RequestHandler;
}

const ADDRESS = /^([a-z-]+)(?:@(\d{1,4}))?(?:\.([a-z]+))?$/;

/**
 * `GET /reports/<name>?variable=value`: the report is asked as if it had been posted to `/graphql`, by the same caller,
 * and answered alike. `GET /reports/<name>.<format>` is the table that the answer becomes. What there is, and what is
 * wrong with the address, is for those alone who may ask.
 */
export function savedReports(parts: ReportsParts): Router {
  const router = Router();
  const bulkhead = new Bulkhead();
  router.get('/reports/:file', parts.shed, async (request: Request<{ file: string }>, response, next) => {
    const call = await parts.admit(asked(request, response), response);
    (response.locals as Admitted).call = call;
    const { report, format } = reportIn(request.params.file, call.viewer, parts);
    const address = new URL(request.originalUrl, 'http://gateway.invalid').searchParams;
    if (format !== null) {
      const [given, output] = [givenIn(address), takeOutput(format, address)];
      const question = questionIn(report, address, parts);
      const asking = parts.askingFor(report, call, asked(request, response));
      const { stalledMs } = parts;
      const order = { report, output, asked: given, question, asking, today: parts.today(), stalledMs };
      await bulkhead.during(call.viewer.subject, async () => {
        const told = await sendTable(request, response, order);
        parts.record(call, { name: request.params.file, asked: given, ...told });
      });
      return;
    }
    if (report.shape.derive)
      throw badRequest(`${report.name} is made of several questions: ask for it as ${formatsOf(report)}.`);
    response.set('cache-control', 'no-store');
    postInstead(request, report, questionIn(report, address, parts));
    next();
  });
  return router;
}

/** What an address gives, by name: what comes again is one list, as with commas. */
function givenIn(address: URLSearchParams): Record<string, string> {
  const textOf = (name: string): string =>
    address
      .getAll(name)
      .filter((text) => text !== '')
      .join(',');
  const given = [...new Set(address.keys())].map((name): [string, string] => [name, textOf(name)]);
  return Object.fromEntries(given.filter(([, text]) => text !== ''));
}

/** The report, and the format, that an address names. */
function reportIn(
  file: string,
  viewer: Viewer,
  { reports, isForCaller }: ReportsParts,
): { report: SavedReport; format: Format | null } {
  const [, name = '', version, ending] = ADDRESS.exec(file) ?? [];
  const report = findReport(reports, name, version === undefined ? null : Number(version));
  const own = namesFor(viewer, { reports, isForCaller });
  if (!report)
    throw badRequest(
      `There is no such report${version === undefined ? '' : ' of this version'}; for you there are ${own}.`,
    );
  if (!isForCaller(report, viewer)) throw new Refusal('FORBIDDEN', `${name} is not for you; for you there are ${own}.`);
  const format = ending === undefined ? null : FORMATS.find((known) => known === ending);
  if (format === undefined) throw badRequest(`A report is had as ${formatsOf(report)}; got .${ending ?? ''}.`);
  return { report, format };
}

function namesFor(viewer: Viewer, { reports, isForCaller }: Pick<ReportsParts, 'reports' | 'isForCaller'>): string {
  const own = [...reports.values()].filter((report) => isForCaller(report, viewer)).map(({ name }) => name);
  return [...new Set(own)].join(', ') || 'none';
}

const formatsOf = ({ name }: SavedReport): string => FORMATS.map((format) => `${name}.${format}`).join(', ');

function questionIn(report: SavedReport, address: URLSearchParams, { schema, today }: ReportsParts): Asked {
  return variablesOf(report, parametersOf(report, schema()), address, today());
}

/** Makes the request the question that it stands for; what body it had is not read. */
function postInstead(request: Request, { text }: SavedReport, { variables }: Asked): void {
  delete request.headers['content-length'];
  delete request.headers['transfer-encoding'];
  request.headers['content-type'] = 'application/json';
  request.body = Buffer.from(JSON.stringify({ query: text, variables }));
  [request.method, request.url] = ['POST', '/graphql'];
}

const badRequest = (message: string): Refusal => new Refusal('BAD_REQUEST', message);
