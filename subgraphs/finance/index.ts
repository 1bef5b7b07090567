import type { Department, DepartmentContext } from '../../kit/department/department.ts';
import { policy } from '../../policy/finance.ts';
import { deciderOf } from '../../policy/policy.ts';
import { financeLoaders, type FinanceLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import { shape } from './source/tables.ts';
import { financeSource, type FinanceSource } from './source/source.ts';

/** What the resolvers of the finance bureau are given. */
export type Context = DepartmentContext<FinanceSource, FinanceLoaders>;

/** The finance bureau (财政局): budget and treasury-payment system. */
export const department: Department<FinanceSource, FinanceLoaders> = {
  domain: 'finance',
  tables: shape,
  decide: deciderOf(policy),
  source: financeSource,
  loaders: financeLoaders,
  resolvers,
};
