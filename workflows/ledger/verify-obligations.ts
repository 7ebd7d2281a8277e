import type { Tx } from '../../prisma/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import type { Finding } from './finding.ts';

interface Row {
  agencyId: string;
  subject: string;
  is: bigint | number | string | null;
  should: bigint | number | string | null;
}

/**
 * What was assessed, what staff added to a debt or took off it, and what a person's credit paid of it: each row has its
 * entry of the same amount, and each such entry its row. A debt that never reached the books has no account there. What is due is told from the rows, what is owed from the entries.
 */
export async function* verifyObligations(tx: Tx): AsyncGenerator<Finding> {
  const rows = await queryRows<Row>(tx)`
    SELECT w."agencyId", w."key" AS "subject", sum(p."amount") AS "is", w."should"
      FROM (
        SELECT "agencyId", "obligationId", 'obligation/' || "obligationId" || ':act/' || "id" AS "key",
               CASE "kind" WHEN 'waived' THEN -"amountCents" ELSE "amountCents" END AS "should"
          FROM "ObligationAct" WHERE "amountCents" IS NOT NULL
        UNION ALL
        SELECT "agencyId", "obligationId", 'obligation/' || "obligationId" || ':credit/' || "personId"
               || CASE "useId" WHEN '' THEN '' ELSE '/' || "useId" END,
               -"amountCents"
          FROM "CreditUse"
        UNION ALL
        SELECT o."agencyId", o."id", 'obligation/' || o."id" || ':assessed', o."assessedCents"
          FROM "Obligation" o
          JOIN "LedgerAccount" r ON r."agencyId" = o."agencyId" AND r."unit" = 'USD'
                AND r."code" = 'receivable:' || o."id"
      ) w
      LEFT JOIN "JournalEntry" e ON e."agencyId" = w."agencyId" AND e."key" = w."key"
      LEFT JOIN "LedgerAccount" a
             ON a."agencyId" = w."agencyId" AND a."unit" = 'USD' AND a."code" = 'receivable:' || w."obligationId"
      LEFT JOIN "Posting" p ON p."entryId" = e."id" AND p."accountId" = a."id"
     GROUP BY w."agencyId", w."key", w."should"
    HAVING coalesce(sum(p."amount"), 0) <> w."should"
    UNION ALL
    SELECT e."agencyId", e."key", sum(p."amount"), NULL
      FROM "JournalEntry" e
      JOIN "Posting" p ON p."entryId" = e."id"
      JOIN "LedgerAccount" a ON a."id" = p."accountId" AND a."code" = 'receivable:' || e."subjectId"
      LEFT JOIN "ObligationAct" t ON t."agencyId" = e."agencyId"
            AND e."key" = 'obligation/' || t."obligationId" || ':act/' || t."id"
            AND t."obligationId" = e."subjectId"
      LEFT JOIN "Obligation" o ON o."agencyId" = e."agencyId" AND o."id" = e."subjectId"
            AND e."key" = 'obligation/' || o."id" || ':assessed'
      LEFT JOIN "CreditUse" c ON c."agencyId" = e."agencyId" AND c."obligationId" = e."subjectId"
            AND e."key" = 'obligation/' || c."obligationId" || ':credit/' || c."personId"
                       || CASE c."useId" WHEN '' THEN '' ELSE '/' || c."useId" END
     WHERE (e."key" LIKE 'obligation/%:act/%' OR e."key" LIKE 'obligation/%:credit/%'
            OR e."key" LIKE 'obligation/%:assessed')
       AND t."id" IS NULL AND c."obligationId" IS NULL AND o."id" IS NULL
     GROUP BY e."agencyId", e."key"`;
  for (const { agencyId, subject, is, should } of rows) {
    const detail = `the books have ${String(is ?? 0)}, the rows ${String(should ?? 'nothing')}`;
    yield { code: 'obligation_rows', agencyId, subject, detail };
  }
}
