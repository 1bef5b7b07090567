import { addDays } from '../calendar.ts';
import type { Row } from '../rows.ts';
import { projectName } from '../names.ts';
import type { Party } from '../parties.ts';
import { at } from '../random.ts';
import { drawStamp, type Scene } from '../scene.ts';

const money = (scene: Scene, upTo: number): string => `${scene.random.int(10_000, upTo)}.${scene.random.digits(2)}`;

/**
 * Budgeted projects (预算项目), one row a fiscal year; some not approved, without proof of funds, or deleted. By their
 * codes: whether a row is in force.
 */
export function writeProjects(scene: Scene, agencyCodes: readonly string[], rows: Row[]): Map<string, boolean> {
  const codes = agencyCodes.flatMap((code) => [`${code}P01`, `${code}P02`]);
  for (const code of codes) {
    const project = projectOf(scene, code);
    const year = scene.random.int(2021, 2024);
    for (let i = 0; i <= scene.random.int(0, 2); i += 1) rows.push(projectRow(scene, project, String(year + i)));
  }
  const isInForce = (code: string): boolean => rows.some((row) => row['PRO_CODE'] === code && row['IS_DELETED'] === 2);
  return new Map(codes.map((code) => [code, isInForce(code)]));
}

function projectOf(scene: Scene, code: string): Row {
  const { random, today } = scene;
  const approvedOn = random.chance(0.8) ? addDays(today, -random.int(300, 2_000)) : null;
  return {
    PRO_CODE: code,
    PRO_NAME: projectName(random),
    AGENCY_CODE: code.slice(0, 6),
    PRO_TOTAL_AMT: money(scene, 90_000_000),
    APPROVE_DATE: approvedOn,
    START_DATE: random.chance(0.8) ? addDays(approvedOn ?? today, random.int(-30, 200)) : null,
    FUND_PROOF_NO: random.chance(0.75) ? `达财预(${random.int(2019, 2025)})${random.int(1, 300)}号` : null,
    IS_ADVANCED: random.chance(0.1) ? 1 : 2,
  };
}

function projectRow(scene: Scene, project: Row, year: string): Row {
  const isDeleted = scene.random.chance(0.05) ? 1 : 2;
  return {
    PRO_ID: scene.random.uuid(),
    FISCAL_YEAR: year,
    ...project,
    IS_DELETED: isDeleted,
    UPDATE_TIME: drawStamp(scene),
  };
}

const FUNDS = ['清欠专项预算', '清缴税费统筹', '闲置房产处置收入', '再融资专项债券', '上级转移支付'];

/** Money to clear arrears with (清欠资金). */
export function writeFunds(scene: Scene, rows: Row[]): void {
  for (const year of ['2023', '2024', '2025']) {
    for (const [i, name] of FUNDS.entries()) {
      rows.push({
        FUND_ID: scene.random.uuid(),
        FISCAL_YEAR: year,
        FUND_SOURCE: at(['1', '2', '3', '4', '4'], i),
        FUND_NAME: `${year}年${name}`,
        ARRANGED_AMT: money(scene, 60_000_000),
        ALLOCATED_AMT: money(scene, 30_000_000),
        UPDATE_TIME: drawStamp(scene),
      });
    }
  }
}

/**
 * Taxes and fees that enterprises owe (企业欠税欠费): the parties named here count for who is who. Twins owe, each by its
 * code.
 */
export function writeTaxArrears(scene: Scene, creditors: readonly Party[], rows: Row[]): void {
  const owing = creditors.filter(({ isTwin }) => isTwin || scene.random.chance(0.1));
  for (const party of owing) {
    const { nameText, code, written } = scene.clerk.party(party, 18);
    const typed = party.isTwin ? scene.clerk.cleanCode(party) : code;
    const id = scene.random.uuid();
    scene.notes.mention('finance', {
      role: 'CREDITOR',
      party: { ...written, code: typed.code },
      location: `TAX_ARREARS TAX_ID=${id}`,
      debtId: null,
      inForce: false,
    });
    rows.push({
      TAX_ID: id,
      TAXPAYER_CODE: typed.text,
      TAXPAYER_NAME: nameText,
      OWED_AMT: money(scene, 3_000_000),
      RECOVERED_AMT: scene.random.chance(0.4) ? '5000.00' : '0.00',
      UPDATE_TIME: drawStamp(scene),
    });
  }
}
