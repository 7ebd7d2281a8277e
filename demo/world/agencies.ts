import type { SampleAgency } from './agencies/agency.ts';
import { quillfern } from './agencies/quillfern.ts';
import { saltgrass } from './agencies/saltgrass.ts';
import { tarnLake } from './agencies/tarn-lake.ts';

/** The world's agencies: three states whose laws divide money by different rules. All invented. */
export const agencies: readonly SampleAgency[] = [quillfern, saltgrass, tarnLake];
