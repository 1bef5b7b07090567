import type { Department, DepartmentContext } from '../../kit/department/department.ts';
import { policy } from '../../policy/soe.ts';
import { deciderOf } from '../../policy/policy.ts';
import { soeLoaders, type SoeLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import { shape } from './source/tables.ts';
import { soeSource, type SoeSource } from './source/source.ts';

/** What the resolvers of the assets service centre are given. */
export type Context = DepartmentContext<SoeSource, SoeLoaders>;

/** The state-owned assets service centre (国有资产发展服务中心): payables of all state-owned enterprises, out of their ERP. */
export const department: Department<SoeSource, SoeLoaders> = {
  domain: 'soe',
  tables: shape,
  decide: deciderOf(policy),
  source: soeSource,
  loaders: soeLoaders,
  resolvers,
};
