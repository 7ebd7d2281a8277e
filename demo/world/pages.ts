import type { Db } from '../../prisma/client.ts';
import { startSite, type Site } from '../site/server.ts';
import { textsOf } from '../site/texts.ts';
import { agencyId } from './ids.ts';
import { readManifest, type ManifestAgency } from './manifest.ts';

/** A page of one of the large world's agencies, with who to be there. */
export interface WorldPage extends ManifestAgency {
  site: Site;
}

/** The small world's agency is at 127.0.0.1; each of these is another site to a browser. */
const FIRST_HOST = 2;

/**
 * Start the pages of the large sample world's agencies, where the data folder holds it: the same port, a host each.
 * @throws {Error} a sentence: it lives with the sandbox only; or as `listen` does
 */
export async function startWorldPages(on: {
  dataFolder: string;
  port: number;
  withSandbox: boolean;
}): Promise<WorldPage[]> {
  const manifest = await readManifest(on.dataFolder);
  if (manifest === null) return [];
  if (!on.withSandbox) throw new Error(NEEDS_SANDBOX);
  const pages: WorldPage[] = [];
  for (const [i, agency] of manifest.agencies.entries()) {
    const host = `127.0.0.${FIRST_HOST + i}`;
    const publishableKey = `pk_sample_${agency.key}`;
    const site = await startSite({ port: on.port, host, publishableKey, says: textsOf(agency) });
    pages.push({ ...agency, site });
  }
  return pages;
}

const NEEDS_SANDBOX =
  'This data folder holds the large sample world, whose payments only the Stripe sandbox knows: unset STRIPE_SECRET_KEY, or name another folder in ONWARD_DATA.';

/** The agencies' pages may show the widget, wherever they are this time. */
export async function addWorldOrigins(db: Db, pages: readonly WorldPage[]): Promise<void> {
  for (const { key, site } of pages) {
    const row = { agencyId: agencyId(key), origin: site.origin };
    await db.agencyOrigin.upsert({ where: { agencyId_origin: row }, create: row, update: {} });
  }
}

/** Where to look at it and who to be, for the end of a start. */
export const worldRows = (pages: readonly WorldPage[]): (readonly [string, string])[] =>
  pages.flatMap(({ name, payer, staff, site }): (readonly [string, string])[] => [
    [name, site.origin],
    ['  sign in', `${payer.email}  ${payer.password}`],
    ...staff.map(({ role, email, password }) => [`  ${role}`, `${email}  ${password}`] as const),
  ]);
