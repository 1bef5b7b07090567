import type { DomainResolvers } from '../../../schema/generated/coordination.ts';
import { DOMAINS, type Domain } from '../../../kit/departments.ts';
import type { Context } from '../context.ts';
import type { DomainRef, SourceReport } from '../model.ts';

export const domainResolvers: DomainResolvers = {
  __resolveReference: ({ code }, { session, today }) =>
    session.domains.includes(code) ? { code, asOf: today() } : null,
  name: (domain) => entryOf(domain).name,
  bureau: (domain) => entryOf(domain).bureau,
  state: (domain, _, context) => stateOf(domain, context),
  /**
   * Its books alone; null, rather than a figure without them, where it does not answer or its books are not for the
   * caller.
   */
  totals: ({ code, asOf: ofAnswer }, { filter, asOf }, { session, loaders }) =>
    session.domains.includes(code)
      ? loaders.domainTotals.load({ code, filter: filter ?? {}, asOf: asOf ?? ofAnswer })
      : null,
};

function entryOf({ code }: DomainRef): Domain {
  const entry = DOMAINS.find((domain) => domain.code === code);
  if (!entry) throw new Error(`there is no domain ${code}`);
  return entry;
}

async function stateOf({ code }: DomainRef, { session }: Context): Promise<SourceReport['state']> {
  const report = (await session.reports()).find(({ domain }) => domain === code);
  if (!report) throw new Error(`there is no domain ${code}`);
  return report.state;
}
