import type { ExportRoles, StaffRole } from '../contract/index.ts';

/**
 * Which roles may take what out of the desk as a file (docs/decisions/0026-who-may-export.md). Whoever works on single
 * payments may have those that they picked; a whole list names everybody, so it is a supervisor's.
 */
export const EXPORT_ROLES = {
  payments: ['supervisor'],
  picked_payments: ['clerk', 'supervisor'],
  people: ['supervisor'],
} as const satisfies ExportRoles;

export type Exportable = keyof typeof EXPORT_ROLES;

/** @param role as the database has it; what is no supervisor is a clerk */
export const roleOf = (role: string | undefined): StaffRole =>
  role === 'supervisor' ? 'supervisor' : 'clerk';

export const mayExport = (role: StaffRole, what: Exportable): boolean => {
  const roles: readonly StaffRole[] = EXPORT_ROLES[what];
  return roles.includes(role);
};
