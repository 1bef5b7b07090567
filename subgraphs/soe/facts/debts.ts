import { causeOfText } from '../../../kit/rules/cause.ts';
import { believed, type Day } from '../../../kit/rules/dates.ts';
import { dueOf } from '../../../kit/rules/due.ts';
import type { DebtCategory, DebtFact } from '../../../kit/rules/fact.ts';
import { partyKey, partyOf, readCode, type Party } from '../../../kit/rules/identity.ts';
import { fenOfFine } from '../../../kit/rules/money.ts';
import { statesOf } from '../../../kit/rules/states.ts';
import { given, normalForm } from '../../../kit/rules/text.ts';
import type { Company, Document, DocumentFile, PayableLine, Supplier } from '../model.ts';
import { accountOf } from './accounts.ts';

const ID_PREFIX = 'soe:';

/** The id of a line's debt and record. */
export const debtIdOf = (line: PayableLine): string => `${ID_PREFIX}${line.id}`;

/** The line's own key in a debt's id; null where the id is not one of this department's. */
export const lineIdOf = (debtId: string): string | null =>
  debtId.startsWith(ID_PREFIX) ? debtId.slice(ID_PREFIX.length) : null;

export const companyLocation = (id: string): string => `bd_corp pk_corp=${id}`;
export const supplierLocation = (id: string): string => `bd_cubasdoc pk_cubasdoc=${id}`;
export const lineLocation = (line: PayableLine): string => `arap_djfb fb_oid=${line.id}`;

/**
 * The lines of a document that are debts (一笔账): above zero, of a document that counts, with a supplier who is external,
 * or whom the books do not have.
 */
export function debtLinesOf({ document, lines, suppliers }: DocumentFile): PayableLine[] {
  if (!counts(document)) return [];
  const isInternal = ({ supplierId }: PayableLine): boolean =>
    suppliers.has(supplierId) && suppliers.get(supplierId)?.property !== 'EXTERNAL';
  return lines.filter((line) => line.inForce && line.payableAmount > 0n && !isInternal(line));
}

/** Whether a document counts (审核 or 签字). */
export const counts = ({ inForce, state }: Document): boolean => inForce && (state === 'AUDITED' || state === 'SIGNED');

/** When a line's debt arose: by 起效日, else by its document's date. */
export function incurredOnOf(line: PayableLine, document: Document, today: Day): Day | null {
  return believed(line.effectiveOn.day, today) ?? believed(document.date.day, today);
}

export const companyParty = (company: Company): Party => partyOf(company.name, readCode(company.creditCode));
export const supplierParty = (supplier: Supplier): Party => partyOf(supplier.name, readCode(supplier.taxpayerId));

/** A party that the books refer to and do not have goes by the key that refers to it. */
const partyByKey = (id: string): Party => partyOf(id, readCode(null));

/** What the category as typed (zyx1) means; anything else means nothing. */
const CATEGORIES: ReadonlyMap<string, DebtCategory> = new Map([
  ['工程', 'WORKS'],
  ['货物', 'GOODS'],
  ['服务', 'SERVICES'],
  ['工资', 'SERVICES'],
]);

/** A line that is a debt, in the common words. */
export function debtOf(line: PayableLine, file: DocumentFile, today: Day): DebtFact {
  const incurredOn = incurredOnOf(line, file.document, today);
  return {
    id: debtIdOf(line),
    ...debtorOf(file),
    ...creditorOf(line, file),
    ...contractFacts(line),
    recordedAmount: fenOfFine(line.payableAmount),
    category: CATEGORIES.get(line.categoryTyped ?? '') ?? null,
    wages: line.categoryTyped === '工资',
    cause: causeOfText(line.causeNote),
    causeNote: line.causeNote,
    disputed: line.disputed,
    verified: null,
    incurredOn,
    ...dueOf({ incurredOn, debtorKind: 'SOE', recorded: believed(line.dueOn.day, today), agreedDays: null }),
    arrearsLedger: false,
    lateRate: null,
    states: statesOf(accountOf(line, incurredOn, file, today)),
    balances: null,
  };
}

function debtorOf({ company, document }: DocumentFile): Pick<DebtFact, 'debtor' | 'debtorKey' | 'debtorKind'> {
  const debtor = company ? companyParty(company) : partyByKey(document.companyId);
  return { debtor, debtorKey: partyKey(debtor, companyLocation(document.companyId)), debtorKind: 'SOE' };
}

function creditorOf(
  line: PayableLine,
  { suppliers }: DocumentFile,
): Pick<DebtFact, 'creditor' | 'creditorKey' | 'ownership' | 'scale'> {
  const supplier = suppliers.get(line.supplierId);
  const creditor = supplier ? supplierParty(supplier) : partyByKey(line.supplierId);
  const creditorKey = partyKey(creditor, supplierLocation(line.supplierId));
  return { creditor, creditorKey, ownership: supplier?.ownership ?? null, scale: supplier?.scale ?? null };
}

function contractFacts(line: PayableLine): Pick<DebtFact, 'contractNo' | 'contractName' | 'contractKeys' | 'billKey'> {
  const { contractNo, contractName, invoiceNo } = line;
  return {
    contractNo,
    contractName,
    contractKeys: [normalForm(contractNo ?? '')].filter((key) => key !== ''),
    billKey: given(normalForm(invoiceNo ?? '')),
  };
}
