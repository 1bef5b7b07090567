import { domain, kindOfGroup } from './parts/columns.ts';
import { groups } from './parts/groups.ts';

export const report = groups({ zh: '拖欠账款按主体性质汇总表', en: 'Arrears by kind of debtor and domain' }, [
  kindOfGroup,
  domain,
]);
