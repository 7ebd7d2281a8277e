import type { Db, Tx } from '../../prisma/client.ts';
import type { Agency } from '../../prisma/gen/sqlite/client.ts';
import { Refused } from './refused.ts';

const KEY = /^[a-z0-9][a-z0-9_-]{1,39}$/;

/** The publishable key of an agency whose key the command names, with or without its pk_. @throws {Refused} */
export function publishableKeyOf(key: string): string {
  const bare = key.startsWith('pk_') ? key.slice('pk_'.length) : key;
  if (!KEY.test(bare))
    throw new Refused(
      `KEY ${key}: must be 2 to 40 small letters, digits, - or _, like harbor-county. Pages carry it as pk_${bare === '' ? 'harbor-county' : '…'}.`,
    );
  return `pk_${bare}`;
}

/** @throws {Refused} there is no such agency, with those that there are */
export async function agencyNamed(db: Db | Tx, key: string): Promise<Agency> {
  const publishableKey = publishableKeyOf(key);
  const agency = await db.agency.findUnique({ where: { publishableKey } });
  if (agency !== null) return agency;
  const all = await db.agency.findMany({ orderBy: { publishableKey: 'asc' }, take: 50 });
  const known = all.map((one) => one.publishableKey).join(', ');
  throw new Refused(
    `KEY ${key}: no agency has it. ${known === '' ? 'There is none yet: take one on with add.' : `There are: ${known}.`}`,
  );
}
