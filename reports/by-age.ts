import { ageBucket } from './parts/columns.ts';
import { groups } from './parts/groups.ts';

export const report = groups({ zh: '拖欠账款按账龄汇总表', en: 'Arrears by age' }, [ageBucket]);
