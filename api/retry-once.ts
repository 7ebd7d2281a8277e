import { Prisma } from '../../prisma/gen/sqlite/client.ts';

/** Run a transaction again if another one wrote the same key first: the second time it finds that one's row. */
export async function retryOnce<T>(transaction: () => Promise<T>): Promise<T> {
  try {
    return await transaction();
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') return transaction();
    throw error;
  }
}
