import { creditCodeOf, makeOrganisationCode } from './codes.ts';
import {
  BANNER,
  companyName,
  governmentNames,
  institutionNames,
  shopName,
  stateCompanyName,
  townNames,
} from './names.ts';
import type { Random } from './random.ts';
import type { TruthDebt } from './truth.ts';

/** An enterprise or a body that owes, as it is. */
export interface Party {
  organisationCode: string;
  creditCode: string;
  /** Names in normal form: today's, another that is in use, and one that it had before. */
  name: string;
  otherName: string | null;
  formerName: string | null;
  kind: TruthDebt['debtorKind'];
  ownership: NonNullable<TruthDebt['ownership']>;
  scale: NonNullable<TruthDebt['scale']>;
  /** Whether any book knows its code. */
  codeKnown: boolean;
  /** Another party has the very same name. */
  isTwin: boolean;
}

/** Makes parties, no two of which share a code or, twins apart, a name. */
export class Registry {
  readonly #random: Random;
  readonly #taken = new Set<string>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** Bodies that owe, so many of each kind at the most. */
  debtors(kind: Party['kind'], count: number): Party[] {
    const listed = {
      GOVERNMENT: governmentNames,
      TOWN: townNames,
      PUBLIC_INSTITUTION: institutionNames,
      SOE: null,
      OTHER: null,
    }[kind];
    if (listed) return listed.slice(0, count).map((name) => this.#body(name, kind));
    return Array.from({ length: count }, () =>
      this.#company(() => stateCompanyName(this.#random), { kind, ownership: 'STATE', scale: 'LARGE' }),
    );
  }

  /** Enterprises that are owed; a few of them state-owned, foreign or large. */
  creditors(count: number): Party[] {
    return Array.from({ length: count }, () => this.#creditor());
  }

  /** Two parties of one name. */
  twins(party: Party): Party[] {
    const code = this.#unique(() => makeOrganisationCode(this.#random));
    const other = { organisationCode: code, creditCode: creditCodeOf(party.creditCode.slice(0, 2), code) };
    const twin = { ...party, codeKnown: true, isTwin: true, otherName: null, formerName: null };
    return [twin, { ...twin, ...other }];
  }

  #body(name: string, kind: Party['kind']): Party {
    const formerName = this.#unique(() => name.replace(BANNER, BANNER.slice(0, 2)));
    const prefix = kind === 'PUBLIC_INSTITUTION' ? '12' : '11';
    return this.#party(prefix, {
      name,
      otherName: null,
      formerName,
      kind,
      ownership: 'STATE',
      scale: 'LARGE',
      codeKnown: true,
    });
  }

  #creditor(): Party {
    const draw = this.#random.next();
    const scale = this.#random.pick(['MEDIUM', 'SMALL', 'SMALL', 'SMALL', 'MICRO', 'MICRO'] as const);
    if (draw < 0.12) return this.#shop();
    const ownership = draw < 0.2 ? 'STATE' : draw < 0.24 ? 'FOREIGN' : 'PRIVATE';
    const large = this.#random.chance(ownership === 'PRIVATE' ? 0.05 : 0.6);
    return this.#company(() => companyName(this.#random), { kind: 'OTHER', ownership, scale: large ? 'LARGE' : scale });
  }

  #shop(): Party {
    const name = this.#unique(() => shopName(this.#random));
    const codeKnown = this.#random.chance(0.7);
    return this.#party('92', {
      name,
      otherName: null,
      formerName: null,
      kind: 'OTHER',
      ownership: 'INDIVIDUAL',
      scale: 'MICRO',
      codeKnown,
    });
  }

  #company(makeName: () => string, is: Pick<Party, 'kind' | 'ownership' | 'scale'>): Party {
    const name = this.#unique(makeName);
    const otherName = this.#unique(() => name.replace('有限公司', '有限责任公司'));
    const formerName = this.#random.chance(0.3) ? this.#unique(makeName) : null;
    return this.#party('91', {
      name,
      otherName,
      formerName,
      codeKnown: is.kind === 'SOE' || this.#random.chance(0.95),
      ...is,
    });
  }

  #party(prefix: string, about: Omit<Party, 'organisationCode' | 'creditCode' | 'isTwin'>): Party {
    const organisationCode = this.#unique(() => makeOrganisationCode(this.#random));
    return { organisationCode, creditCode: creditCodeOf(prefix, organisationCode), isTwin: false, ...about };
  }

  #unique(make: () => string): string {
    let text = make();
    while (this.#taken.has(text)) text = make();
    this.#taken.add(text);
    return text;
  }
}
