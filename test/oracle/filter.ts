import type { TruthDebt, TruthDomain } from '../../demo/truth.ts';
import type { AgeBucket, Debt, Status } from './debts.ts';
import { fenOfYuan } from './figures.ts';

/** The contract's DebtFilter, as it is sent: amounts are yuan. */
export type DebtFilter = Partial<Conditions>;

/** Every field of the filter, with the type of what is wanted. */
export interface Conditions {
  ids: string[];
  domains: TruthDomain[];
  statuses: Status[];
  categories: NonNullable<TruthDebt['category']>[];
  causes: NonNullable<TruthDebt['cause']>[];
  ageBuckets: AgeBucket[];
  debtorIds: string[];
  debtorKinds: TruthDebt['debtorKind'][];
  creditorIds: string[];
  creditorScales: NonNullable<TruthDebt['scale']>[];
  wages: boolean;
  disputed: boolean;
  verified: boolean;
  search: string;
  minOutstanding: string;
  maxOutstanding: string;
  incurredFrom: string;
  incurredTo: string;
  dueFrom: string;
  dueTo: string;
  minDaysOverdue: number;
  scope: 'PROTECTED' | 'ALL';
}

type Field = keyof Conditions;

/** When a debt fulfils a field; one of which the books say nothing fulfils none. */
const RULES: { [F in Field]: (debt: Debt, wanted: Conditions[F]) => boolean } = {
  ids: (debt, ids) => ids.includes(debt.id),
  domains: (debt, domains) => domains.includes(debt.domain),
  statuses: (debt, statuses) => statuses.includes(debt.status),
  categories: (debt, categories) => debt.category !== null && categories.includes(debt.category),
  causes: (debt, causes) => debt.cause !== null && causes.includes(debt.cause),
  ageBuckets: (debt, buckets) => debt.ageBucket !== null && buckets.includes(debt.ageBucket),
  debtorIds: (debt, ids) => ids.includes(debt.debtorId),
  debtorKinds: (debt, kinds) => kinds.includes(debt.debtorKind),
  creditorIds: (debt, ids) => ids.includes(debt.creditorId),
  creditorScales: (debt, scales) => debt.scale !== null && scales.includes(debt.scale),
  wages: (debt, wages) => debt.wages === wages,
  disputed: (debt, disputed) => debt.disputed === disputed,
  verified: (debt, verified) => debt.verified === verified,
  search: (debt, text) => searchedTexts(debt).some((searched) => searched.includes(normalForm(text))),
  minOutstanding: (debt, yuan) => debt.outstanding >= fenOfYuan(yuan),
  maxOutstanding: (debt, yuan) => debt.outstanding <= fenOfYuan(yuan),
  incurredFrom: (debt, day) => debt.incurredOn !== null && debt.incurredOn >= day,
  incurredTo: (debt, day) => debt.incurredOn !== null && debt.incurredOn <= day,
  dueFrom: (debt, day) => debt.dueOn !== null && debt.dueOn >= day,
  dueTo: (debt, day) => debt.dueOn !== null && debt.dueOn <= day,
  minDaysOverdue: (debt, days) => debt.daysOverdue !== null && debt.daysOverdue >= days,
  scope: (debt, scope) => scope === 'ALL' || debt.protected,
};

/** Whether a debt fulfils every field that is given. Only protected creditors where no scope is. */
export function fulfils(debt: Debt, filter: DebtFilter): boolean {
  const conditions: DebtFilter = { scope: 'PROTECTED', ...filter };
  return (Object.keys(conditions) as Field[]).every((field) => holds(debt, field, conditions[field]));
}

function holds<F extends Field>(debt: Debt, field: F, wanted: DebtFilter[F]): boolean {
  return wanted === undefined || RULES[field](debt, wanted);
}

function searchedTexts({ debtorName, creditorName, contractNo, contractName }: Debt): string[] {
  return [debtorName, creditorName, contractNo, contractName].filter((text) => text !== null).map(normalForm);
}

function normalForm(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[〔【[]/g, '(')
    .replace(/[〕】\]]/g, ')')
    .replace(/\s/g, '')
    .toUpperCase();
}
