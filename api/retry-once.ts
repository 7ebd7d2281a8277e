import { Prisma } from '../prisma/gen/sqlite/client.ts';

/**
 * Run a transaction again where another one wrote the same key first: that one is committed by then, so the second
 * time its row is found, however many there were.
 */
export async function retryOnce<T>(transaction: () => Promise<T>): Promise<T> {
  try {
    return await transaction();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return transaction();
    throw error;
  }
}
