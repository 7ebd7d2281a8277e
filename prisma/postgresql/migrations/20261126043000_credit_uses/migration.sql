-- A person's credit can pay of the same debt more than once: as it was assessed, as its hold ended, at the wish of
-- staff. The uses until now keep their ids and entries. Deploy before the code.

ALTER TABLE "CreditUse" ADD COLUMN "useId" TEXT NOT NULL DEFAULT '';

ALTER TABLE "CreditUse" DROP CONSTRAINT "CreditUse_pkey";

ALTER TABLE "CreditUse" ADD CONSTRAINT "CreditUse_pkey" PRIMARY KEY ("obligationId", "personId", "useId");

-- As they were: said again, since SQLite's table is made anew.
ALTER TABLE "CreditUse" DROP CONSTRAINT "CreditUse_check_1";

ALTER TABLE "CreditUse" ADD CONSTRAINT "CreditUse_check_1" CHECK ("amountCents" > 0);

CREATE INDEX "CreditUse_useId_idx" ON "CreditUse"("useId");

DROP TRIGGER "CreditUse_no_update" ON "CreditUse";

CREATE TRIGGER "CreditUse_no_update" BEFORE UPDATE ON "CreditUse" FOR EACH ROW EXECUTE FUNCTION append_only();

DROP TRIGGER "CreditUse_no_delete" ON "CreditUse";

CREATE TRIGGER "CreditUse_no_delete" BEFORE DELETE ON "CreditUse" FOR EACH ROW EXECUTE FUNCTION append_only();
