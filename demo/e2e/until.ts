import { setTimeout as delay } from 'node:timers/promises';

/**
 * Look again until what is waited for is there.
 * @param look null or false: not yet; what it throws ends the waiting
 * @param what names it in the error, e.g. "a receipt mail"
 * @throws {Error} it did not come in time
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | false>,
  withinMs = 30_000,
): Promise<T> {
  const end = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== false) return found;
    if (performance.now() > end) throw new Error(`Waited ${withinMs / 1000} s for ${what}, in vain.`);
    await delay(50);
  }
}
