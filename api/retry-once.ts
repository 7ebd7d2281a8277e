import { isTaken } from '../prisma/trouble.ts';

/**
 * Run a transaction again where another one wrote the same key first: that one is committed by then, so the second
 * time its row is found, however many there were.
 */
export async function retryOnce<T>(transaction: () => Promise<T>): Promise<T> {
  try {
    return await transaction();
  } catch (error) {
    if (isTaken(error)) return transaction();
    throw error;
  }
}
