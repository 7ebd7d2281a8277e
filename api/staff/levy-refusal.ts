import type { LevyRefusal } from '../../workflows/obligation/levy.ts';
import type { StaffRefusal } from '../contract/index.ts';

/** By the names of the inputs: one person is asked for, and what the terms say stands under them. */
export function levyRefusal(refusal: LevyRefusal): StaffRefusal {
  if (refusal.code === 'act_reused') return { code: refusal.code, field: 'actId' };
  const fields = refusal.problems.map(({ field, says }) => ({ field: nameOf(field), says }));
  return { code: 'unfit', fields };
}

const nameOf = (field: string): string =>
  field === 'personIds' ? 'personId' : field.replace(/^schedule\./, 'terms.');
