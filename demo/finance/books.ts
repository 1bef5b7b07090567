import type { Row, Tables } from '../rows.ts';
import type { Scene } from '../scene.ts';
import { writeAgencies } from './agencies.ts';
import { ContractWriter } from './contracts.ts';
import { writeFiles } from './files.ts';
import { writeFunds, writeProjects, writeTaxArrears } from './funds.ts';
import { PayableWriter } from './payables.ts';
import { VoucherWriter } from './vouchers.ts';

const emptyTables = () => ({
  BAS_AGENCY_INFO: [] as Row[],
  PM_PROJECT_INFO: [] as Row[],
  CT_CONTRACT_INFO: [] as Row[],
  AP_PAYABLE: [] as Row[],
  PAY_VOUCHER_BILL: [] as Row[],
  REPAY_PLAN: [] as Row[],
  ARCHIVE_DOC: [] as Row[],
  CLEAR_FUND: [] as Row[],
  TAX_ARREARS: [] as Row[],
});

/** The Finance Bureau's books (旗财政局): budget and treasury payment. */
export function writeFinance(scene: Scene): Tables {
  const tables = emptyTables();
  const agencies = writeAgencies(scene, tables.BAS_AGENCY_INFO);
  const agencyCodes = [...agencies.values()].map(({ agencyCode }) => agencyCode);
  const projects = writeProjects(scene, agencyCodes, tables.PM_PROJECT_INFO);
  const contracts = new ContractWriter(scene, tables.CT_CONTRACT_INFO, projects);
  const payables = new PayableWriter(scene, tables.AP_PAYABLE);
  const vouchers = new VoucherWriter(scene, tables.PAY_VOUCHER_BILL);
  for (const contract of scene.contracts) {
    const agency = agencies.get(contract.debtor);
    if (!agency) continue;
    for (const payable of payables.write(contracts.write(contract, agency))) {
      vouchers.write(payable);
      writeFiles(scene, payable, tables);
    }
  }
  writeFunds(scene, tables.CLEAR_FUND);
  writeTaxArrears(scene, scene.world.creditors, tables.TAX_ARREARS);
  return tables;
}
