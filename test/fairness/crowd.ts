import { register } from 'prom-client';
import { ask, type Answer } from '../gateway/graphs.ts';
import { COORDINATOR } from '../support/signed.ts';

export const QUIET = `{ arrears(filter: { statuses: [IN_ARREARS] }) { complete totals { count } sources { state } } debts(first: 2) { complete nodes { record { id } } } }`;

/** Asks a gateway that believes who one says one is. */
export function askAs(url: string, subject: string, query: string, variables: object = {}): Promise<Answer> {
  return ask(url, query, variables, { viewer: JSON.stringify({ ...COORDINATOR, subject }) });
}

/**
 * Asks one question after the other until the work is done; at least one. Times are those that this process has worked,
 * in ms.
 */
export async function askWhile(
  work: Promise<unknown>,
  askOnce: () => Promise<Answer>,
): Promise<{ answers: Answer[]; times: number[] }> {
  const [answers, times]: [Answer[], number[]] = [[], []];
  const standing = { isDone: false };
  void work.finally(() => (standing.isDone = true)).catch(() => undefined);
  do {
    const begun = process.cpuUsage();
    answers.push(await askOnce());
    const { user, system } = process.cpuUsage(begun);
    times.push((user + system) / 1_000);
  } while (!standing.isDone);
  return { answers, times };
}

/** Requests that each server of this process has answered so far. */
export async function requestsAnswered(): Promise<Map<string, number>> {
  const { values } = (await register.getSingleMetric('arrears_question_seconds')?.get()) ?? { values: [] };
  const counts = (values as { metricName?: string; labels: { server?: string }; value: number }[]).filter(
    ({ metricName }) => metricName?.endsWith('_count'),
  );
  return new Map(counts.map(({ labels, value }) => [labels.server ?? '', value]));
}

/** Lines that are closed to a server which is left alone. */
export async function linesOpen(): Promise<number> {
  const { values } = (await register.getSingleMetric('arrears_line_open')?.get()) ?? { values: [] };
  return values.reduce((sum, { value }) => sum + value, 0);
}
