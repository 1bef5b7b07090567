import type { Row } from '../rows.ts';
import type { Party } from '../parties.ts';
import { Deck } from '../random.ts';
import { drawStamp, type Scene } from '../scene.ts';
import type { WrittenCode } from '../code-writing.ts';
import type { WrittenParty } from '../writing.ts';
import { Keys } from './keys.ts';

/** A state-owned enterprise as headers refer to it. */
export interface WrittenCompany {
  id: string;
  written: WrittenParty;
  isDeleted: boolean;
}

/**
 * CLOSED companies' debts remain; a DELETED row still names the debtor of its documents, but tells nobody else who is
 * who.
 */
type Fate = 'OPEN' | 'CLOSED' | 'DELETED' | 'CODELESS' | 'WRONG_CODE';

/** Writes the state-owned enterprises (公司). */
export function writeCompanies(scene: Scene, rows: Row[]): Map<Party, WrittenCompany> {
  const fates = new Deck<Fate>(scene.random, { OPEN: 5, CLOSED: 1, DELETED: 1, CODELESS: 2, WRONG_CODE: 1 });
  const keys = new Keys('CO');
  const debtors = [...new Set(scene.contracts.map(({ debtor }) => debtor))];
  const companies = debtors.map(
    (party) => [party, writeCompany(scene, rows, party, { id: keys.next(), fate: fates.draw() })] as const,
  );
  return new Map(companies);
}

function writeCompany(
  scene: Scene,
  rows: Row[],
  party: Party,
  { id, fate }: { id: string; fate: Fate },
): WrittenCompany {
  const { clerk, notes } = scene;
  const nameText = clerk.name(party.name);
  const code = codeOf(scene, party, fate);
  const written = { name: nameText.trim(), normal: party.name, code: code.code };
  const location = `bd_corp pk_corp=${id}`;
  rows.push({
    pk_corp: id,
    unitcode: `G${String(rows.length + 1).padStart(3, '0')}`,
    unitname: nameText,
    creditcode: code.text,
    fathercorp: rows.length > 2 && scene.random.chance(0.3) ? (rows[0]?.['pk_corp'] ?? null) : null,
    seal: fate === 'CLOSED' ? 'Y' : 'N',
    dr: fate === 'DELETED' ? 1 : 0,
    ts: drawStamp(scene),
  });
  if (fate === 'DELETED') return { id, written, isDeleted: true };
  notes.mention('soe', { role: 'DEBTOR', party: written, location, debtId: null, inForce: true });
  if (code.invalid) notes.issue('soe', 'CREDIT_CODE_INVALID', location);
  return { id, written, isDeleted: false };
}

function codeOf({ clerk }: Scene, party: Party, fate: Fate): WrittenCode {
  if (fate === 'CODELESS') return { text: null, code: null, invalid: false };
  return fate === 'WRONG_CODE' ? clerk.wrongCode(party) : clerk.cleanCode(party);
}
