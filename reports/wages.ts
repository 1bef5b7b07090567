import { domain } from './parts/columns.ts';
import { groups } from './parts/groups.ts';

export const report = groups({ zh: '拖欠农民工工资汇总表', en: 'Wages of migrant workers in arrears' }, [domain], {
  fixed: ['wages'],
});
