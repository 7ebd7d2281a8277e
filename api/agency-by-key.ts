import type { Db } from '../prisma/client.ts';
import { queryRows } from '../prisma/rows.ts';
import { storedSettings, type AgencySettings } from './agency-settings.ts';

/** An agency as its pages' calls need it. */
export interface PageAgency {
  id: string;
  publishableKey: string;
  name: string;
  language: string;
  timeZone: string;
  phone: string;
  statementDescriptor: string;
  /** As `office-hours.ts` reads it. */
  officeHours: unknown;
  stripeAccountId: string | null;
  settings: AgencySettings;
  /** Exact origins on which it shows the widget. */
  origins: string[];
}

type Row = Omit<PageAgency, 'settings' | 'origins'> & { settings: unknown; origin: string | null };

/**
 * The agency that a publishable key names, or null. One statement, as every call of every page begins with it. The
 * SQL is the same on SQLite and PostgreSQL.
 */
export async function agencyByKey(read: Db, publishableKey: string): Promise<PageAgency | null> {
  const rows = await queryRows<Row>(read)`
    SELECT agency."id", agency."publishableKey", agency."name", agency."language", agency."timeZone", agency."phone",
      agency."statementDescriptor", agency."officeHours", agency."stripeAccountId", agency."settings",
      place."origin"
    FROM "Agency" AS agency LEFT JOIN "AgencyOrigin" AS place ON place."agencyId" = agency."id"
    WHERE agency."publishableKey" = ${publishableKey}`;
  const [found] = rows;
  if (found === undefined) return null;
  const { origin: _, ...agency } = found;
  return {
    ...agency,
    settings: storedSettings(found.settings),
    origins: rows.flatMap(({ origin }) => origin ?? []),
  };
}
