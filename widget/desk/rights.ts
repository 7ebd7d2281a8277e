import type { ExportRoles } from '../../api/contract/index.ts';
import type { Staff } from './session.ts';
import { words } from './words.ts';

/** Who may take a list out as a file, where the reader may not, in words; undefined: they may. */
export function exportedBy(what: keyof ExportRoles, staff: Staff | undefined): string | undefined {
  const roles = staff?.exportRoles[what] ?? [];
  if (staff && roles.includes(staff.role)) return undefined;
  return words.exportedBy(roles.map((role) => words.aRole[role]).join(` ${words.or} `));
}
