import { addDays, utcOf } from '../calendar.ts';
import type { Row } from '../rows.ts';
import { decimalText, FEN, sum } from '../money.ts';
import { projectName } from '../names.ts';
import type { Party } from '../parties.ts';
import { Deck } from '../random.ts';
import { drawStamp, type Scene } from '../scene.ts';
import type { Contract } from '../world.ts';
import type { Snowflakes } from './snowflakes.ts';
import type { UnitWriter, WrittenUnit } from './units.ts';

/** A construction project: several contracts of one owner may belong to it. */
export interface WrittenProject {
  id: string;
  owner: WrittenUnit;
  /** Local day of acceptance (竣工验收). */
  acceptedOn: string | null;
  isDeleted: boolean;
}

/** A contract as the platform has it. */
export interface WrittenContract {
  id: string;
  contract: Contract;
  project: WrittenProject;
  contractor: WrittenUnit;
  number: string;
  /** In normal form: numbers that it is known by here. */
  keys: string[];
  kind: 1 | 2 | 3 | 4 | 5;
  retentionMonths: number | null;
  lateRate: string | null;
  isDeleted: boolean;
}

/** Local times of day near midnight fall on another day in UTC. */
export const TIMES = ['00:00:00', '00:30:00', '07:59:59', '08:00:00', '11:20:00', '15:45:10', '23:59:59'];

/** Writes projects and contracts. */
export class ContractWriter {
  readonly #scene: Scene;
  readonly #tables: { hc_project: Row[]; hc_contract: Row[] };
  readonly #ids: Snowflakes;
  readonly #units: UnitWriter;
  readonly #projects = new Map<Party, WrittenProject>();
  /** Projects that are noted to have a deleted owner. */
  readonly #ownerless = new Set<WrittenProject>();
  readonly #deletions: Deck<'NONE' | 'PROJECT' | 'CONTRACT'>;
  readonly #kinds: Deck<'1' | '2' | '3' | '4' | '5'>;
  readonly #numberings: Deck<'CROSSWISE' | 'OWN_ONLY'>;

  constructor(scene: Scene, tables: { hc_project: Row[]; hc_contract: Row[] }, ids: Snowflakes, units: UnitWriter) {
    this.#scene = scene;
    this.#tables = tables;
    this.#ids = ids;
    this.#units = units;
    this.#deletions = new Deck(scene.random, { NONE: 36, PROJECT: 1, CONTRACT: 1 });
    this.#kinds = new Deck(scene.random, { '1': 6, '2': 4, '3': 2, '4': 3, '5': 2 });
    this.#numberings = new Deck(scene.random, { CROSSWISE: 9, OWN_ONLY: 1 });
  }

  write(contract: Contract): WrittenContract {
    const { random } = this.#scene;
    const isPlain = contract.books.length > 1 || contract.creditor.isTwin || contract.debtor.isTwin;
    const deletion = isPlain ? 'NONE' : this.#deletions.draw();
    const contractor = this.#units.unitOf(contract.creditor, 'CONTRACTOR');
    const [number, financeNumber] = this.#numbers(contract);
    const written: WrittenContract = {
      id: this.#ids.next(),
      contract,
      contractor,
      project: this.#project(contract, deletion === 'PROJECT'),
      number: this.#scene.clerk.number(number),
      keys: [number, ...(financeNumber === null ? [] : [financeNumber])],
      kind: Number(this.#kinds.draw()) as WrittenContract['kind'],
      retentionMonths: random.pick([null, 6, 6, 12, 24]),
      lateRate: random.pick([null, null, null, '0.0003000', '0.0004110']),
      isDeleted: deletion === 'CONTRACT',
    };
    this.#tables.hc_contract.push(this.#row(written, financeNumber));
    this.#noteDeletedParties(written);
    return written;
  }

  /** A party that is deleted while a contract of it stands, or a contract of a project of it. */
  #noteDeletedParties({ id, contractor, project, isDeleted }: WrittenContract): void {
    if (isDeleted || project.isDeleted) return;
    const note = (location: string): void =>
      this.#scene.notes.issue('housing-construction', 'REFERENCE_MISSING', location);
    if (contractor.isDeleted) note(`hc_contract id=${id}`);
    if (project.owner.isDeleted && !this.#ownerless.has(project)) note(`hc_project id=${project.id}`);
    if (project.owner.isDeleted) this.#ownerless.add(project);
  }

  /** The platform's number, and the Finance Bureau's where the clerk has noted it. */
  #numbers({ number, platformNumber, books }: Contract): [string, string | null] {
    if (platformNumber === null) return [number, null];
    if (!books.includes('finance')) return [number, null];
    return [platformNumber, this.#numberings.draw() === 'CROSSWISE' ? number : null];
  }

  #row(written: WrittenContract, financeNumber: string | null): Row {
    const { contract, contractor, isDeleted } = written;
    const contractorId = this.#scene.random.pick(contractor.entryIds);
    if (!isDeleted) this.#units.useAsContractor(contractor, contractorId);
    return {
      id: written.id,
      contract_no: written.number,
      finance_ct_no: financeNumber && this.#scene.clerk.number(financeNumber),
      project_id: written.project.id,
      contractor_id: contractorId,
      contract_kind: written.kind,
      amount_fen: decimalText(sum(contract.debts.map(({ gross }) => gross)), FEN, 0),
      signed_on: contract.signedOn,
      retention_months: written.retentionMonths,
      late_rate_daily: written.lateRate,
      deleted: isDeleted ? 1 : 0,
      updated_at: `${drawStamp(this.#scene)}.125`,
    };
  }

  /** One of the owner's projects, or a new one. */
  #project({ debtor, signedOn }: Contract, isDeleted: boolean): WrittenProject {
    const known = this.#projects.get(debtor);
    if (known && !isDeleted && this.#scene.random.chance(0.4)) return known;
    const acceptedOn = this.#acceptedOn(signedOn);
    const project = { id: this.#ids.next(), owner: this.#units.unitOf(debtor, 'OWNER'), acceptedOn, isDeleted };
    this.#tables.hc_project.push(this.#projectRow(project, signedOn));
    if (!isDeleted) this.#projects.set(debtor, project);
    return project;
  }

  #acceptedOn(signedOn: string): string | null {
    const { random, today } = this.#scene;
    const day = random.chance(0.25) ? '2024-08-31' : addDays(signedOn, random.int(60, 700));
    return random.chance(0.65) && day < today ? day : null;
  }

  #projectRow({ id, owner, acceptedOn, isDeleted }: WrittenProject, signedOn: string): Row {
    const { random } = this.#scene;
    const ownerId = random.pick(owner.entryIds);
    if (!isDeleted) this.#units.useAsOwner(owner, ownerId);
    return {
      id,
      project_no: `XM${signedOn.slice(0, 4)}${random.digits(5)}`,
      name: projectName(random),
      owner_org_id: ownerId,
      town_code: random.chance(0.7) ? `1506211${random.int(10, 21)}` : null,
      approval_no: random.chance(0.85) ? `达发改审字〔${signedOn.slice(0, 4)}〕${random.int(1, 400)}号` : null,
      budget_fen: random.chance(0.9) ? String(random.int(1_000, 90_000)).padEnd(10, '0') : null,
      started_at: random.chance(0.9) ? utcOf(addDays(signedOn, 20), '09:00:00') : null,
      accepted_at: acceptedOn && utcOf(acceptedOn, random.pick(TIMES)),
      settled_at: acceptedOn && random.chance(0.5) ? utcOf(addDays(acceptedOn, 90), '10:00:00') : null,
      deleted: isDeleted ? 1 : 0,
      updated_at: `${drawStamp(this.#scene)}.500`,
    };
  }
}
