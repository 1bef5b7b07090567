import type { Row, Tables } from '../rows.ts';
import type { Scene } from '../scene.ts';
import { BillWriter } from './bills.ts';
import { ContractWriter } from './contracts.ts';
import { FileWriter } from './files.ts';
import { Snowflakes } from './snowflakes.ts';
import { UnitWriter } from './units.ts';

const emptyTables = () => ({
  hc_org: [] as Row[],
  hc_project: [] as Row[],
  hc_contract: [] as Row[],
  hc_bill: [] as Row[],
  hc_payment: [] as Row[],
  hc_repay_plan: [] as Row[],
  hc_document: [] as Row[],
  hc_deposit: [] as Row[],
});

/** The construction supervision platform's books (旗住房和城乡建设局). */
export function writeHousingConstruction(scene: Scene): Tables {
  const tables = emptyTables();
  const ids = new Snowflakes(scene.random.child('ids'));
  const units = new UnitWriter(scene, tables.hc_org, ids);
  const contracts = new ContractWriter(scene, tables, ids, units);
  const bills = new BillWriter(scene, tables.hc_bill, ids);
  const files = new FileWriter(scene, tables, ids);
  for (const contract of scene.contracts) {
    const written = contracts.write(contract);
    files.writeOfContract(written);
    for (const bill of bills.write(written)) files.writeOfBill(bill);
  }
  units.noteMentions();
  return tables;
}
