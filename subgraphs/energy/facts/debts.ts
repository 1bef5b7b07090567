import { isDeepStrictEqual } from 'node:util';
import { causeOfText } from '../../../kit/rules/cause.ts';
import type { Day } from '../../../kit/rules/dates.ts';
import { dueOf } from '../../../kit/rules/due.ts';
import type { Balance, DebtCategory, DebtFact, DebtState } from '../../../kit/rules/fact.ts';
import { partyKey } from '../../../kit/rules/identity.ts';
import type { Fen } from '../../../kit/rules/money.ts';
import { statesOf } from '../../../kit/rules/states.ts';
import { given, normalForm } from '../../../kit/rules/text.ts';
import type { Figures, LedgerLine, LedgerPayment } from '../model.ts';
import type { DebtLine } from './ids.ts';
import { paymentsOf, type DebtLife, type Span } from './lives.ts';
import type { Registers } from './registers.ts';
import { typedForm } from './texts.ts';

/**
 * A debt in the common words: a fact for each stretch of months whose rows say the same of it. Where it has left the
 * ledger it is not there.
 */
export function debtFactsOf(life: DebtLife, registers: Registers): DebtFact[] {
  const payments = paymentsOf(life.spans);
  const facts: DebtFact[] = [];
  for (const fact of life.spans.flatMap((span) => factOf(span, payments, registers))) {
    const before = facts.at(-1);
    if (before && continues(before, fact)) before.states = joined([...before.states, ...fact.states]);
    else facts.push(fact);
  }
  return facts;
}

function continues({ states: statesBefore, ...before }: DebtFact, { states, ...fact }: DebtFact): boolean {
  return statesBefore.at(-1)?.to === states[0]?.from && isDeepStrictEqual(before, fact);
}

/** Adjoining states with the same figures as one. */
function joined(states: readonly DebtState[]): DebtState[] {
  return states.reduce<DebtState[]>((result, state) => {
    const before = result.at(-1);
    const same = before && isDeepStrictEqual({ ...before, from: '', to: '' }, { ...state, from: '', to: '' });
    return same ? [...result.slice(0, -1), { ...state, from: before.from }] : [...result, state];
  }, []);
}

function factOf(
  { ledger, standing, row, figures }: Span,
  payments: readonly LedgerPayment[],
  registers: Registers,
): DebtFact[] {
  const [from, to] = [laterOf(ledger.from, row.incurred.day), ledger.to];
  if (standing === 'LEFT' || from >= to) return [];
  const owed = figures.outstanding + figures.paid;
  return [
    { ...rowFacts(row, registers), ...money(row, owed, payments), states: [{ from, to, ...figuresOf(figures) }] },
  ];
}

const laterOf = (day: Day, other: Day | null): Day => (other !== null && other > day ? other : day);
/** The figures without how they were read. */
const figuresOf = ({ amount, paid, outstanding }: Figures): Figures => ({ amount, paid, outstanding });

type MoneyFacts = Pick<DebtFact, 'recordedAmount' | 'balances' | 'lateRate' | 'arrearsLedger'>;

/** The ledger records no rate of late interest, and what it lists is owed and late. */
function money(row: DebtLine, owed: Fen, payments: readonly LedgerPayment[]): MoneyFacts {
  const balances = balancesOf(row.incurred.day, owed, payments);
  return { recordedAmount: row.figures.amount, balances, lateRate: null, arrearsLedger: true };
}

/** What was owed day by day: what a row says is paid and outstanding, less the payments up to the day. */
function balancesOf(incurredOn: Day | null, owed: Fen, payments: readonly LedgerPayment[]): Balance[] {
  const movements = payments.map(({ paidOn, amount }) => ({ on: paidOn, value: amount }));
  const states = statesOf({ incurredOn, places: 0, gross: owed, creditNotes: [], payments: movements });
  return states.map(({ from, to, outstanding }) => ({ from, to, outstanding }));
}

/** All but the figures. */
function rowFacts(row: DebtLine, registers: Registers): Omit<DebtFact, keyof MoneyFacts | 'states'> {
  const { id, line } = row;
  return {
    id,
    ...partyFacts(row, registers),
    ...contractFacts(line),
    category: categoryOf(line.debtType),
    wages: typedForm(line.debtType).includes('工资'),
    cause: causeOfText(line.cause),
    causeNote: given(line.cause),
    disputed: isDisputed(line.disputedAsTyped),
    verified: null,
  };
}

type PartyFacts =
  | 'debtor'
  | 'debtorKey'
  | 'debtorKind'
  | 'creditor'
  | 'creditorKey'
  | 'ownership'
  | 'scale'
  | 'incurredOn'
  | 'dueOn'
  | 'dueBasis';

/** Who owes whom, and since and until when: the statutory term is the debtor's. */
function partyFacts(
  { debtor, creditor, location, incurred, agreed }: DebtLine,
  registers: Registers,
): Pick<DebtFact, PartyFacts> {
  const [incurredOn, debtorKind] = [incurred.day, registers.kindOf(debtor)];
  return {
    debtor,
    debtorKey: partyKey(debtor, location),
    debtorKind,
    creditor,
    creditorKey: partyKey(creditor, location),
    ...registers.companyOf(creditor),
    incurredOn,
    ...dueOf({ incurredOn, debtorKind, recorded: agreed.day, agreedDays: null }),
  };
}

function contractFacts(line: LedgerLine): Pick<DebtFact, 'contractNo' | 'contractName' | 'contractKeys' | 'billKey'> {
  const contractKeys = [normalForm(line.contractNo ?? '')].filter((key) => key !== '');
  return { contractNo: given(line.contractNo), contractName: given(line.contractName), contractKeys, billKey: null };
}

const CATEGORY_WORDS: readonly (readonly [RegExp, DebtCategory])[] = [
  [/工程/, 'WORKS'],
  [/货|材料|设备/, 'GOODS'],
  [/服务|工资|劳务/, 'SERVICES'],
];

function categoryOf(debtType: string | null): DebtCategory | null {
  return CATEGORY_WORDS.find(([words]) => words.test(typedForm(debtType)))?.[1] ?? null;
}

/** 是否有分歧: what clerks type for yes. */
export function isDisputed(text: string | null): boolean {
  return ['是', '有', '√'].includes(typedForm(text));
}
