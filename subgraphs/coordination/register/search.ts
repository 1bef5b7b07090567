import { pinyin } from 'pinyin-pro';
import { readCode } from '../../../kit/identity.ts';
import { normalForm } from '../../../kit/text.ts';
import type { RegisteredParty } from './parties.ts';

/** Whether a search finds a party: part of a current or former name, of its full pinyin or its initials, or of one of its codes. */
export function isFound(party: Pick<RegisteredParty, 'id' | 'name' | 'otherNames' | 'creditCode'>, search: string): boolean {
  const wanted = normalForm(search);
  const texts = [party.id, party.creditCode ?? '', party.name, ...party.otherNames];
  if (texts.some((text) => normalForm(text).includes(wanted))) return true;
  if (readCode(search).organisationCode === party.id) return true;
  return /^[A-Z]+$/.test(wanted) && [party.name, ...party.otherNames].flatMap(spellings).some((spelling) => spelling.includes(wanted));
}

/** A name's full pinyin and its initials, without tones: 长盛建筑 → CHANGSHENGJIANZHU, CSJZ. Letters and digits stay as they are. */
function spellings(name: string): string[] {
  const known = SPELLINGS.get(name);
  if (known) return known;
  const spelt = (pattern: 'pinyin' | 'first'): string =>
    pinyin(normalForm(name), { toneType: 'none', pattern, v: true, separator: '' }).toUpperCase();
  const made = [spelt('pinyin'), spelt('first')];
  SPELLINGS.set(name, made);
  return made;
}

/** Names are the same from search to search; a spelling is a pure function of the name, and takes some 20 µs to make. */
const SPELLINGS = new Map<string, string[]>();
