import type { Department, DepartmentContext } from '../../kit/department/department.ts';
import { policy } from '../../policy/energy.ts';
import { deciderOf } from '../../policy/policy.ts';
import { energyLoaders, type EnergyLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import { shape } from './source/tables.ts';
import { energySource, type EnergySource } from './source/source.ts';

/** What the resolvers of the energy bureau are given. */
export type Context = DepartmentContext<EnergySource, EnergyLoaders>;

/** The energy bureau (能源局): ledgers of arrears (清欠台账), imported from spreadsheets every month. */
export const department: Department<EnergySource, EnergyLoaders> = {
  domain: 'energy',
  tables: shape,
  decide: deciderOf(policy),
  source: energySource,
  loaders: energyLoaders,
  resolvers,
};
