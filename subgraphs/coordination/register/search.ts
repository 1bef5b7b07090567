import { pinyin } from 'pinyin-pro';
import { readCode } from '../../../kit/rules/identity.ts';
import { normalForm } from '../../../kit/rules/text.ts';
import type { RegisteredParty } from './parties.ts';

type Found = Pick<RegisteredParty, 'id' | 'name' | 'otherNames' | 'creditCode'>;

/**
 * Whether a search finds a party: part of a current or former name, of its full pinyin or its initials, or of one of
 * its codes.
 */
export function isFound(party: Found, search: string): boolean {
  const wanted = normalForm(search);
  const texts = [party.id, party.creditCode ?? '', party.name, ...party.otherNames];
  if (texts.some((text) => normalForm(text).includes(wanted))) return true;
  if (readCode(search).organisationCode === party.id) return true;
  return /^[A-Z]+$/.test(wanted) && spellingsOf(party).some((spelling) => spelling.includes(wanted));
}

function spellingsOf(party: Found): readonly string[] {
  const spellings = SPELLINGS.get(party) ?? [party.name, ...party.otherNames].flatMap(spelt);
  SPELLINGS.set(party, spellings);
  return spellings;
}

/**
 * A name's full pinyin and its initials, without tones: 长盛建筑 → CHANGSHENGJIANZHU, CSJZ. Letters and digits stay as they
 * are.
 */
function spelt(name: string): string[] {
  const patterns = ['pinyin', 'first'] as const;
  return patterns.map((pattern) =>
    pinyin(normalForm(name), { toneType: 'none', pattern, v: true, separator: '' }).toUpperCase(),
  );
}

/** A spelling takes some 20 µs to make: it is kept as long as the register keeps the party as it is. */
const SPELLINGS = new WeakMap<Found, readonly string[]>();
