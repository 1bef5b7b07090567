import type { Department, DepartmentContext } from '../../kit/department/department.ts';
import { policy } from '../../policy/housing-construction.ts';
import { deciderOf } from '../../policy/policy.ts';
import { housingConstructionLoaders, type HousingConstructionLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import { shape } from './source/tables.ts';
import { housingConstructionSource, type HousingConstructionSource } from './source/source.ts';

/** What the resolvers of the housing and construction bureau are given. */
export type Context = DepartmentContext<HousingConstructionSource, HousingConstructionLoaders>;

/** The Housing and Urban-Rural Development Bureau (住房和城乡建设局): construction supervision platform. */
export const department: Department<HousingConstructionSource, HousingConstructionLoaders> = {
  domain: 'housing-construction',
  tables: shape,
  decide: deciderOf(policy),
  source: housingConstructionSource,
  loaders: housingConstructionLoaders,
  resolvers,
};
