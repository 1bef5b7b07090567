import { creditCodeOf, makeOrganisationCode } from '../codes.ts';
import type { Row } from '../rows.ts';
import { typedContact } from '../contacts.ts';
import { personName, phoneNumber } from '../names.ts';
import type { Party } from '../parties.ts';
import { Deck } from '../random.ts';
import { drawStamp, type Scene } from '../scene.ts';
import type { TruthDebt } from '../truth.ts';
import type { WrittenCode } from '../code-writing.ts';
import type { WrittenParty } from '../writing.ts';
import { Keys } from './keys.ts';

/** A supplier's entry as lines refer to it. */
export interface WrittenSupplier {
  id: string;
  written: WrittenParty;
  ownership: TruthDebt['ownership'];
  scale: TruthDebt['scale'];
  isDeleted: boolean;
}

/**
 * DELETED entries are still named by lines. SHADOWED: a deleted entry of the same name has another code, which tells
 * nothing.
 */
type Fate = 'PLAIN' | 'DELETED' | 'SHADOWED' | 'NAMELESS';

const OWNERSHIPS = { PRIVATE: '民营', STATE: '国有', FOREIGN: '外资', INDIVIDUAL: '个体' };
const SCALES = { LARGE: '大型', MEDIUM: '中型', SMALL: '小型', MICRO: '微型' };

/** Writes suppliers (客商): one often has several entries. */
export class SupplierWriter {
  readonly #scene: Scene;
  readonly #rows: Row[];
  readonly #keys = new Keys('CU');
  readonly #fates: Deck<Fate>;
  readonly #entries = new Map<Party, WrittenSupplier[]>();

  constructor(scene: Scene, rows: Row[]) {
    this.#scene = scene;
    this.#rows = rows;
    this.#fates = new Deck(scene.random, { PLAIN: 46, DELETED: 1, SHADOWED: 1, NAMELESS: 1 });
  }

  /** An entry of the party: one that is there, or one more. */
  supplierOf(party: Party): WrittenSupplier {
    const entries = this.#entries.get(party) ?? [];
    this.#entries.set(party, entries);
    if (entries.length > 2 || (entries.length > 0 && this.#scene.random.chance(0.5)))
      return this.#scene.random.pick(entries);
    const entry = this.#write(party, { custprop: 0, fate: party.isTwin ? 'PLAIN' : this.#fates.draw() });
    entries.push(entry);
    return entry;
  }

  /** A company of the group's own: what it is owed is no arrear. */
  internalSupplier(party: Party): WrittenSupplier {
    return this.#write(party, { custprop: 1, fate: 'PLAIN' });
  }

  #write(party: Party, { custprop, fate }: { custprop: 0 | 1; fate: Fate }): WrittenSupplier {
    const { clerk, random } = this.#scene;
    const id = this.#keys.next();
    const location = `bd_cubasdoc pk_cubasdoc=${id}`;
    const named = fate === 'NAMELESS' ? nameless(location) : clerk.party(party, 30);
    const ownership = random.chance(0.8) ? party.ownership : null;
    const scale = random.chance(0.8) ? party.scale : null;
    const row = this.#row({ id, nameText: named.nameText, taxpayerid: named.code.text, custprop, ownership, scale });
    this.#rows.push({ ...row, dr: fate === 'DELETED' ? 1 : 0 });
    if (fate === 'SHADOWED')
      this.#rows.push({ ...row, pk_cubasdoc: this.#keys.next(), taxpayerid: strangeCode(this.#scene), dr: 1 });
    if (fate !== 'DELETED') this.#note(location, named.written, named.code);
    return { id, written: named.written, ownership, scale, isDeleted: fate === 'DELETED' };
  }

  #row(
    entry: { id: string; nameText: string; taxpayerid: string | null; custprop: number } & Pick<
      WrittenSupplier,
      'ownership' | 'scale'
    >,
  ): Row {
    return {
      pk_cubasdoc: entry.id,
      custcode: `KS${entry.id.slice(-6)}`,
      custname: entry.nameText,
      taxpayerid: entry.taxpayerid,
      custprop: entry.custprop,
      freecust: entry.ownership && OWNERSHIPS[entry.ownership],
      corpscale: entry.scale && SCALES[entry.scale],
      ...this.#contactOf(entry.id),
      dr: 0,
      ts: drawStamp(this.#scene),
    };
  }

  #contactOf(id: string): Row {
    const { random } = this.#scene;
    const { person, phone } = typedContact(personName(random), phoneNumber(random), random.child(`contact ${id}`));
    return { linkman: person, phone1: phone };
  }

  #note(location: string, party: WrittenParty, code: WrittenCode): void {
    const { notes } = this.#scene;
    notes.mention('soe', { role: 'CREDITOR', party, location, debtId: null, inForce: true });
    if (code.invalid) notes.issue('soe', 'CREDIT_CODE_INVALID', location);
    if (party.name === '' && party.code === null) notes.issue('soe', 'CREDITOR_UNIDENTIFIED', location);
  }
}

function strangeCode({ random }: Scene): string {
  return creditCodeOf('91', makeOrganisationCode(random));
}

function nameless(location: string): { nameText: string; code: WrittenCode; written: WrittenParty } {
  return {
    nameText: ' ',
    code: { text: '', code: null, invalid: false },
    written: { name: '', normal: `?${location}`, code: null },
  };
}
