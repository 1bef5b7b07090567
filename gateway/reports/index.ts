import { Router, type Response } from 'express';
import { Kind, type GraphQLSchema } from 'graphql';
import type { Admission, AskedRequest } from '../../kit/http/admission.ts';
import { goneSignal } from '../../kit/http/admission.ts';
import type { RequestContext } from '../../kit/trust/request-context.ts';
import type { Day } from '../../kit/rules/dates.ts';
import type { House } from '../../kit/http/serve.ts';
import type { Viewer } from '../../kit/trust/viewer.ts';
import { fieldsIn } from '../asked-fields.ts';
import type { GatewayContext } from '../department-source/source.ts';
import { forCallers, NO_BODY, type Door } from '../pages/for-callers.ts';
import type { MayAsk } from '../scope.ts';
import { sendList, wantsPage } from './list.ts';
import { sendPage } from './page.ts';
import type { Answer } from './answer.ts';
import { recordsQuestion } from './records.ts';
import { isFor, type SavedReport, type SavedReports } from './report.ts';
import { savedReports, type ReportsParts } from './routes.ts';
import type { Variables } from './shape.ts';
import type { WholeLists } from './whole-lists.ts';

interface Parts {
  reports: SavedReports;
  schema: () => GraphQLSchema;
  mayAsk: MayAsk;
  admit: Admission['admit'];
  /** Refuses whoever asks too often. */
  spend: (call: RequestContext) => void;
  /** A call with a question's time from now on, by the same caller. */
  renew: (request: AskedRequest, call: RequestContext) => RequestContext;
  context: (call: RequestContext, isPart: boolean) => GatewayContext;
  /** Records what a caller was given. */
  record: ReportsParts['record'];
  /** Whole lists of debts. */
  lists: () => WholeLists;
  door: Door;
  today: () => Day;
  /** Whoever takes nothing of a table for so long has gone. */
  stalledMs: number;
  demo: boolean;
}

/** `GET /reports` lists what there is for a caller; `GET /reports/<name>` gives it. */
export function reportPages(
  { reports, schema, mayAsk, door, demo, ...parts }: Parts,
  house: House<GatewayContext>,
): Router {
  const isForCaller: ReportsParts['isForCaller'] = (report, viewer) =>
    isFor(report, viewer) && coordinatesOf(report, schema()).every((coordinate) => mayAsk(coordinate, viewer));
  const listFor = (viewer: Viewer): SavedReport[] =>
    [...reports]
      .filter(([file, report]) => file === report.name && isForCaller(report, viewer))
      .map(([, report]) => report);
  const list = forCallers(door, ({ viewer }, response, request) => {
    if (wantsPage(request)) sendPage(response, listFor(viewer), schema(), demo);
    else sendList(response, listFor(viewer), schema());
  });
  const { spend, today, stalledMs, record } = parts;
  const admit = async (request: AskedRequest, response: Response): Promise<RequestContext> => {
    const call = await parts.admit(request, NO_BODY, goneSignal(response));
    spend(call);
    return call;
  };
  const askingFor = askingOf(parts, house);
  return Router()
    .get('/reports', list)
    .use(savedReports({ reports, schema, isForCaller, admit, askingFor, record, today, stalledMs, shed: house.shed }));
}

/** Questions and lists of one caller: what is a part of something larger was paid with it. */
const askingOf =
  (
    { renew, context, lists }: Pick<Parts, 'renew' | 'context' | 'lists'>,
    house: House<GatewayContext>,
  ): ReportsParts['askingFor'] =>
  ({ text, operation }, call, request) => {
    const askGraph = async (query: string, variables: Variables, isPart: boolean): Promise<Answer> =>
      answerOf(await house.ask({ query, variables }, context(renew(request, call), isPart)));
    const records = recordsQuestion(operation);
    return {
      ask: (variables, isFirst) => askGraph(text, variables, !isFirst),
      records: records === null ? null : (ids, asOf) => askGraph(records, { ids, asOf }, true),
      list: (variables) => lists().open(variables, call),
    };
  };

function coordinatesOf({ operation }: SavedReport, schema: GraphQLSchema): { type: string; field: string }[] {
  const document = { kind: Kind.DOCUMENT, definitions: [operation] } as const;
  return fieldsIn(schema, document, operation).flatMap(({ coordinates }) => coordinates ?? []);
}

function answerOf({ body, http }: Awaited<ReturnType<House<GatewayContext>['ask']>>): Answer {
  const result = body.kind === 'single' ? body.singleResult : {};
  return { ...result, retryAfter: http.headers.get('retry-after') };
}
