import type { Row } from '../rows.ts';
import type { Party } from '../parties.ts';
import type { Scene } from '../scene.ts';
import type { TruthDebt } from '../truth.ts';
import type { WrittenParty } from '../writing.ts';

const SCALES = { LARGE: '大型', MEDIUM: '中型', SMALL: '小型', MICRO: '微型' };
const OWNERSHIPS = { PRIVATE: '民营', STATE: '国有', FOREIGN: '外资', INDIVIDUAL: '个体' };

/** What the directory says an enterprise is. */
interface Listed {
  ownership: TruthDebt['ownership'];
  scale: TruthDebt['scale'];
}

/** The directory of enterprises (企业名录): incomplete, it knows most of the creditors, some by a former name too. */
export class Directory {
  readonly #scene: Scene;
  readonly #rows: Row[];
  readonly #entries = new Map<string, Listed>();

  constructor(scene: Scene, rows: Row[]) {
    this.#scene = scene;
    this.#rows = rows;
    const creditors = new Set(scene.contracts.map(({ creditor }) => creditor));
    for (const party of creditors) if (!party.isTwin && scene.random.chance(0.65)) this.#write(party);
  }

  /** Found by name, else by former name, else by code; nobody has the name of another's entry. */
  find({ normal, code }: WrittenParty): Listed {
    return this.#entries.get(normal) ?? this.#entries.get(code ?? '') ?? { ownership: null, scale: null };
  }

  #write(party: Party): void {
    const { random, clerk, notes } = this.#scene;
    const [nameText, code] = [clerk.name(party.name), clerk.code(party, 40)];
    const formerName = random.chance(0.8) ? party.formerName : null;
    const listed = {
      ownership: random.chance(0.85) ? party.ownership : null,
      scale: random.chance(0.85) ? party.scale : null,
    };
    for (const key of [party.name, formerName, code.code]) if (key !== null) this.#entries.set(key, listed);
    const location = `企业名录 企业名称=${nameText}`;
    const written = { name: nameText.trim(), normal: party.name, code: code.code };
    notes.mention('energy', { role: 'CREDITOR', party: written, location, debtId: null, inForce: true });
    if (formerName !== null) notes.formerName(formerName, party.name);
    if (code.invalid) notes.issue('energy', 'CREDIT_CODE_INVALID', location);
    this.#rows.push({
      企业名称: nameText,
      曾用名: formerName && clerk.name(formerName),
      统一社会信用代码: code.text,
      企业规模: listed.scale && SCALES[listed.scale],
      企业性质: listed.ownership && OWNERSHIPS[listed.ownership],
    });
  }
}
