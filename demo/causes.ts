import type { Random } from './random.ts';
import type { TruthDebt } from './truth.ts';

/** Why a debt is not paid (拖欠原因), as a clerk would put it in free words. */
export interface Cause {
  cause: TruthDebt['cause'];
  causeText: string | null;
  disputed: boolean;
}

/** Words for each cause. Some name several: the first cause in the rules' order counts. */
const TEXTS: Record<NonNullable<TruthDebt['cause']>, readonly string[]> = {
  DISPUTE: ['对工程量存在分歧', '因质量问题双方有纠纷，资金暂缓支付', '诉讼中', '验收后发现质量缺陷'],
  ACCEPTANCE: ['尚未竣工验收', '未验收，结算资料不全'],
  SETTLEMENT: ['审计未完成', '等待结算，资金已落实', '未办理决算审计'],
  FUNDS: ['财政资金紧张', '单位经营困难', '上级资金未到位'],
  PAPERWORK: ['发票未提供', '付款手续不全', '资料缺失'],
  OTHER: ['人员变动', '历史遗留', '正在核对'],
};

export function drawCause(random: Random): Cause {
  const cause = random.pick([
    'FUNDS',
    'FUNDS',
    'FUNDS',
    'SETTLEMENT',
    'SETTLEMENT',
    'ACCEPTANCE',
    'DISPUTE',
    'PAPERWORK',
    'OTHER',
    'NONE',
  ] as const);
  const disputed = random.chance(cause === 'DISPUTE' ? 0.7 : 0.02);
  if (cause === 'NONE') return { cause: null, causeText: null, disputed };
  return { cause, causeText: random.pick(TEXTS[cause]), disputed };
}
