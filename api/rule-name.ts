import { z } from 'zod';
import type { Db } from '../prisma/client.ts';
import { wordsIn } from '../workflows/own-words.ts';
import { ownWords } from '../workflows/policy/own-words-schema.ts';

const named = z.object({ name: ownWords(z.string()) });

/** The name that a version of a rule has for staff, or null where none applied. */
export async function ruleName(read: Db, policyVersionId: string | null): Promise<string | null> {
  if (policyVersionId === null) return null;
  const version = await read.policyVersion.findUnique({ where: { id: policyVersionId } });
  return version && wordsIn(named.parse(version.rule).name, 'en');
}
