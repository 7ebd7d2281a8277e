import type { Db, Tx } from '../../prisma/client.ts';
import type { Finding } from './finding.ts';
import { verifyAccounts } from './verify-accounts.ts';
import { verifyEntries } from './verify-entries.ts';
import { verifyObligations } from './verify-obligations.ts';
import { danglingRows, strayRows } from './verify-orphans.ts';
import { verifyPayments } from './verify-payments.ts';
import { unsettledTails, verifySettlement, type UnsettledTail } from './verify-settlement.ts';
import { unsealedTails, verifySeals, type UnsealedTail } from './verify-seals.ts';

/** What was looked at, what is wrong, and what is only worth knowing. */
export interface Verification {
  findings: Finding[];
  unsealed: UnsealedTail[];
  unsettled: UnsettledTail[];
  /** How much was read: nothing wrong with nothing is not the same as nothing wrong. */
  counts: { entries: number; postings: number; accounts: number; seals: number; payments: number };
}

/**
 * Recompute everything the books say from the rows alone, in one snapshot.
 * @param read a client of its own (`openReadOnly`) where others read meanwhile: they would share the snapshot
 */
export async function verifyLedger(read: Db): Promise<Finding[]> {
  return (await inspectLedger(read)).findings;
}

/** As `verifyLedger`, with what was looked at. */
export async function inspectLedger(read: Db): Promise<Verification> {
  return read.$transaction(
    async (tx) => ({
      findings: await collect(tx),
      unsealed: await unsealedTails(tx),
      unsettled: await unsettledTails(tx),
      counts: await countAll(tx),
    }),
    { isolationLevel: 'Serializable', timeout: 3_600_000 },
  );
}

async function collect(tx: Tx): Promise<Finding[]> {
  const findings = await danglingRows(tx);
  const whole = findings.length === 0; // an entry or account that is not there: what reads them along cannot go on
  const checks = whole
    ? [verifyEntries, verifyAccounts, verifySeals, verifyPayments, verifyObligations, verifySettlement]
    : [verifyAccounts];
  for (const check of checks) for await (const finding of check(tx)) findings.push(finding);
  return [...findings, ...(await strayRows(tx))];
}

async function countAll(tx: Tx): Promise<Verification['counts']> {
  return {
    entries: await tx.journalEntry.count(),
    postings: await tx.posting.count(),
    accounts: await tx.ledgerAccount.count(),
    seals: await tx.ledgerSeal.count(),
    payments: await tx.payment.count({ where: { state: 'succeeded' } }),
  };
}
