-- What a debt lives through: instalments by the calendar; holds, adjustments and waivers, each an act of staff with its
-- reason that is never changed; and credit of a person that pays part of a new debt. Rewrites nothing; deploy before the code.

ALTER TABLE "Obligation" ADD COLUMN "instalmentCents" BIGINT
    CONSTRAINT "Obligation_check_9" CHECK ("instalmentCents" > 0);

ALTER TABLE "Obligation" ADD COLUMN "dueDayOfMonth" INTEGER
    CONSTRAINT "Obligation_check_10" CHECK ("dueDayOfMonth" BETWEEN 1 AND 28)
    CONSTRAINT "Obligation_check_11" CHECK (("dueDayOfMonth" IS NULL) = ("instalmentCents" IS NULL) AND ("instalmentCents" IS NULL OR "dueOn" IS NOT NULL));

CREATE TABLE "ObligationAct" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "obligationId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amountCents" BIGINT,
    "holdReason" TEXT,
    "note" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    CONSTRAINT "ObligationAct_obligationId_fkey" FOREIGN KEY ("obligationId") REFERENCES "Obligation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ObligationAct_check_1" CHECK ("kind" IN ('held', 'released', 'adjusted', 'waived')),
    CONSTRAINT "ObligationAct_check_2" CHECK (("kind" IN ('adjusted', 'waived')) = ("amountCents" IS NOT NULL)),
    CONSTRAINT "ObligationAct_check_3" CHECK ("amountCents" <> 0 AND ("kind" = 'adjusted' OR "amountCents" > 0)),
    CONSTRAINT "ObligationAct_check_4" CHECK (("kind" = 'held') = ("holdReason" IS NOT NULL)),
    CONSTRAINT "ObligationAct_check_5" CHECK ("holdReason" IN ('appeal', 'bankruptcy', 'court_review', 'in_dispute', 'payee_unknown', 'other')),
    CONSTRAINT "ObligationAct_check_6" CHECK (length("note") > 0)
);

CREATE TABLE "ObligationHold" (
    "obligationId" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "since" DATETIME NOT NULL,
    CONSTRAINT "ObligationHold_obligationId_fkey" FOREIGN KEY ("obligationId") REFERENCES "Obligation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ObligationHold_check_1" CHECK ("reason" IN ('appeal', 'bankruptcy', 'court_review', 'in_dispute', 'payee_unknown', 'other'))
);

CREATE TABLE "CreditUse" (
    "obligationId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "agencyId" TEXT NOT NULL,
    "amountCents" BIGINT NOT NULL,
    "allocationPolicyId" TEXT NOT NULL,
    "division" JSONB NOT NULL,
    "at" DATETIME NOT NULL,
    PRIMARY KEY ("obligationId", "personId"),
    CONSTRAINT "CreditUse_obligationId_fkey" FOREIGN KEY ("obligationId") REFERENCES "Obligation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "CreditUse_check_1" CHECK ("amountCents" > 0)
);

CREATE INDEX "ObligationAct_obligationId_at_idx" ON "ObligationAct"("obligationId", "at");

CREATE TRIGGER "ObligationAct_no_update" BEFORE UPDATE ON "ObligationAct"
BEGIN SELECT RAISE(ABORT, 'ObligationAct is append-only'); END;

CREATE TRIGGER "ObligationAct_no_delete" BEFORE DELETE ON "ObligationAct"
BEGIN SELECT RAISE(ABORT, 'ObligationAct is append-only'); END;

CREATE TRIGGER "CreditUse_no_update" BEFORE UPDATE ON "CreditUse"
BEGIN SELECT RAISE(ABORT, 'CreditUse is append-only'); END;

CREATE TRIGGER "CreditUse_no_delete" BEFORE DELETE ON "CreditUse"
BEGIN SELECT RAISE(ABORT, 'CreditUse is append-only'); END;
