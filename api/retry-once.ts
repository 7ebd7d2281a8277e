import { Prisma } from '../prisma/gen/sqlite/client.ts';
import { CreditUsedMeanwhile } from '../workflows/obligation/use-credit.ts';

/**
 * Run a transaction again where another one was faster: it wrote the same key first, and the second time its row is
 * found; or it used the credit that this one had read.
 */
export async function retryOnce<T>(transaction: () => Promise<T>): Promise<T> {
  try {
    return await transaction();
  } catch (error) {
    if (wasFaster(error)) return transaction();
    throw error;
  }
}

const wasFaster = (error: unknown): boolean =>
  error instanceof CreditUsedMeanwhile ||
  (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002');
