import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { agencies } from './agencies.ts';
import { PAYER_PASSWORD } from './people.ts';
import { planWorld, type WorldSize } from './plan.ts';

/** The file that says that a data folder holds a large sample world, and what is in it. */
export const MANIFEST = 'world.json';

export interface Manifest {
  seed: number;
  today: string;
  people: number;
  obligations: number;
  payments: number;
  succeeded: number;
  entries: number;
  agencies: readonly ManifestAgency[];
}

/** An agency, and who to be there. */
export interface ManifestAgency {
  key: string;
  name: string;
  phone: string;
  /** Who has paid most often. */
  payer: { email: string; password: string };
  staff: readonly { email: string; password: string; role: string }[];
}

/** The world's agencies, with who to be there. */
export function agenciesOf(size: WorldSize): ManifestAgency[] {
  const { acts } = planWorld(size);
  return agencies.map(({ key, name, phone, staff }) => {
    const emails = acts.flatMap((act) =>
      act.kind === 'pay' && act.person.agency.key === key ? [act.person.account?.email ?? ''] : [],
    );
    const often = [...Map.groupBy(emails, (email) => email)].toSorted(([, a], [, b]) => b.length - a.length);
    const payer = { email: often[0]?.[0] ?? '', password: PAYER_PASSWORD };
    const signIns = staff.map(({ email, password, role }) => ({ email, password, role }));
    return { key, name, phone, payer, staff: signIns };
  });
}

/** What a data folder says of its world; null: it holds none. */
export async function readManifest(dataFolder: string): Promise<Manifest | null> {
  try {
    return JSON.parse(await readFile(join(dataFolder, MANIFEST), 'utf8')) as Manifest;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
