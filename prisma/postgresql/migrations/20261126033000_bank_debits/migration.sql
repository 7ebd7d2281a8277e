-- How a payment is made, and what a payer agreed to before a bank account was debited. Rewrites nothing: payments until
-- now were by card. Deploy before the code.

ALTER TABLE "Payment" ADD COLUMN "tender" TEXT NOT NULL DEFAULT 'card' CONSTRAINT "Payment_check_5" CHECK ("tender" IN ('card', 'bank_debit'));

CREATE TABLE "DebitConsent" (
    "attemptId" TEXT NOT NULL,
    "agencyId" TEXT NOT NULL,
    "version" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,
    "ipAddress" TEXT NOT NULL,
    "userAgent" TEXT NOT NULL,
    CONSTRAINT "DebitConsent_pkey" PRIMARY KEY ("attemptId"),
    CONSTRAINT "DebitConsent_attemptId_fkey" FOREIGN KEY ("attemptId") REFERENCES "PaymentAttempt"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "DebitConsent_check_1" CHECK (length("text") > 0)
);

CREATE TRIGGER "DebitConsent_no_update" BEFORE UPDATE ON "DebitConsent" FOR EACH ROW EXECUTE FUNCTION append_only();

CREATE TRIGGER "DebitConsent_no_delete" BEFORE DELETE ON "DebitConsent" FOR EACH ROW EXECUTE FUNCTION append_only();

CREATE TRIGGER "DebitConsent_no_truncate" BEFORE TRUNCATE ON "DebitConsent" FOR EACH STATEMENT EXECUTE FUNCTION append_only();
