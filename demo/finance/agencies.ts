import { addDays } from '../calendar.ts';
import type { Row } from '../rows.ts';
import { typedPerson } from '../contacts.ts';
import { personName } from '../names.ts';
import type { Party } from '../parties.ts';
import { Deck } from '../random.ts';
import { drawStamp, type Scene } from '../scene.ts';
import type { TruthDebt } from '../truth.ts';
import type { WrittenCode } from '../code-writing.ts';
import type { WrittenParty } from '../writing.ts';

/** A debtor as contracts refer to it, and what the rows with its code come to. */
export interface WrittenAgency {
  agencyCode: string;
  written: WrittenParty;
  kind: TruthDebt['debtorKind'];
  /** No row has the code at all. */
  isMissing: boolean;
  /** A row that has the code is in force. */
  isInForce: boolean;
}

const TYPES: Record<Party['kind'], string> = {
  GOVERNMENT: '1',
  PUBLIC_INSTITUTION: '2',
  TOWN: '3',
  SOE: '9',
  OTHER: '9',
};

/**
 * What has become of a budget unit (预算单位): deleted and entered again under a new name, only deleted, or never entered.
 */
type Fate = 'IN_FORCE' | 'RENAMED' | 'ONLY_DELETED' | 'CODELESS' | 'WRONG_CODE' | 'MISSING';

export function writeAgencies(scene: Scene, rows: Row[]): Map<Party, WrittenAgency> {
  const fates = new Deck<Fate>(scene.random, {
    IN_FORCE: 11,
    RENAMED: 3,
    ONLY_DELETED: 2,
    CODELESS: 3,
    WRONG_CODE: 1,
    MISSING: 1,
  });
  const debtors = [...new Set(scene.contracts.map(({ debtor }) => debtor))];
  return new Map(
    debtors.map((party, i) => [
      party,
      writeAgency(scene, rows, party, {
        agencyCode: `${String(101 + i)}001`,
        fate: party.isTwin ? 'IN_FORCE' : fates.draw(),
      }),
    ]),
  );
}

function writeAgency(
  scene: Scene,
  rows: Row[],
  party: Party,
  { agencyCode, fate }: { agencyCode: string; fate: Fate },
): WrittenAgency {
  const { clerk } = scene;
  if (fate === 'MISSING')
    return {
      agencyCode,
      written: { name: agencyCode, normal: agencyCode, code: null },
      kind: 'OTHER',
      isMissing: true,
      isInForce: false,
    };
  const isDeleted = fate === 'ONLY_DELETED';
  const code =
    fate === 'CODELESS'
      ? { text: null, code: null, invalid: false }
      : fate === 'WRONG_CODE'
        ? clerk.wrongCode(party)
        : clerk.cleanCode(party);
  const nameText = clerk.name(party.name);
  const written = { name: nameText.trim(), normal: party.name, code: code.code };
  const row = agencyRow(scene, { agencyCode, nameText, code, type: TYPES[party.kind], isDeleted });
  rows.push(row);
  if (fate === 'RENAMED' || isDeleted) rows.push(formerRow(scene, party, row));
  if (!isDeleted) noteAgency(scene, row, written, code);
  return {
    agencyCode,
    written,
    kind: party.kind === 'SOE' ? 'OTHER' : party.kind,
    isMissing: false,
    isInForce: !isDeleted,
  };
}

interface AgencyText {
  agencyCode: string;
  nameText: string;
  code: WrittenCode;
  type: string;
  isDeleted: boolean;
}

function agencyRow(scene: Scene, { agencyCode, nameText, code, type, isDeleted }: AgencyText): Row {
  return {
    AGENCY_ID: scene.random.uuid(),
    MOF_DIV_CODE: '150621000',
    AGENCY_CODE: agencyCode,
    AGENCY_NAME: nameText,
    UNIFSOC_CRED_CODE: code.text,
    AGENCY_TYPE_CODE: type,
    LEADER: typedPerson(personName(scene.random), scene.random.child(`contact ${agencyCode}`)),
    IS_DELETED: isDeleted ? 1 : 2,
    UPDATE_TIME: drawStamp(scene),
  };
}

/** The unit's row before that: deleted, of another name and type, and written earlier. */
function formerRow(scene: Scene, party: Party, row: Row): Row {
  const type = party.kind === 'GOVERNMENT' ? '2' : '1';
  const former = {
    ...row,
    AGENCY_ID: scene.random.uuid(),
    AGENCY_NAME: party.formerName ?? party.name,
    AGENCY_TYPE_CODE: type,
  };
  return { ...former, UNIFSOC_CRED_CODE: null, IS_DELETED: 1, UPDATE_TIME: `${addDays(scene.today, -1_500)} 09:00:00` };
}

function noteAgency({ notes }: Scene, row: Row, party: WrittenParty, code: WrittenCode): void {
  const location = `BAS_AGENCY_INFO AGENCY_ID=${row['AGENCY_ID']}`;
  notes.mention('finance', { role: 'DEBTOR', party, location, debtId: null, inForce: true });
  if (code.invalid) notes.issue('finance', 'CREDIT_CODE_INVALID', location);
}
