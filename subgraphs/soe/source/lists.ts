import type { Page } from '../../../kit/graphql/page-size.ts';
import type { Database, Row } from '../../../kit/database/database.ts';
import { leadsTo, on, pageBy, read, rowsOf, type Condition, type Query } from '../../../kit/source/table.ts';
import type { AssetDisposal, Company, DisposalFilter, LineFilter, PayableLine } from '../model.ts';
import { numbersOf } from '../../../kit/source/columns.ts';
import { documentStates, supplierProperties } from './codes.ts';
import { onlyAboveZero } from './records.ts';
import { inForce } from './in-force.ts';
import { companies, disposals, lines } from './tables.ts';

/** A page of the payable lines that have a record. */
export async function linesAfter(database: Database, filter: LineFilter, page: Page): Promise<PayableLine[]> {
  const toDocument = await leadsTo(database, 'arap_djfb.vouchid', 'arap_djzb.vouchid');
  const toSupplier = await leadsTo(database, 'arap_djfb.hbbm', 'bd_cubasdoc.pk_cubasdoc');
  const suppliers = (): Query => rowsOf(database, 'bd_cubasdoc').whereRaw(toSupplier).select('bd_cubasdoc.pk_cubasdoc');
  const companyIds = await idsOfCompanies(database, filter.companyCode);
  return read(
    database,
    lines,
    onlyAboveZero,
    inForce(lines.name),
    inForce('arap_djzb'),
    (query) => query.joinRaw(`JOIN arap_djzb ON ${toDocument}`).where('arap_djzb.djdl', 'yf'),
    on(companyIds, (query, ids) => query.whereIn('arap_djzb.dwbm', ids)),
    on(filter.supplierCode, (query, code) => query.whereExists(suppliers().where('bd_cubasdoc.custcode', code))),
    on(filter.supplierProperty, (query, property) =>
      query.whereExists(suppliers().whereIn('bd_cubasdoc.custprop', numbersOf(supplierProperties, [property]))),
    ),
    ...wordsAsked(filter),
    pageBy('arap_djfb.fb_oid', page),
  );
}

/** What is asked of a line's own fields and its document's. */
const wordsAsked = (filter: LineFilter): Condition[] => [
  on(filter.documentStates, (query, states) => query.whereIn('arap_djzb.djzt', numbersOf(documentStates, states))),
  on(filter.documentFrom, (query, day) => query.where('arap_djzb.djrq', '>=', day)),
  on(filter.documentTo, (query, day) => query.where('arap_djzb.djrq', '<=', day)),
  on(filter.categoryTyped, (query, category) => query.where('arap_djfb.zyx1', category)),
  on(filter.currency, (query, currency) => query.where('arap_djfb.bzbm', currency)),
  on(filter.disputed, (query, disputed) =>
    query.whereRaw(`COALESCE(arap_djfb.zyx3, 'N') ${disputed ? '=' : '<>'} 'Y'`),
  ),
];

/** Keys of the companies of a code, most often one; null where none is asked for. */
async function idsOfCompanies(database: Database, code: string | null | undefined): Promise<string[] | null> {
  if (code === null || code === undefined) return null;
  const rows: Row[] = await rowsOf(database, companies.name).where('unitcode', code).select('pk_corp');
  return rows.map((row) => row['pk_corp'] ?? '');
}

/** A page of the companies in force: those closed down, the others, or all. */
export function companiesAfter(database: Database, closed: boolean | null, page: Page): Promise<Company[]> {
  const onlyClosed = on(closed, (query, isClosed) => query.where('seal', isClosed ? '=' : '<>', 'Y'));
  return read(database, companies, inForce(companies.name), onlyClosed, pageBy('pk_corp', page));
}

/** A page of the disposals whose proceeds are earmarked for clearing arrears. */
export async function disposalsAfter(
  database: Database,
  { companyCode, sold }: DisposalFilter,
  page: Page,
): Promise<AssetDisposal[]> {
  const companyIds = await idsOfCompanies(database, companyCode);
  return read(
    database,
    disposals,
    inForce(disposals.name),
    (query) => query.where('forclear', 'Y'),
    on(companyIds, (query, ids) => query.whereIn('pk_corp', ids)),
    on(sold, (query, isSold) => (isSold ? query.whereNotNull('deal_je') : query.whereNull('deal_je'))),
    pageBy('pk_disposal', page),
  );
}
