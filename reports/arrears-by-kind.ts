import { kindOfGroup } from './parts/columns.ts';
import { groups } from './parts/groups.ts';

export const report = groups({ zh: '拖欠账款按债务人类别汇总表', en: 'Arrears by kind of debtor' }, [kindOfGroup]);
