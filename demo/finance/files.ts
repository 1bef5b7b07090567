import { addToMonth, monthOf } from '../calendar.ts';
import type { Row } from '../rows.ts';
import { decimalText, FEN, YUAN } from '../money.ts';
import { drawStamp, type Scene } from '../scene.ts';
import type { WrittenPayable } from './payables.ts';

const DOCUMENTS: readonly (readonly [string, string, number])[] = [
  ['1', '合同.pdf', 0.8],
  ['2', '还款计划.docx', 0.3],
  ['3', '支付凭证.pdf', 0.4],
  ['4', '验收单.pdf', 0.3],
  ['9', '往来函件.jpg', 0.1],
];

/** Repayment plans (还款计划), some of them revised as a whole, and the file of each debt (一笔账一档案). */
export function writeFiles(
  scene: Scene,
  { id, debt }: WrittenPayable,
  tables: { REPAY_PLAN: Row[]; ARCHIVE_DOC: Row[] },
): void {
  const { random } = scene;
  if (random.chance(0.3) && debt.gross > 100n * FEN) {
    for (let revision = 1; revision <= random.pick([1, 1, 2, 3]); revision += 1)
      tables.REPAY_PLAN.push(...plan(scene, { id, debt }, revision));
  }
  for (const [type, name, share] of DOCUMENTS) {
    if (random.chance(share)) tables.ARCHIVE_DOC.push(document(scene, id, type, name));
  }
}

function plan(scene: Scene, { id, debt }: Pick<WrittenPayable, 'id' | 'debt'>, revision: number): Row[] {
  const instalments = revision + 1;
  return Array.from({ length: instalments }, (_, i) => ({
    PLAN_ID: scene.random.uuid(),
    PAYABLE_ID: id,
    REVISION: revision,
    SEQ: i + 1,
    PLAN_MONTH: addToMonth(monthOf(scene.today), 2 * i + revision).replace('-', ''),
    PLAN_AMT: decimalText((debt.gross / BigInt(instalments) / FEN) * FEN, YUAN, 2),
    FUND_SOURCE: scene.random.pick(['1', '2', '3', '4']),
    APPROVED: scene.random.pick([1, 2]),
    UPDATE_TIME: drawStamp(scene),
  }));
}

function document(scene: Scene, payableId: string, type: string, fileName: string): Row {
  return {
    DOC_ID: scene.random.uuid(),
    PAYABLE_ID: payableId,
    DOC_TYPE: type,
    FILE_NAME: fileName,
    FILE_SHA256: scene.random.chance(0.8) ? scene.random.hex(64) : null,
    UPDATE_TIME: drawStamp(scene),
  };
}
