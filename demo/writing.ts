import {
  CODE_STYLES,
  CODELESS_STYLES,
  emptyCode,
  fullWidth,
  writeCode,
  type CodeStyle,
  type WrittenCode,
} from './code-writing.ts';
import type { Party } from './parties.ts';
import { at, Deck, type Random } from './random.ts';

/** A party as a row has it. */
export interface WrittenParty {
  /** As the book has it, trimmed. */
  name: string;
  /** The name in normal form. */
  normal: string;
  /** The organisation code that the row's own field gives; null where it gives none. */
  code: string | null;
}

/** How one book's clerks type codes and names. */
export class Clerk {
  readonly #random: Random;
  readonly #codeStyles: Deck<CodeStyle>;
  readonly #twinStyles: Deck<'CLEAN' | 'EMPTY'>;
  readonly #nameForms: Deck<'MAIN' | 'OTHER' | 'FORMER'>;
  readonly #nameStyles: Deck<
    'PLAIN' | 'FULL_BRACKETS' | 'LENTICULAR' | 'SQUARE' | 'SPACED' | 'ENDS' | 'LOWER' | 'FULL_WIDTH'
  >;
  readonly #numberStyles: Deck<'PLAIN' | 'TORTOISE' | 'SQUARE' | 'FULL_BRACKETS' | 'SPACED' | 'LOWER'>;

  constructor(random: Random) {
    this.#random = random.child('clerk');
    this.#codeStyles = new Deck(this.#random, CODE_STYLES);
    this.#twinStyles = new Deck(this.#random, { CLEAN: 1, EMPTY: 1 });
    this.#nameForms = new Deck(this.#random, { MAIN: 20, OTHER: 3, FORMER: 1 });
    this.#nameStyles = new Deck(this.#random, {
      ...{ PLAIN: 20, FULL_BRACKETS: 6, LENTICULAR: 2, SQUARE: 2 },
      ...{ SPACED: 2, ENDS: 2, LOWER: 3, FULL_WIDTH: 2 },
    });
    this.#numberStyles = new Deck(this.#random, {
      PLAIN: 5,
      TORTOISE: 8,
      SQUARE: 2,
      FULL_BRACKETS: 4,
      SPACED: 1,
      LOWER: 1,
    });
  }

  /** A code for a column of so many characters. */
  code(party: Party, width: number): WrittenCode {
    return writeCode(this.#codeStyle(party), party, { random: this.#random, width });
  }

  #codeStyle({ codeKnown, isTwin }: Party): CodeStyle {
    if (!codeKnown) return this.#random.pick(CODELESS_STYLES);
    return (isTwin ? this.#twinStyles : this.#codeStyles).draw();
  }

  /** A code typed without a flaw. */
  cleanCode(party: Party): WrittenCode {
    return party.codeKnown ? { text: party.creditCode, code: party.organisationCode, invalid: false } : emptyCode(null);
  }

  /** A code with one wrong character: no reading of it is right. */
  wrongCode(party: Party): WrittenCode {
    return writeCode('WRONG', party, { random: this.#random, width: party.creditCode.length });
  }

  /** One of the names a party goes by, in normal form. */
  nameOf(party: Party): string {
    const form = party.isTwin ? 'MAIN' : this.#nameForms.draw();
    return (form === 'OTHER' ? party.otherName : form === 'FORMER' ? party.formerName : null) ?? party.name;
  }

  /** A name in normal form, as typed. */
  name(normal: string): string {
    switch (this.#nameStyles.draw()) {
      case 'PLAIN':
        return normal;
      case 'FULL_BRACKETS':
        return brackets(normal, '（）');
      case 'LENTICULAR':
        return brackets(normal, '【】');
      case 'SQUARE':
        return brackets(normal, '[]');
      case 'SPACED':
        return `${normal.slice(0, 3)} ${normal.slice(3)}`;
      case 'ENDS':
        return ` ${normal}\u3000`;
      case 'LOWER':
        return normal.toLowerCase();
      case 'FULL_WIDTH':
        return normal.replace(/[A-Z]/g, fullWidth);
    }
  }

  /** A contract's or bill's number in normal form, as typed. */
  number(normal: string): string {
    switch (this.#numberStyles.draw()) {
      case 'PLAIN':
        return normal;
      case 'TORTOISE':
        return brackets(normal, '〔〕');
      case 'SQUARE':
        return brackets(normal, '[]');
      case 'FULL_BRACKETS':
        return brackets(normal, '（）');
      case 'SPACED':
        return `${normal.slice(0, 4)} ${normal.slice(4)}`;
      case 'LOWER':
        return normal.toLowerCase();
    }
  }

  /** Name and code of a party for one row. */
  party(party: Party, width: number): { nameText: string; code: WrittenCode; written: WrittenParty } {
    const [normal, code] = [this.nameOf(party), this.code(party, width)];
    const nameText = this.name(normal);
    return { nameText, code, written: { name: nameText.trim(), normal, code: code.code } };
  }
}

function brackets(text: string, pair: string): string {
  return text.replace('(', at(pair, 0)).replace(')', at(pair, 1));
}
