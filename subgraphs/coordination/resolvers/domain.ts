import type { DomainResolvers } from '../../../schema/generated/coordination.ts';
import { DOMAINS, type DomainEntry } from '../domains.ts';
import type { Context } from '../context.ts';
import { reportArrears } from '../lists/arrears.ts';
import type { DomainRef, SourceReport } from '../model.ts';

export const domainResolvers: DomainResolvers = {
  __resolveReference: ({ code }, { asking }) => (asking.domains.includes(code) ? { code } : null),
  name: (domain) => entryOf(domain).name,
  bureau: (domain) => entryOf(domain).bureau,
  state: async (domain, _, context) => (await reportOf(domain, context)).state,
  /** Its books alone; null, rather than a figure without them, where it does not answer or its books are not for the caller. */
  totals: async ({ code }, { filter, asOf }, { asking, today }) => {
    if (!asking.domains.includes(code)) return null;
    const domains = filter?.domains?.includes(code) === false ? [] : [code];
    const report = await reportArrears(asking, {
      filter: { ...filter, domains },
      groupBy: [],
      asOf: asOf ?? today(),
      counting: 'AS_RECORDED',
    });
    return report.complete ? report.totals : null;
  },
};

function entryOf({ code }: DomainRef): DomainEntry {
  const entry = DOMAINS.find((domain) => domain.code === code);
  if (!entry) throw new Error(`there is no domain ${code}`);
  return entry;
}

async function reportOf({ code }: DomainRef, { asking }: Context): Promise<SourceReport> {
  const report = (await asking.reports()).find(({ domain }) => domain === code);
  if (!report) throw new Error(`there is no domain ${code}`);
  return report;
}
