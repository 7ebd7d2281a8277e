-- What each person owes, for the order of the desk's list: summed from the ledger by who reads the list, never by who
-- posts (api/staff/owed-order.ts). Below 0: to be summed. Rewrites nothing; deploy before the code.

-- CreateTable
CREATE TABLE "PersonOwed" (
    "personId" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "owedCents" BIGINT NOT NULL,
    CONSTRAINT "PersonOwed_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "OwedMark" (
    "agencyId" TEXT NOT NULL PRIMARY KEY,
    "sequence" INTEGER NOT NULL
);

-- CreateIndex
CREATE INDEX "PersonOwed_agencyId_owedCents_idx" ON "PersonOwed"("agencyId", "owedCents" DESC);

CREATE TRIGGER "Person_owed_inserted" AFTER INSERT ON "Person" BEGIN
  INSERT INTO "PersonOwed" ("personId", "agencyId", "owedCents") VALUES (NEW."id", NEW."agencyId", -1);
END;

-- Who owes a debt changed: no entry need tell of it.
CREATE TRIGGER "ObligationObligor_owed_inserted" AFTER INSERT ON "ObligationObligor" BEGIN
  UPDATE "PersonOwed" SET "owedCents" = -1 WHERE "personId" = NEW."personId";
END;

CREATE TRIGGER "ObligationObligor_owed_deleted" AFTER DELETE ON "ObligationObligor" BEGIN
  UPDATE "PersonOwed" SET "owedCents" = -1 WHERE "personId" = OLD."personId";
END;

CREATE TRIGGER "ObligationObligor_owed_updated" AFTER UPDATE ON "ObligationObligor" BEGIN
  UPDATE "PersonOwed" SET "owedCents" = -1 WHERE "personId" IN (OLD."personId", NEW."personId");
END;

-- Those who are there already. The mark is first: what is sealed after it is gone through again.
INSERT INTO "OwedMark" ("agencyId", "sequence")
SELECT agency."id", coalesce((SELECT max(seal."sequence") FROM "LedgerSeal" seal WHERE seal."agencyId" = agency."id"), 0)
FROM "Agency" agency;

INSERT INTO "PersonOwed" ("personId", "agencyId", "owedCents")
SELECT person."id", person."agencyId", coalesce(owes."cents", 0)
FROM "Person" person LEFT JOIN (
  SELECT obligor."personId", CAST(sum(account."balance") AS BIGINT) AS "cents"
  FROM "LedgerAccount" account JOIN "ObligationObligor" obligor ON obligor."obligationId" = substr(account."code", 12)
  WHERE account."unit" = 'USD' AND account."balance" > 0 AND substr(account."code", 1, 11) = 'receivable:'
  GROUP BY obligor."personId"
) owes ON owes."personId" = person."id";
