import type { DebtFact, DebtState, IssueFact } from '../../kit/rules/fact.ts';
import { unitBundle } from '../../subgraphs/energy/facts/bundles.ts';
import { registersOf } from '../../subgraphs/energy/facts/registers.ts';
import type { DirectoryEntry, LedgerLine, UnitEntry } from '../../subgraphs/energy/model.ts';

/** A line of one and the same debt, with nothing wrong: 100,000 yuan, nothing paid, arisen on 2025-01-01. */
export function lineOf(changes: Partial<LedgerLine> = {}): LedgerLine {
  return {
    batch: '1',
    rowNumber: '1',
    month: '202502',
    reportingUnit: '星河能源公司',
    debtor: null,
    creditor: '草原安装公司',
    creditCode: null,
    contractName: null,
    contractNo: null,
    debtType: '工程款',
    amountAsTyped: '10',
    paidAsTyped: null,
    outstandingAsTyped: null,
    incurredAsTyped: '2025-01-01',
    dueAsTyped: null,
    disputedAsTyped: null,
    cause: null,
    repaymentPlan: null,
    remarks: null,
    ...changes,
  };
}

/** A line that reports nothing owed. */
export function nilLine(month: string, remarks: '清零' | '不涉及' = '清零'): LedgerLine {
  return lineOf({ month, remarks, creditor: null, debtType: null, amountAsTyped: null, incurredAsTyped: null });
}

export const TODAY = '2025-04-10';

interface Books {
  directory?: DirectoryEntry[];
  units?: UnitEntry[];
  today?: string;
}

/** What one unit's lines say. */
export function bundleOf(
  lines: LedgerLine[],
  { directory = [], units = [], today = TODAY }: Books = {},
): ReturnType<typeof unitBundle> {
  return unitBundle('星河能源公司', lines, registersOf(directory, units), today);
}

/** The only debt that lines give on a day, with its figures then; null where there is none. */
export function debtOn(day: string, lines: LedgerLine[], books: Books = {}): (DebtFact & DebtState) | null {
  const found = bundleOf(lines, books).debts.flatMap((debt) =>
    debt.states
      .filter(({ from, to }) => from <= day && (day < to || to === '9999-12-31'))
      .map((state) => ({ ...debt, ...state })),
  );
  if (found.length > 1) throw new Error(`${found.length} debts on ${day}, where one was wanted`);
  return found[0] ?? null;
}

/** The kinds of the issues that lines give. */
export const kindsOf = (issues: IssueFact[]): string[] => issues.map(({ kind }) => kind).sort();

export const DIRECTORY_ENTRY: DirectoryEntry = {
  name: '草原安装公司',
  formerName: null,
  creditCode: null,
  scale: '小型',
  ownership: '民营',
};
