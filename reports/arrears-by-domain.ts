import { ageBucket, domain } from './parts/columns.ts';
import { groups } from './parts/groups.ts';

export const report = groups({ zh: '拖欠账款按部门和账龄汇总表', en: 'Arrears by department and age' }, [
  domain,
  ageBucket,
]);
