import type { Db } from '../prisma/client.ts';
import { storedSettings } from './agency-settings.ts';

/**
 * Nobody is offered a way to pay that the page cannot carry to its end: what was written past the command is refused here.
 * @throws {Error} a sentence: an agency has bank debits on
 */
export async function assertNoBankDebits(read: Db): Promise<void> {
  const agencies = await read.agency.findMany({ select: { name: true, settings: true } });
  const on = agencies.filter(({ settings }) => storedSettings(settings).bankDebits);
  if (on.length === 0) return;
  const names = on.map(({ name }) => name).join(', ');
  throw new Error(
    `Bank debits are on for ${names}, and the payment page cannot take them yet. ` +
      'Set "bankDebits" to false in the settings of its row in Agency, and start again.',
  );
}
