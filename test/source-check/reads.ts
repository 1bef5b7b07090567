import type { Database } from '../../kit/database/database.ts';
import type { Books } from '../../kit/rules/fact.ts';
import { energySource } from '../../subgraphs/energy/source/source.ts';
import { financeSource } from '../../subgraphs/finance/source/source.ts';
import { housingConstructionSource } from '../../subgraphs/housing-construction/source/source.ts';
import { soeSource } from '../../subgraphs/soe/source/source.ts';

interface Reads {
  source: Books;
  /** Makes every read that is made for a request, each with all that it can be asked. */
  live: (today: string) => Promise<unknown>;
}

const PAGE = { after: null, limit: 1 };
const KEYS = ['1'];

/** Every read that is made by keys, whatever it is called. */
function readsByKeys(source: object): Promise<unknown>[] {
  const reads = Object.entries(source).filter(([name]) => /By\w*(Ids|Codes)$/.test(name));
  return reads.map(([, read]) => (read as (keys: readonly string[]) => Promise<unknown>)(KEYS));
}

/** A department's reads on a database. Whether a column may be read is told whatever rows there are. */
export const everyRead: Readonly<
  Record<'finance' | 'housing-construction' | 'energy' | 'soe', (database: Database) => Reads>
> = {
  finance: (database) => {
    const source = financeSource(database);
    const live = (day: string): Promise<unknown> =>
      Promise.all([
        ...readsByKeys(source),
        source.payablesAfter(
          {
            agencyCode: '1',
            contractNo: '1',
            projectCode: '1',
            verifyStates: ['VERIFIED'],
            causeCodes: ['01'],
            paidFrom: ['FISCAL'],
            paidUntil: day,
            deliveredFrom: day,
            deliveredTo: day,
          },
          PAGE,
        ),
        source.unsecuredProjectsAfter({ agencyCode: '1', underContract: true, advanced: true }, PAGE),
        source.clearingFundsAfter({ fiscalYear: '2025', fundingSource: 'FISCAL' }, PAGE),
        source.taxArrearsAfter(true, PAGE),
      ]);
    return { source, live };
  },
  'housing-construction': (database) => {
    const source = housingConstructionSource(database);
    const live = (day: string): Promise<unknown> =>
      Promise.all([
        ...readsByKeys(source),
        source.billsAfter(
          {
            projectIds: KEYS,
            projectNos: KEYS,
            townCodes: KEYS,
            ownerIds: KEYS,
            contractorIds: KEYS,
            billTypes: ['WAGES'],
            recordedStatuses: ['PAID'],
            confirmed: true,
            confirmedFrom: day,
            confirmedTo: day,
          },
          PAGE,
        ),
        source.unacceptedProjectsAfter({ startedBy: day, ownerIds: KEYS, townCodes: KEYS, settled: true }, PAGE),
        source.depositsAfter(() => true, PAGE),
      ]);
    return { source, live };
  },
  energy: (database) => {
    const source = energySource(database);
    const live = async (day: string): Promise<unknown> => {
      const units = await source.bundleKeysAfter(null, 500);
      const filter = {
        reportingUnit: null,
        month: null,
        debtor: '某',
        creditor: '某',
        debtType: '工程',
        disputed: null,
      };
      return Promise.all([
        source.contactsByLines(await source.ledgerRowsByUnits(units, day)),
        source.contactsByUnits(),
        source.ledgerRows(filter, 1, null, day),
        source.debtsLeft(null, 1, null, day),
        source.reportingUnits(null, 1, null, day),
      ]);
    };
    return { source, live };
  },
  soe: (database) => {
    const source = soeSource(database);
    const live = (day: string): Promise<unknown> =>
      Promise.all([
        ...readsByKeys(source),
        source.linesAfter(
          {
            companyCode: '1',
            supplierCode: '1',
            supplierProperty: 'EXTERNAL',
            documentStates: ['SIGNED'],
            documentFrom: day,
            documentTo: day,
            categoryTyped: '工程',
            currency: 'CNY',
            disputed: true,
          },
          PAGE,
        ),
        source.companiesAfter(true, PAGE),
        source.disposalsAfter({ companyCode: '1', sold: true }, PAGE),
      ]);
    return { source, live };
  },
};
