import { expect, test } from 'vitest';
import { causeOfText } from '../../kit/rules/cause.ts';

test.each([
  ['合同纠纷', 'DISPUTE'],
  ['双方有分歧', 'DISPUTE'],
  ['诉讼中', 'DISPUTE'],
  ['质量问题', 'DISPUTE'],
  ['尚未验收', 'ACCEPTANCE'],
  ['等待审计', 'SETTLEMENT'],
  ['未办结算', 'SETTLEMENT'],
  ['资金紧张', 'FUNDS'],
  ['财政未拨款', 'FUNDS'],
  ['经营困难', 'FUNDS'],
  ['手续不全', 'PAPERWORK'],
  ['缺资料', 'PAPERWORK'],
  ['未开发票', 'PAPERWORK'],
  ['历史遗留', 'OTHER'],
  ['0', 'OTHER'],
])('%s is %s', (text, cause) => expect(causeOfText(text)).toBe(cause));

test.each([
  ['发票未开，资金紧张，等审计，未验收，质量有问题', 'DISPUTE'],
  ['发票未开，资金紧张，等审计，未验收', 'ACCEPTANCE'],
  ['发票未开，资金紧张，等审计', 'SETTLEMENT'],
  ['发票未开，资金紧张', 'FUNDS'],
])('the first in the order of causes counts, not in that of words: %s is %s', (text, cause) =>
  expect(causeOfText(text)).toBe(cause),
);

test.each([null, '', ' ', '\u3000\n'])('%j tells none', (text) => expect(causeOfText(text)).toBeNull());
