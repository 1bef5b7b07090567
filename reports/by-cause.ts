import { cause, disputed } from './parts/columns.ts';
import { groups } from './parts/groups.ts';

export const report = groups({ zh: '拖欠账款按原因汇总表', en: 'Arrears by cause' }, [cause, disputed]);
