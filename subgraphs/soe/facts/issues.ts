import type { Day } from '../../../kit/dates.ts';
import type { IssueFact } from '../../../kit/fact.ts';
import { readCode, type Party } from '../../../kit/identity.ts';
import { paymentIssues } from '../../../kit/issues.ts';
import type { Company, Document, DocumentFile, PayableLine, Supplier, TypedDay, WriteOff } from '../model.ts';
import { accountOf } from './accounts.ts';
import {
  companyLocation,
  companyParty,
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
  return [...codeIssues(location, company.creditCode), ...anonymityIssues('DEBTOR_UNIDENTIFIED', location, companyParty(company))];
}

/** What is wrong in a supplier's row that is not deleted. */
export function supplierIssues(supplier: Supplier): IssueFact[] {
  const location = supplierLocation(supplier.id);
  return [...codeIssues(location, supplier.taxpayerId), ...anonymityIssues('CREDITOR_UNIDENTIFIED', location, supplierParty(supplier))];
}

function codeIssues(location: string, code: string | null): IssueFact[] {
  if (!readCode(code).invalid) return [];
  return [{ kind: 'CREDIT_CODE_INVALID', location, found: code, message: 'No valid code: the party goes by its name.', debtId: null }];
}

function anonymityIssues(kind: 'CREDITOR_UNIDENTIFIED' | 'DEBTOR_UNIDENTIFIED', location: string, party: Party): IssueFact[] {
  if (party.name !== '' || party.organisationCode !== null) return [];
  return [{ kind, location, found: null, message: 'Neither name nor organisation code: a party of its own.', debtId: null }];
}

/** What is wrong in a document's own row and in those of its lines that are debts, by the books as they stand today. */
export function documentIssues(file: DocumentFile, today: Day): IssueFact[] {
  const lines = debtLinesOf(file);
  if (lines.length === 0) return [];
  return [
    ...unknownCompanyIssues(file),
    ...dateIssues(documentLocation(file.document), { djrq: file.document.date }, null),
    ...lines.flatMap((line) => lineIssues(line, file, today)),
  ];
}

const documentLocation = (document: Document): string => `arap_djzb vouchid=${document.id}`;

function unknownCompanyIssues({ company, document }: DocumentFile): IssueFact[] {
  if (company) return [];
  const message = 'The books have no company with this key: the debtor goes by the key as its name.';
  return [{ kind: 'DEBTOR_UNIDENTIFIED', location: documentLocation(document), found: document.companyId, message, debtId: null }];
}

function lineIssues(line: PayableLine, file: DocumentFile, today: Day): IssueFact[] {
  return [
    ...unknownSupplierIssues(line, file),
    ...dateIssues(lineLocation(line), { qxrq: line.effectiveOn, dqrq: line.dueOn }, debtIdOf(line)),
    ...paymentIssues(
      accountOf(line, incurredOnOf(line, file.document), file),
      { location: lineLocation(line), debtId: debtIdOf(line) },
      today,
    ),
    ...(file.writeOffs.get(line.id) ?? []).flatMap(writeOffIssues),
  ];
}

function unknownSupplierIssues(line: PayableLine, { suppliers }: DocumentFile): IssueFact[] {
  if (suppliers.has(line.supplierId)) return [];
  const message = 'The books have no supplier with this key: the creditor goes by the key as its name.';
  return [{ kind: 'CREDITOR_UNIDENTIFIED', location: lineLocation(line), found: line.supplierId, message, debtId: debtIdOf(line) }];
}

function writeOffIssues({ id, settledOn, undone }: WriteOff): IssueFact[] {
  return undone ? [] : dateIssues(`arap_verify pk_verify=${id}`, { hxrq: settledOn }, null);
}

/** One issue for all the dates of a row that cannot be read; an empty field is none. */
function dateIssues(location: string, dates: Readonly<Record<string, TypedDay>>, debtId: string | null): IssueFact[] {
  const unreadable = Object.entries(dates).filter(([, { typed, day }]) => typed !== null && day === null);
  if (unreadable.length === 0) return [];
  const found = unreadable.map(([, { typed }]) => typed).join(' ');
  const message = `No date of the calendar in ${unreadable.map(([column]) => column).join(', ')}: taken as if empty.`;
  return [{ kind: 'DATE_UNREADABLE', location, found, message, debtId }];
}
