import { Deck, type Random } from './random.ts';

/** A person and a telephone number in two fields of a row, as typed. */
export interface TypedContact {
  person: string | null;
  phone: string | null;
}

/** Ways of typing, so many out of all. */
const PERSONS = { PLAIN: 12, TITLE: 2, ENDS: 1, EMPTY: 1, NULL: 1, NONE: 1 };
const PHONES = { PLAIN: 10, LANDLINE: 4, SPACED: 2, TWO: 2, EMPTY: 1, NULL: 1, NONE: 1 };

/** No place has it. */
const AREA_CODE = '0400';

/**
 * A contact as a clerk types it into a row. `random` is to be the row's own stream: how contacts are typed changes
 * nothing else in the world.
 */
export function typedContact(person: string, phone: string | null, random: Random): TypedContact {
  return { person: typedPerson(person, random), phone: phone === null ? null : typedPhone(phone, random) };
}

export function typedPerson(name: string, random: Random): string | null {
  switch (new Deck(random, PERSONS).draw()) {
    case 'PLAIN':
      return name;
    case 'TITLE':
      return `${name}${random.pick(['经理', '主任'])}`;
    case 'ENDS':
      return ` ${name}\u3000`;
    case 'EMPTY':
      return '';
    case 'NULL':
      return null;
    case 'NONE':
      return '无';
  }
}

function typedPhone(mobile: string, random: Random): string | null {
  const landline = `${AREA_CODE}-${mobile.slice(-7)}`;
  switch (new Deck(random, PHONES).draw()) {
    case 'PLAIN':
      return mobile;
    case 'LANDLINE':
      return landline;
    case 'SPACED':
      return `${mobile.slice(0, 3)} ${mobile.slice(3, 7)} ${mobile.slice(7)}`;
    case 'TWO':
      return `${mobile}${random.pick(['/', ' ', '、'])}${landline}`;
    case 'EMPTY':
      return '';
    case 'NULL':
      return null;
    case 'NONE':
      return '无';
  }
}
