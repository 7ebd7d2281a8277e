import type { Tx } from '../../prisma/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import type { Finding } from './finding.ts';

interface OrphanRow {
  agencyId: string | null;
  subject: string;
  detail: string;
}

/** Lines and seals that name what is not there. Foreign keys forbid them; a hand in the file does not. */
export async function danglingRows(tx: Tx): Promise<Finding[]> {
  const rows = await queryRows<OrphanRow>(tx)`
    SELECT e."agencyId" AS "agencyId", p."entryId" AS "subject", 'a line without its entry or account' AS "detail"
      FROM "Posting" p
      LEFT JOIN "JournalEntry" e ON e."id" = p."entryId"
      LEFT JOIN "LedgerAccount" a ON a."id" = p."accountId"
     WHERE e."id" IS NULL OR a."id" IS NULL
    UNION ALL
    SELECT s."agencyId", s."entryId", 'a seal without its entry'
      FROM "LedgerSeal" s LEFT JOIN "JournalEntry" e ON e."id" = s."entryId"
     WHERE e."id" IS NULL`;
  return rows.map(findingOf);
}

/** Rows that name another agency's, or an agency that is not there. */
export async function strayRows(tx: Tx): Promise<Finding[]> {
  const rows = await queryRows<OrphanRow>(tx)`
    SELECT e."agencyId" AS "agencyId", e."key" AS "subject", 'a line on an account of another agency' AS "detail"
      FROM "Posting" p
      JOIN "JournalEntry" e ON e."id" = p."entryId"
      JOIN "LedgerAccount" a ON a."id" = p."accountId"
     WHERE e."agencyId" <> a."agencyId"
    UNION ALL
    SELECT e."agencyId", e."key", 'an entry of an agency that is not there'
      FROM "JournalEntry" e LEFT JOIN "Agency" g ON g."id" = e."agencyId"
     WHERE g."id" IS NULL
    UNION ALL
    SELECT b."agencyId", b."id", 'a balance transaction linked to an entry that the agency does not have'
      FROM "BalanceTransaction" b
      LEFT JOIN "JournalEntry" e ON e."id" = b."entryId" AND e."agencyId" = b."agencyId"
     WHERE b."entryId" IS NOT NULL AND e."id" IS NULL`;
  return rows.map(findingOf);
}

function findingOf({ agencyId, subject, detail }: OrphanRow): Finding {
  return { code: 'orphan', agencyId: agencyId ?? '', subject, detail };
}
