-- Who began, changed or ended a monthly fee, and why: acts that are never changed. The new index is built over
-- "MonthlyFee", which stays readable. Rewrites nothing; deploy before the code.

CREATE TABLE "MonthlyFeeAct" (
    "id" TEXT NOT NULL,
    "agencyId" TEXT NOT NULL,
    "feeId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "amountCents" BIGINT,
    "firstDueOn" TEXT,
    "lastDueOn" TEXT,
    "note" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    CONSTRAINT "MonthlyFeeAct_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "MonthlyFeeAct_feeId_fkey" FOREIGN KEY ("feeId") REFERENCES "MonthlyFee"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "MonthlyFeeAct_check_1" CHECK ("kind" IN ('started', 'changed', 'ended')),
    CONSTRAINT "MonthlyFeeAct_check_2" CHECK (("kind" = 'ended') = ("amountCents" IS NULL)),
    CONSTRAINT "MonthlyFeeAct_check_3" CHECK ("amountCents" > 0),
    CONSTRAINT "MonthlyFeeAct_check_4" CHECK ("kind" <> 'ended' OR "lastDueOn" IS NOT NULL),
    CONSTRAINT "MonthlyFeeAct_check_5" CHECK (("kind" = 'started') = ("firstDueOn" IS NOT NULL)),
    CONSTRAINT "MonthlyFeeAct_check_6" CHECK (length("note") > 0)
);

CREATE INDEX "MonthlyFeeAct_feeId_at_idx" ON "MonthlyFeeAct"("feeId", "at");

CREATE INDEX "MonthlyFee_agencyId_personId_idx" ON "MonthlyFee"("agencyId", "personId");

CREATE TRIGGER "MonthlyFeeAct_no_update" BEFORE UPDATE ON "MonthlyFeeAct" FOR EACH ROW EXECUTE FUNCTION append_only();

CREATE TRIGGER "MonthlyFeeAct_no_delete" BEFORE DELETE ON "MonthlyFeeAct" FOR EACH ROW EXECUTE FUNCTION append_only();

CREATE TRIGGER "MonthlyFeeAct_no_truncate" BEFORE TRUNCATE ON "MonthlyFeeAct" FOR EACH STATEMENT EXECUTE FUNCTION append_only();
