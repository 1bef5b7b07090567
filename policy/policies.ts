import { audit } from './audit.ts';
import { coordination } from './coordination.ts';
import { energy } from './energy.ts';
import { finance } from './finance.ts';
import { housingConstruction } from './housing-construction.ts';
import type { Policy } from './policy.ts';
import { soe } from './soe.ts';

/** Every subgraph's rule, by its name. */
export const policies: Readonly<Record<string, Policy>> = {
  audit,
  coordination,
  finance,
  'housing-construction': housingConstruction,
  energy,
  soe,
};
