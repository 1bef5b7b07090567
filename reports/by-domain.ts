import { domain } from './parts/columns.ts';
import { groups } from './parts/groups.ts';

export const report = groups({ zh: '拖欠账款按领域汇总表', en: 'Arrears by domain' }, [domain]);
