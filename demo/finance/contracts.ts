import type { Row } from '../rows.ts';
import { decimalText, sum, YUAN } from '../money.ts';
import { Deck } from '../random.ts';
import { drawStamp, type Scene } from '../scene.ts';
import type { TruthDebt } from '../truth.ts';
import type { Contract } from '../world.ts';
import type { WrittenCode } from '../code-writing.ts';
import type { WrittenParty } from '../writing.ts';
import type { WrittenAgency } from './agencies.ts';

/** A contract as its row has it. */
export interface WrittenContract {
  id: string;
  contract: Contract;
  isDeleted: boolean;
  agency: WrittenAgency;
  creditor: WrittenParty;
  number: string;
  termDays: number | null;
  lateRate: string | null;
  ownership: TruthDebt['ownership'];
  scale: TruthDebt['scale'];
}

const TYPES = { GOODS: 'A', WORKS: 'B', SERVICES: 'C' };
const SCALES = { LARGE: 'L', MEDIUM: 'M', SMALL: 'S', MICRO: 'T' };
const OWNERSHIPS = { STATE: '1', PRIVATE: '2', FOREIGN: '3', INDIVIDUAL: '4' };
const TERMS = {
  NONE: null,
  DAYS_15: 15,
  DAYS_30: 30,
  DAYS_45: 45,
  DAYS_60: 60,
  DAYS_61: 61,
  DAYS_90: 90,
  DAYS_180: 180,
};

/** Writes contracts (采购/工程合同) one after the other. */
export class ContractWriter {
  readonly #scene: Scene;
  readonly #rows: Row[];
  /** By their codes: whether a row of theirs is in force. */
  readonly #projects: ReadonlyMap<string, boolean>;
  readonly #deletions: Deck<'KEPT' | 'DELETED'>;
  readonly #terms: Deck<keyof typeof TERMS>;
  readonly #names: Deck<'NAMED' | 'NAMELESS'>;

  constructor(scene: Scene, rows: Row[], projects: ReadonlyMap<string, boolean>) {
    this.#scene = scene;
    this.#rows = rows;
    this.#projects = projects;
    this.#deletions = new Deck(scene.random, { KEPT: 19, DELETED: 1 });
    this.#terms = new Deck(scene.random, {
      NONE: 8,
      DAYS_15: 1,
      DAYS_30: 2,
      DAYS_45: 1,
      DAYS_60: 1,
      DAYS_61: 1,
      DAYS_90: 2,
      DAYS_180: 1,
    });
    this.#names = new Deck(scene.random, { NAMED: 59, NAMELESS: 1 });
  }

  write(contract: Contract, agency: WrittenAgency): WrittenContract {
    const { random, clerk } = this.#scene;
    const isPlain = contract.books.length > 1 || contract.creditor.isTwin || agency.isMissing;
    const id = random.uuid();
    const location = `CT_CONTRACT_INFO CT_ID=${id}`;
    const isNameless = !isPlain && this.#names.draw() === 'NAMELESS';
    const isDeleted = !isPlain && !isNameless && this.#deletions.draw() === 'DELETED';
    const supplier = isNameless ? nameless(location) : clerk.party(contract.creditor, 18);
    const written: WrittenContract = {
      id,
      contract,
      isDeleted,
      agency,
      creditor: supplier.written,
      number: clerk.number(contract.number),
      termDays: TERMS[this.#terms.draw()],
      lateRate: random.pick([null, null, '0.0003000', '0.0005000', '0.0001350']),
      ownership: random.chance(0.8) ? contract.creditor.ownership : null,
      scale: random.chance(0.8) ? contract.creditor.scale : null,
    };
    const row = this.#row(written, supplier);
    this.#rows.push(row);
    if (!isDeleted) this.#note(written, location, { code: supplier.code, projectCode: row['PRO_CODE'] ?? null });
    return written;
  }

  #row({ id, contract, ...written }: WrittenContract, supplier: { nameText: string; code: WrittenCode }): Row {
    const { random } = this.#scene;
    return {
      CT_ID: id,
      CONTRACT_NO: written.number,
      CONTRACT_NAME: contract.name,
      PRO_CODE: random.chance(0.8) ? random.pick([...this.#projects.keys()]) : null,
      AGENCY_CODE: written.agency.agencyCode,
      SUPPLIER_NAME: supplier.nameText,
      SUPPLIER_CRED_CODE: supplier.code.text,
      SUPPLIER_SCALE: written.scale && SCALES[written.scale],
      SUPPLIER_OWNERSHIP: written.ownership && OWNERSHIPS[written.ownership],
      CT_TYPE: TYPES[contract.category],
      CT_AMT: decimalText(sum(contract.debts.map(({ gross }) => gross)), YUAN, 2),
      SIGN_DATE: contract.signedOn,
      PAY_TERM_DAYS: written.termDays,
      LATE_RATE_DAILY: written.lateRate,
      IS_DELETED: written.isDeleted ? 1 : 2,
      UPDATE_TIME: drawStamp(this.#scene),
    };
  }

  #note(
    { agency, creditor }: WrittenContract,
    location: string,
    { code, projectCode }: { code: WrittenCode; projectCode: Row[string] },
  ): void {
    const { notes } = this.#scene;
    notes.mention('finance', { role: 'CREDITOR', party: creditor, location, debtId: null, inForce: true });
    if (code.invalid) notes.issue('finance', 'CREDIT_CODE_INVALID', location);
    if (creditor.name === '' && creditor.code === null) notes.issue('finance', 'CREDITOR_UNIDENTIFIED', location);
    if (agency.isMissing) notes.issue('finance', 'DEBTOR_UNIDENTIFIED', location);
    const hasProject = projectCode === null || this.#projects.get(String(projectCode));
    if (!agency.isInForce || !hasProject) notes.issue('finance', 'REFERENCE_MISSING', location);
  }
}

/** A supplier of whom nothing stands there: nobody else is the same. */
function nameless(location: string): { nameText: string; code: WrittenCode; written: WrittenParty } {
  return {
    nameText: '',
    code: { text: null, code: null, invalid: false },
    written: { name: '', normal: `?${location}`, code: null },
  };
}
