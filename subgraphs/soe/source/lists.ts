import type { Database } from '../../../kit/database.ts';
import type { AssetDisposal, Company, DisposalFilter, LineFilter, Page, PayableLine } from '../model.ts';
import { documentStates, numbersOf, supplierProperties } from './codes.ts';
import { on, rowsOf, type Query } from '../../../kit/reading.ts';
import { notDeleted, pageBy, read } from './reading.ts';
import { onlyRecords } from './records.ts';
import { companies, disposals, lines } from './tables.ts';

/** A page of the payable lines that have a record. */
export function linesAfter(database: Database, filter: LineFilter, page: Page): Promise<PayableLine[]> {
  return read(
    database,
    lines,
    onlyRecords,
    on(filter.companyCode, (query, code) => query.whereIn('arap_djzb.dwbm', companyIds(database, code))),
    on(filter.supplierCode, (query, code) => query.whereIn('arap_djfb.hbbm', suppliers(database).where('custcode', code))),
    on(filter.supplierProperty, (query, property) =>
      query.whereIn('arap_djfb.hbbm', suppliers(database).whereIn('custprop', numbersOf(supplierProperties, [property]))),
    ),
    on(filter.documentStates, (query, states) => query.whereIn('arap_djzb.djzt', numbersOf(documentStates, states))),
    on(filter.documentFrom, (query, day) => query.where('arap_djzb.djrq', '>=', day)),
    on(filter.documentTo, (query, day) => query.where('arap_djzb.djrq', '<=', day)),
    on(filter.categoryTyped, (query, category) => query.where('arap_djfb.zyx1', category)),
    on(filter.currency, (query, currency) => query.where('arap_djfb.bzbm', currency)),
    on(filter.disputed, (query, disputed) => query.whereRaw(`COALESCE(arap_djfb.zyx3, 'N') ${disputed ? '=' : '<>'} 'Y'`)),
    pageBy('arap_djfb.fb_oid', page),
  );
}

const companyIds = (database: Database, code: string): Query => rowsOf(database, 'bd_corp').where('unitcode', code).select('pk_corp');

const suppliers = (database: Database): Query => rowsOf(database, 'bd_cubasdoc').select('pk_cubasdoc');

/** A page of the companies that are not deleted: those closed down, the others, or all. */
export function companiesAfter(database: Database, closed: boolean | null, page: Page): Promise<Company[]> {
  const onlyClosed = on(closed, (query, isClosed) => query.where('seal', isClosed ? '=' : '<>', 'Y'));
  return read(database, companies, notDeleted, onlyClosed, pageBy('pk_corp', page));
}

/** A page of the disposals whose proceeds are earmarked for clearing arrears. */
export function disposalsAfter(database: Database, { companyCode, sold }: DisposalFilter, page: Page): Promise<AssetDisposal[]> {
  return read(
    database,
    disposals,
    notDeleted,
    (query) => query.where('forclear', 'Y'),
    on(companyCode, (query, code) => query.whereIn('pk_corp', companyIds(database, code))),
    on(sold, (query, isSold) => (isSold ? query.whereNotNull('deal_je') : query.whereNull('deal_je'))),
    pageBy('pk_disposal', page),
  );
}
