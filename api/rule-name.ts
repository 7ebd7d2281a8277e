import { z } from 'zod';
import type { Db } from '../prisma/client.ts';

const named = z.object({ name: z.string() });

/** The name that a version of a rule has for people, or null where none applied. */
export async function ruleName(read: Db, policyVersionId: string | null): Promise<string | null> {
  if (policyVersionId === null) return null;
  const version = await read.policyVersion.findUnique({ where: { id: policyVersionId } });
  return version && named.parse(version.rule).name;
}
