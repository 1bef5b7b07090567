import { debts, inShort } from './parts/debts.ts';

export const report = debts({ zh: '小额无分歧欠款清单', en: 'Small undisputed debts' }, inShort, {
  fixed: ['disputed'],
});
