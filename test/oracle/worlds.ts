import type { RecordedFigures, Truth, TruthDebt, TypedFigures } from '../../demo/truth.ts';

/** The day on which the books of these worlds stand. */
export const TODAY = '2026-03-31';

const PLAIN: TruthDebt = {
  id: 'finance:1',
  domain: 'finance',
  from: null,
  to: null,
  debtorId: 'A00000001',
  creditorId: 'C00000001',
  debtorName: '旗教育局',
  creditorName: '草原建设(集团)有限公司',
  debtorKind: 'GOVERNMENT',
  ownership: 'PRIVATE',
  scale: 'SMALL',
  contractNo: '达财采合〔2024〕015号',
  contractName: '校舍维修',
  contractKeys: ['达财采合(2024)015号'],
  billKey: null,
  category: 'WORKS',
  wages: false,
  cause: 'FUNDS',
  causeNote: null,
  disputed: false,
  verified: true,
  incurredOn: '2025-01-01',
  dueOn: '2025-01-31',
  dueBasis: 'STATUTORY_TERM',
  arrearsLedger: false,
  lateRate: null,
  figures: recorded('1000'),
};

/** Yuan; movements are in 10⁻⁸ yuan, as `value` makes them. */
export function recorded(gross: string, movements: Partial<RecordedFigures> = {}): RecordedFigures {
  return { gross: value(gross), creditNotes: [], payments: [], ...movements };
}

/** Yuan, as a ledger types them. */
export function typed(amount: string, paid: string, outstanding: string): TypedFigures {
  return { amount: value(amount), paid: value(paid), outstanding: value(outstanding), payments: [] };
}

/** Yuan in 10⁻⁸ yuan. */
export function value(yuan: string): bigint {
  const [whole = '', fraction = ''] = yuan.split('.');
  return BigInt(whole + fraction.padEnd(8, '0'));
}

/** A world of the plain debt with these differences, numbered `finance:1`, `finance:2`, … where no id is given. */
export function worldOf(...differences: Partial<TruthDebt>[]): Truth {
  const debts = differences.map((difference, i) => ({ ...PLAIN, id: `finance:${i + 1}`, ...difference }));
  return { today: TODAY, debts, issues: [], energyBooksFrom: '2024-01-01', sameDebt: [] };
}
