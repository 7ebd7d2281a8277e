import type { Db } from '../prisma/client.ts';
import { storedSettings, type AgencySettings } from './agency-settings.ts';

/** An agency as its pages' calls need it. */
export interface PageAgency {
  id: string;
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

/** The agency that a publishable key names, or null. */
export async function agencyByKey(read: Db, publishableKey: string): Promise<PageAgency | null> {
  const found = await read.agency.findUnique({ where: { publishableKey }, include: { origins: true } });
  if (found === null) return null;
  const { id, name, language, timeZone, phone, statementDescriptor, officeHours, stripeAccountId, origins } =
    found;
  return {
    id,
    name,
    language,
    timeZone,
    phone,
    statementDescriptor,
    officeHours,
    stripeAccountId,
    settings: storedSettings(found.settings),
    origins: origins.map(({ origin }) => origin),
  };
}
