import type { Day } from '../../../kit/rules/dates.ts';
import type { IssueFact } from '../../../kit/rules/fact.ts';
import { readCode, type Party } from '../../../kit/rules/identity.ts';
import { dateIssues, flawIssues, paymentIssues, referenceIssue, type IssueRow } from '../../../kit/rules/issues.ts';
import type { Company, Document, DocumentFile, PayableLine, Supplier, WriteOff } from '../model.ts';
import { accountOf } from './accounts.ts';
import {
  companyLocation,
  companyParty,
  counts,
  debtIdOf,
  debtLinesOf,
  incurredOnOf,
  lineLocation,
  supplierLocation,
  supplierParty,
} from './debts.ts';

/** What is wrong in a company's row that is not deleted. */
export function companyIssues(company: Company): IssueFact[] {
  const location = companyLocation(company.id);
  const flaws = flawIssues(company.flaws, { location, debtId: null });
  if (!company.inForce) return flaws;
  return [
    ...flaws,
    ...codeIssues(location, company.creditCode),
    ...anonymityIssues('DEBTOR_UNIDENTIFIED', location, companyParty(company)),
  ];
}

/** What is wrong in a supplier's row that is not deleted. */
export function supplierIssues(supplier: Supplier): IssueFact[] {
  const location = supplierLocation(supplier.id);
  const flaws = flawIssues(supplier.flaws, { location, debtId: null });
  if (!supplier.inForce) return flaws;
  const party = supplierParty(supplier);
  return [
    ...flaws,
    ...codeIssues(location, supplier.taxpayerId),
    ...anonymityIssues('CREDITOR_UNIDENTIFIED', location, party),
  ];
}

function codeIssues(location: string, code: string | null): IssueFact[] {
  if (!readCode(code).invalid) return [];
  return [
    {
      kind: 'CREDIT_CODE_INVALID',
      location,
      found: code,
      message: 'No valid code: the party goes by its name.',
      debtId: null,
    },
  ];
}

function anonymityIssues(
  kind: 'CREDITOR_UNIDENTIFIED' | 'DEBTOR_UNIDENTIFIED',
  location: string,
  party: Party,
): IssueFact[] {
  if (party.name !== '' || party.organisationCode !== null) return [];
  return [
    { kind, location, found: null, message: 'Neither name nor organisation code: a party of its own.', debtId: null },
  ];
}

/**
 * What is wrong in a document's own row and in its lines, by the books as they stand today. Of one that holds no debts,
 * what keeps it from holding some.
 */
export function documentIssues(file: DocumentFile, today: Day): IssueFact[] {
  const { document, lines } = file;
  const row: IssueRow = { location: documentLocation(document), debtId: null };
  const flaws = flawIssues(document.flaws, row);
  if (!counts(document)) return flaws;
  const debts = new Set(debtLinesOf(file));
  const lineIssues = lines.flatMap((line) =>
    debts.has(line) ? debtIssues(line, file, today) : flawIssues(line.flaws, rowOf(line, null)),
  );
  if (debts.size === 0) return [...flaws, ...lineIssues];
  return [...flaws, ...unknownCompanyIssues(file), ...dateIssues({ djrq: document.date }, row, today), ...lineIssues];
}

const documentLocation = (document: Document): string => `arap_djzb vouchid=${document.id}`;
const rowOf = (line: PayableLine, debtId: string | null): IssueRow => ({ location: lineLocation(line), debtId });

function unknownCompanyIssues({ company, document }: DocumentFile): IssueFact[] {
  if (company?.inForce) return [];
  const row: IssueRow = { location: documentLocation(document), debtId: null };
  const missing = referenceIssue(row, document.companyId);
  const message = 'The books have no company with this key: the debtor goes by the key as its name.';
  return company ? [missing] : [missing, { ...row, kind: 'DEBTOR_UNIDENTIFIED', found: document.companyId, message }];
}

function debtIssues(line: PayableLine, file: DocumentFile, today: Day): IssueFact[] {
  const row = rowOf(line, debtIdOf(line));
  return [
    ...flawIssues(line.flaws, row),
    ...unknownSupplierIssues(line, file),
    ...dateIssues({ qxrq: line.effectiveOn, dqrq: line.dueOn }, row, today),
    ...paymentIssues(accountOf(line, incurredOnOf(line, file.document, today), file, today), row, today),
    ...(file.writeOffs.get(line.id) ?? []).flatMap((writeOff) => writeOffIssues(writeOff, today)),
  ];
}

function unknownSupplierIssues(line: PayableLine, { suppliers }: DocumentFile): IssueFact[] {
  const supplier = suppliers.get(line.supplierId);
  if (supplier?.inForce) return [];
  const row = rowOf(line, debtIdOf(line));
  const missing = referenceIssue(row, line.supplierId);
  const message = 'The books have no supplier with this key: the creditor goes by the key as its name.';
  return supplier ? [missing] : [missing, { ...row, kind: 'CREDITOR_UNIDENTIFIED', found: line.supplierId, message }];
}

function writeOffIssues({ id, settledOn, undone, inForce, flaws }: WriteOff, today: Day): IssueFact[] {
  const row: IssueRow = { location: `arap_verify pk_verify=${id}`, debtId: null };
  const found = flawIssues(flaws, row);
  return undone || !inForce
    ? found
    : [...found, ...dateIssues({ hxrq: { ...settledOn, typed: settledOn.typed ?? '' } }, row, today)];
}
