import { DOMAIN_CODES } from '../kit/departments.ts';
import { audit } from './audit.ts';
import { policy as campaign } from './campaign.ts';
import { coordination } from './coordination.ts';
import type { Policy } from './policy.ts';

const ofDepartment = async (code: string): Promise<[string, Policy]> => [
  code,
  ((await import(/* @vite-ignore */ new URL(`${code}.ts`, import.meta.url).href)) as { policy: Policy }).policy,
];

/** Every subgraph's rule, by its name: a department's is in the file of its code. */
export const policies: Readonly<Record<string, Policy>> = {
  audit,
  campaign,
  coordination,
  ...Object.fromEntries(await Promise.all(DOMAIN_CODES.map(ofDepartment))),
};
