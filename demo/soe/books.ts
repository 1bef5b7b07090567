import type { Row, Tables } from '../rows.ts';
import type { Scene } from '../scene.ts';
import type { Debt } from '../world.ts';
import { writeCompanies } from './companies.ts';
import { DocumentWriter } from './documents.ts';
import { FileWriter } from './files.ts';
import { Keys } from './keys.ts';
import { LineWriter } from './lines.ts';
import { SupplierWriter } from './suppliers.ts';

const emptyTables = () => ({
  bd_corp: [] as Row[],
  bd_cubasdoc: [] as Row[],
  arap_djzb: [] as Row[],
  arap_djfb: [] as Row[],
  arap_verify: [] as Row[],
  arap_plan: [] as Row[],
  arap_attach: [] as Row[],
  am_disposal: [] as Row[],
});

/** The books of all state-owned enterprises (旗国有资产发展服务中心). */
export function writeSoe(scene: Scene): Tables {
  const tables = emptyTables();
  const companies = writeCompanies(scene, tables.bd_corp);
  const suppliers = new SupplierWriter(scene, tables.bd_cubasdoc);
  const keys = new Keys('FB');
  const lines = new LineWriter(scene, tables.arap_djfb, { suppliers, keys });
  const documents = new DocumentWriter(scene, tables, { lines, keys });
  const files = new FileWriter(scene, tables);
  for (const [party, company] of companies) {
    const debts = scene.contracts
      .filter(({ debtor }) => debtor === party)
      .flatMap((contract) => contract.debts.filter(({ books }) => books.includes('soe')));
    for (const chunk of documentsOf(scene, debts)) {
      for (const line of documents.write(company, chunk)) files.writeOfLine(line);
    }
  }
  files.writeDisposals([...companies.values()].map(({ id }) => id));
  return tables;
}

/** One to four debts a document. */
function documentsOf({ random }: Scene, debts: readonly Debt[]): Debt[][] {
  const documents: Debt[][] = [];
  for (let start = 0; start < debts.length; start += documents.at(-1)?.length ?? 1) {
    documents.push(debts.slice(start, start + random.pick([1, 1, 2, 3, 4])));
  }
  return documents;
}
