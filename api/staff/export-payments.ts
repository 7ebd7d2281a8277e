import { z } from 'zod';
import { idInput } from '../payer/inputs.ts';
import type { Export } from './export-file.ts';
import { exportLines } from './export-rows.ts';
import { listInput, type WantedList } from './payment-filters.ts';

export const exportInput = z.union([
  z.strictObject({ ids: z.array(idInput).min(1).max(1_000) }),
  listInput.strict(),
]);

/** The payments of a list, or the picked ones. */
export const paymentsExport: Export<z.infer<typeof exportInput>> = {
  name: 'payments',
  input: exportInput,
  what: (wanted) => ('ids' in wanted ? 'picked_payments' : 'payments'),
  filters: (wanted) => ('ids' in wanted ? { picked: wanted.ids.length } : filtersOf(wanted)),
  lines: ({ read }, scope, wanted, done) => exportLines(read, { ...scope, wanted }, done),
};

function filtersOf({ text, ...filters }: WantedList): Record<string, string | number> {
  const set = Object.entries(filters).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return { ...Object.fromEntries(set), ...(text && { searched: 1 }) };
}
