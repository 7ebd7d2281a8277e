-- A person's credit can pay of the same debt more than once: as it was assessed, as its hold ended, at the wish of
-- staff. SQLite changes no primary key in place, so "CreditUse" is rewritten; the uses until now keep their ids and
-- entries. Deploy before the code.

CREATE TABLE "CreditUse_new" (
    "obligationId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "useId" TEXT NOT NULL DEFAULT '',
    "agencyId" TEXT NOT NULL,
    "amountCents" BIGINT NOT NULL,
    "allocationPolicyId" TEXT NOT NULL,
    "division" JSONB NOT NULL,
    "at" DATETIME NOT NULL,
    PRIMARY KEY ("obligationId", "personId", "useId"),
    CONSTRAINT "CreditUse_obligationId_fkey" FOREIGN KEY ("obligationId") REFERENCES "Obligation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "CreditUse_check_1" CHECK ("amountCents" > 0)
);

INSERT INTO "CreditUse_new" ("obligationId", "personId", "agencyId", "amountCents", "allocationPolicyId", "division", "at")
SELECT "obligationId", "personId", "agencyId", "amountCents", "allocationPolicyId", "division", "at" FROM "CreditUse";

DROP TABLE "CreditUse";

ALTER TABLE "CreditUse_new" RENAME TO "CreditUse";

CREATE INDEX "CreditUse_useId_idx" ON "CreditUse"("useId");

CREATE TRIGGER "CreditUse_no_update" BEFORE UPDATE ON "CreditUse"
BEGIN SELECT RAISE(ABORT, 'CreditUse is append-only'); END;

CREATE TRIGGER "CreditUse_no_delete" BEFORE DELETE ON "CreditUse"
BEGIN SELECT RAISE(ABORT, 'CreditUse is append-only'); END;
