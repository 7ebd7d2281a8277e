-- A person's credit can pay of the same debt more than once: as it was assessed, as its hold ended, at the wish of
-- staff. The uses until now keep their ids and entries. Deploy before the code.

ALTER TABLE "CreditUse" ADD COLUMN "useId" TEXT NOT NULL DEFAULT '';

ALTER TABLE "CreditUse" DROP CONSTRAINT "CreditUse_pkey";

ALTER TABLE "CreditUse" ADD CONSTRAINT "CreditUse_pkey" PRIMARY KEY ("obligationId", "personId", "useId");

CREATE INDEX "CreditUse_useId_idx" ON "CreditUse"("useId");
