-- The first schema. Below what Prisma models: CHECKs on every column with a closed set of values and on
-- money, and triggers that make the ledger and the audit tables append-only. On SQLite a later migration
-- that redefines one of these tables must create its triggers again (the start asserts they are there).

-- CreateTable
CREATE TABLE "PayerAccount" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "givenName" TEXT NOT NULL,
    "familyName" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "identityId" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "PayerAccount_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PayerLink" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "relation" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "PayerLink_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "PayerAccount" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PayerLink_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PayerLink_check_1" CHECK ("relation" IN ('self', 'sender')),
    CONSTRAINT "PayerLink_check_2" CHECK ("state" IN ('active', 'pending', 'revoked'))
);

-- CreateTable
CREATE TABLE "SignUp" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "givenName" TEXT NOT NULL,
    "familyName" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "pendingHash" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "codes" INTEGER NOT NULL DEFAULT 1,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    CONSTRAINT "SignUp_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SignUp_check_1" CHECK ("codes" > 0),
    CONSTRAINT "SignUp_check_2" CHECK ("tries" >= 0)
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "accountId" TEXT,
    "staffId" TEXT,
    "origin" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "revokedAt" DATETIME,
    CONSTRAINT "Session_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "PayerAccount" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Session_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "StaffMember" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Session_check_1" CHECK (("accountId" IS NULL) <> ("staffId" IS NULL))
);

-- CreateTable
CREATE TABLE "SessionToken" (
    "hash" TEXT NOT NULL PRIMARY KEY,
    "sessionId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "rotatedAt" DATETIME,
    CONSTRAINT "SessionToken_sessionId_fkey" FOREIGN KEY ("sessionId") REFERENCES "Session" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SessionToken_check_1" CHECK ("kind" IN ('access', 'refresh'))
);

-- CreateTable
CREATE TABLE "StaffMember" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "passwordHash" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "StaffMember_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "StaffMember_check_1" CHECK ("role" IN ('clerk', 'supervisor'))
);

-- CreateTable
CREATE TABLE "StaffTask" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "closedAt" DATETIME
);

-- CreateTable
CREATE TABLE "AuditEntry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "actorKind" TEXT NOT NULL,
    "actorId" TEXT,
    "action" TEXT NOT NULL,
    "subjectId" TEXT,
    "detail" JSONB NOT NULL
);

-- CreateTable
CREATE TABLE "Agency" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "publishableKey" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "phone" TEXT NOT NULL,
    "statementDescriptor" TEXT NOT NULL,
    "stripeAccountId" TEXT,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "AgencyOrigin" (
    "agencyId" TEXT NOT NULL,
    "origin" TEXT NOT NULL,

    PRIMARY KEY ("agencyId", "origin"),
    CONSTRAINT "AgencyOrigin_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "PolicyVersion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "effectiveFrom" TEXT NOT NULL,
    "rule" JSONB NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "PolicyVersion_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PolicyVersion_check_1" CHECK ("kind" IN ('allocation', 'fee', 'limit')),
    CONSTRAINT "PolicyVersion_check_2" CHECK ("version" > 0)
);

-- CreateTable
CREATE TABLE "ReceiptCounter" (
    "agencyId" TEXT NOT NULL PRIMARY KEY,
    "last" INTEGER NOT NULL,
    CONSTRAINT "ReceiptCounter_check_1" CHECK ("last" >= 0)
);

-- CreateTable
CREATE TABLE "LedgerAccount" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "balance" BIGINT NOT NULL,
    "version" INTEGER NOT NULL,
    CONSTRAINT "LedgerAccount_check_1" CHECK ("unit" IN ('USD', 'STAMP', 'MEDIA')),
    CONSTRAINT "LedgerAccount_check_2" CHECK ("version" >= 0)
);

-- CreateTable
CREATE TABLE "JournalEntry" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "occurredAt" DATETIME NOT NULL,
    "recordedAt" DATETIME NOT NULL,
    "accountingDate" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "reversesId" TEXT,
    CONSTRAINT "JournalEntry_reversesId_fkey" FOREIGN KEY ("reversesId") REFERENCES "JournalEntry" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "JournalEntry_check_1" CHECK (length("accountingDate") = 10),
    CONSTRAINT "JournalEntry_check_2" CHECK (length("digest") = 64)
);

-- CreateTable
CREATE TABLE "Posting" (
    "entryId" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "accountId" TEXT NOT NULL,
    "amount" BIGINT NOT NULL,
    "balanceAfter" BIGINT NOT NULL,
    "accountVersion" INTEGER NOT NULL,

    PRIMARY KEY ("entryId", "n"),
    CONSTRAINT "Posting_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "JournalEntry" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Posting_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "LedgerAccount" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Posting_check_1" CHECK ("amount" <> 0),
    CONSTRAINT "Posting_check_2" CHECK ("accountVersion" > 0)
);

-- CreateTable
CREATE TABLE "LedgerSeal" (
    "agencyId" TEXT NOT NULL,
    "sequence" INTEGER NOT NULL,
    "entryId" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    "sealedAt" DATETIME NOT NULL,

    PRIMARY KEY ("agencyId", "sequence"),
    CONSTRAINT "LedgerSeal_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "JournalEntry" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "LedgerSeal_check_1" CHECK ("sequence" > 0),
    CONSTRAINT "LedgerSeal_check_2" CHECK (length("hash") = 64)
);

-- CreateTable
CREATE TABLE "Payment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "amountCents" BIGINT NOT NULL,
    "feeCents" BIGINT NOT NULL,
    "choice" JSONB NOT NULL,
    "obligationIds" JSONB NOT NULL,
    "quoteDigest" TEXT NOT NULL,
    "allocationPolicyId" TEXT,
    "feePolicyId" TEXT,
    "denial" TEXT,
    "language" TEXT NOT NULL,
    "stripePaymentIntentId" TEXT,
    "stripeChargeId" TEXT,
    "cardBrand" TEXT,
    "cardLast4" TEXT,
    "receiptNumber" INTEGER,
    "receiptToken" TEXT,
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "succeededAt" DATETIME,
    CONSTRAINT "Payment_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Payment_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "PayerAccount" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Payment_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Payment_check_1" CHECK ("state" IN ('created', 'gating', 'denied', 'charging', 'requires_action', 'held', 'capturing', 'processing', 'succeeded', 'declined', 'unknown', 'expired', 'canceled', 'failed', 'needs_repair')),
    CONSTRAINT "Payment_check_2" CHECK ("amountCents" > 0),
    CONSTRAINT "Payment_check_3" CHECK ("feeCents" >= 0),
    CONSTRAINT "Payment_check_4" CHECK (("state" = 'succeeded') = ("receiptNumber" IS NOT NULL))
);

-- CreateTable
CREATE TABLE "PaymentLine" (
    "paymentId" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "obligationId" TEXT NOT NULL,
    "fundId" TEXT NOT NULL,
    "beneficiaryId" TEXT NOT NULL,
    "amountCents" BIGINT NOT NULL,

    PRIMARY KEY ("paymentId", "n"),
    CONSTRAINT "PaymentLine_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PaymentLine_obligationId_fkey" FOREIGN KEY ("obligationId") REFERENCES "Obligation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PaymentLine_beneficiaryId_fkey" FOREIGN KEY ("beneficiaryId") REFERENCES "Beneficiary" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PaymentLine_check_1" CHECK ("amountCents" > 0)
);

-- CreateTable
CREATE TABLE "PaymentAttempt" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "paymentId" TEXT NOT NULL,
    "n" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "requestDigest" TEXT NOT NULL,
    "confirmationToken" TEXT NOT NULL,
    "stripeParams" JSONB NOT NULL,
    "state" TEXT NOT NULL,
    "stripeChargeId" TEXT,
    "stripePaymentMethodId" TEXT,
    "code" TEXT,
    "declineCode" TEXT,
    "createdAt" DATETIME NOT NULL,
    "sentAt" DATETIME,
    "endedAt" DATETIME,
    CONSTRAINT "PaymentAttempt_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PaymentAttempt_check_1" CHECK ("n" > 0),
    CONSTRAINT "PaymentAttempt_check_2" CHECK ("state" IN ('created', 'sent', 'succeeded', 'declined', 'requires_action', 'held', 'processing', 'failed', 'canceled', 'expired', 'unknown'))
);

-- CreateTable
CREATE TABLE "PaymentEvent" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "paymentId" TEXT NOT NULL,
    "at" DATETIME NOT NULL,
    "kind" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "detail" JSONB NOT NULL,
    CONSTRAINT "PaymentEvent_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Reservation" (
    "paymentId" TEXT NOT NULL,
    "obligationId" TEXT NOT NULL,
    "amountCents" BIGINT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "releasedAt" DATETIME,

    PRIMARY KEY ("paymentId", "obligationId"),
    CONSTRAINT "Reservation_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Reservation_obligationId_fkey" FOREIGN KEY ("obligationId") REFERENCES "Obligation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Reservation_check_1" CHECK ("amountCents" > 0)
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "paymentId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "sentAt" DATETIME,
    CONSTRAINT "Notice_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Outbox" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "subjectId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "doneAt" DATETIME
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "agencyPersonId" TEXT NOT NULL,
    "givenName" TEXT NOT NULL,
    "familyName" TEXT NOT NULL,
    "birthDate" TEXT NOT NULL,
    "office" TEXT NOT NULL,
    CONSTRAINT "Person_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Case" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "docketNumber" TEXT NOT NULL,
    CONSTRAINT "Case_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Fund" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    CONSTRAINT "Fund_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Beneficiary" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    CONSTRAINT "Beneficiary_check_1" CHECK ("kind" IN ('individual', 'government', 'business', 'insurer'))
);

-- CreateTable
CREATE TABLE "Obligation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "caseId" TEXT,
    "fundId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "label" TEXT NOT NULL,
    "assessedCents" BIGINT NOT NULL,
    "assessedOn" TEXT NOT NULL,
    "dueOn" TEXT,
    "dueToDateCents" BIGINT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Obligation_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Obligation_caseId_fkey" FOREIGN KEY ("caseId") REFERENCES "Case" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Obligation_fundId_fkey" FOREIGN KEY ("fundId") REFERENCES "Fund" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Obligation_check_1" CHECK ("kind" IN ('supervision_fee', 'restitution', 'drug_test', 'court_costs')),
    CONSTRAINT "Obligation_check_2" CHECK ("assessedCents" > 0),
    CONSTRAINT "Obligation_check_3" CHECK ("dueToDateCents" >= 0),
    CONSTRAINT "Obligation_check_4" CHECK ("dueToDateCents" <= "assessedCents")
);

-- CreateTable
CREATE TABLE "ObligationObligor" (
    "obligationId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,

    PRIMARY KEY ("obligationId", "personId"),
    CONSTRAINT "ObligationObligor_obligationId_fkey" FOREIGN KEY ("obligationId") REFERENCES "Obligation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ObligationObligor_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ObligationShare" (
    "obligationId" TEXT NOT NULL,
    "beneficiaryId" TEXT NOT NULL,
    "weight" BIGINT NOT NULL,

    PRIMARY KEY ("obligationId", "beneficiaryId"),
    CONSTRAINT "ObligationShare_obligationId_fkey" FOREIGN KEY ("obligationId") REFERENCES "Obligation" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ObligationShare_beneficiaryId_fkey" FOREIGN KEY ("beneficiaryId") REFERENCES "Beneficiary" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "ObligationShare_check_1" CHECK ("weight" > 0)
);

-- CreateTable
CREATE TABLE "StripeEvent" (
    "account" TEXT NOT NULL,
    "eventId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "objectId" TEXT NOT NULL,
    "paymentId" TEXT,
    "occurredAt" DATETIME NOT NULL,
    "receivedAt" DATETIME NOT NULL,
    "processedAt" DATETIME,
    "outcome" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("account", "eventId")
);

-- CreateTable
CREATE TABLE "BalanceTransaction" (
    "agencyId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "reportingCategory" TEXT NOT NULL,
    "amountCents" BIGINT NOT NULL,
    "feeCents" BIGINT NOT NULL,
    "netCents" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "sourceId" TEXT,
    "paymentId" TEXT,
    "occurredAt" DATETIME NOT NULL,
    "availableOn" DATETIME NOT NULL,
    "entryId" TEXT,
    "recordedAt" DATETIME NOT NULL,

    PRIMARY KEY ("agencyId", "id"),
    CONSTRAINT "BalanceTransaction_check_1" CHECK ("netCents" = "amountCents" - "feeCents"),
    CONSTRAINT "BalanceTransaction_check_2" CHECK ("currency" = 'usd')
);

-- CreateTable
CREATE TABLE "SettlementCursor" (
    "agencyId" TEXT NOT NULL PRIMARY KEY,
    "createdTo" INTEGER NOT NULL,
    "readAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE UNIQUE INDEX "PayerAccount_agencyId_email_key" ON "PayerAccount"("agencyId", "email");

-- CreateIndex
CREATE INDEX "PayerLink_personId_idx" ON "PayerLink"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "PayerLink_accountId_personId_key" ON "PayerLink"("accountId", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "SignUp_pendingHash_key" ON "SignUp"("pendingHash");

-- CreateIndex
CREATE INDEX "SignUp_createdAt_idx" ON "SignUp"("createdAt");

-- CreateIndex
CREATE INDEX "SessionToken_sessionId_idx" ON "SessionToken"("sessionId");

-- CreateIndex
CREATE INDEX "SessionToken_expiresAt_idx" ON "SessionToken"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "StaffMember_agencyId_email_key" ON "StaffMember"("agencyId", "email");

-- CreateIndex
CREATE INDEX "StaffTask_agencyId_closedAt_createdAt_idx" ON "StaffTask"("agencyId", "closedAt", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "StaffTask_agencyId_kind_subjectId_key" ON "StaffTask"("agencyId", "kind", "subjectId");

-- CreateIndex
CREATE INDEX "AuditEntry_agencyId_at_idx" ON "AuditEntry"("agencyId", "at");

-- CreateIndex
CREATE UNIQUE INDEX "Agency_publishableKey_key" ON "Agency"("publishableKey");

-- CreateIndex
CREATE UNIQUE INDEX "Agency_stripeAccountId_key" ON "Agency"("stripeAccountId");

-- CreateIndex
CREATE UNIQUE INDEX "PolicyVersion_agencyId_kind_version_key" ON "PolicyVersion"("agencyId", "kind", "version");

-- CreateIndex
CREATE UNIQUE INDEX "PolicyVersion_agencyId_kind_effectiveFrom_key" ON "PolicyVersion"("agencyId", "kind", "effectiveFrom");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerAccount_agencyId_code_unit_key" ON "LedgerAccount"("agencyId", "code", "unit");

-- CreateIndex
CREATE INDEX "JournalEntry_agencyId_recordedAt_idx" ON "JournalEntry"("agencyId", "recordedAt");

-- CreateIndex
CREATE INDEX "JournalEntry_agencyId_subjectId_idx" ON "JournalEntry"("agencyId", "subjectId");

-- CreateIndex
CREATE INDEX "JournalEntry_agencyId_accountingDate_idx" ON "JournalEntry"("agencyId", "accountingDate");

-- CreateIndex
CREATE UNIQUE INDEX "JournalEntry_agencyId_key_key" ON "JournalEntry"("agencyId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "JournalEntry_reversesId_key" ON "JournalEntry"("reversesId");

-- CreateIndex
CREATE UNIQUE INDEX "Posting_accountId_accountVersion_key" ON "Posting"("accountId", "accountVersion");

-- CreateIndex
CREATE UNIQUE INDEX "LedgerSeal_entryId_key" ON "LedgerSeal"("entryId");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_receiptToken_key" ON "Payment"("receiptToken");

-- CreateIndex
CREATE INDEX "Payment_agencyId_createdAt_id_idx" ON "Payment"("agencyId", "createdAt", "id");

-- CreateIndex
CREATE INDEX "Payment_accountId_createdAt_idx" ON "Payment"("accountId", "createdAt");

-- CreateIndex
CREATE INDEX "Payment_personId_createdAt_idx" ON "Payment"("personId", "createdAt");

-- CreateIndex
CREATE INDEX "Payment_state_createdAt_idx" ON "Payment"("state", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_agencyId_receiptNumber_key" ON "Payment"("agencyId", "receiptNumber");

-- CreateIndex
CREATE UNIQUE INDEX "Payment_stripePaymentIntentId_key" ON "Payment"("stripePaymentIntentId");

-- CreateIndex
CREATE INDEX "PaymentLine_obligationId_idx" ON "PaymentLine"("obligationId");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentAttempt_key_key" ON "PaymentAttempt"("key");

-- CreateIndex
CREATE UNIQUE INDEX "PaymentAttempt_paymentId_n_key" ON "PaymentAttempt"("paymentId", "n");

-- CreateIndex
CREATE INDEX "PaymentEvent_paymentId_at_idx" ON "PaymentEvent"("paymentId", "at");

-- CreateIndex
CREATE INDEX "Reservation_obligationId_releasedAt_idx" ON "Reservation"("obligationId", "releasedAt");

-- CreateIndex
CREATE UNIQUE INDEX "Notice_paymentId_kind_key" ON "Notice"("paymentId", "kind");

-- CreateIndex
CREATE INDEX "Outbox_doneAt_dueAt_idx" ON "Outbox"("doneAt", "dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "Outbox_kind_subjectId_key" ON "Outbox"("kind", "subjectId");

-- CreateIndex
CREATE UNIQUE INDEX "Person_agencyId_agencyPersonId_key" ON "Person"("agencyId", "agencyPersonId");

-- CreateIndex
CREATE UNIQUE INDEX "Case_agencyId_docketNumber_personId_key" ON "Case"("agencyId", "docketNumber", "personId");

-- CreateIndex
CREATE UNIQUE INDEX "Fund_agencyId_code_key" ON "Fund"("agencyId", "code");

-- CreateIndex
CREATE INDEX "Obligation_agencyId_fundId_idx" ON "Obligation"("agencyId", "fundId");

-- CreateIndex
CREATE INDEX "ObligationObligor_personId_idx" ON "ObligationObligor"("personId");

-- CreateIndex
CREATE INDEX "StripeEvent_processedAt_receivedAt_idx" ON "StripeEvent"("processedAt", "receivedAt");

-- CreateIndex
CREATE INDEX "StripeEvent_paymentId_idx" ON "StripeEvent"("paymentId");

-- CreateIndex
CREATE INDEX "BalanceTransaction_agencyId_occurredAt_idx" ON "BalanceTransaction"("agencyId", "occurredAt");

-- CreateIndex
CREATE INDEX "BalanceTransaction_paymentId_idx" ON "BalanceTransaction"("paymentId");

-- Append-only tables.
CREATE TRIGGER "JournalEntry_no_update" BEFORE UPDATE ON "JournalEntry"
BEGIN SELECT RAISE(ABORT, 'JournalEntry is append-only'); END;

CREATE TRIGGER "JournalEntry_no_delete" BEFORE DELETE ON "JournalEntry"
BEGIN SELECT RAISE(ABORT, 'JournalEntry is append-only'); END;

CREATE TRIGGER "Posting_no_update" BEFORE UPDATE ON "Posting"
BEGIN SELECT RAISE(ABORT, 'Posting is append-only'); END;

CREATE TRIGGER "Posting_no_delete" BEFORE DELETE ON "Posting"
BEGIN SELECT RAISE(ABORT, 'Posting is append-only'); END;

CREATE TRIGGER "LedgerSeal_no_update" BEFORE UPDATE ON "LedgerSeal"
BEGIN SELECT RAISE(ABORT, 'LedgerSeal is append-only'); END;

CREATE TRIGGER "LedgerSeal_no_delete" BEFORE DELETE ON "LedgerSeal"
BEGIN SELECT RAISE(ABORT, 'LedgerSeal is append-only'); END;

CREATE TRIGGER "AuditEntry_no_update" BEFORE UPDATE ON "AuditEntry"
BEGIN SELECT RAISE(ABORT, 'AuditEntry is append-only'); END;

CREATE TRIGGER "AuditEntry_no_delete" BEFORE DELETE ON "AuditEntry"
BEGIN SELECT RAISE(ABORT, 'AuditEntry is append-only'); END;

CREATE TRIGGER "PaymentEvent_no_update" BEFORE UPDATE ON "PaymentEvent"
BEGIN SELECT RAISE(ABORT, 'PaymentEvent is append-only'); END;

CREATE TRIGGER "PaymentEvent_no_delete" BEFORE DELETE ON "PaymentEvent"
BEGIN SELECT RAISE(ABORT, 'PaymentEvent is append-only'); END;

CREATE TRIGGER "LedgerAccount_no_delete" BEFORE DELETE ON "LedgerAccount"
BEGIN SELECT RAISE(ABORT, 'LedgerAccount rows are never deleted'); END;

CREATE TRIGGER "PaymentAttempt_no_delete" BEFORE DELETE ON "PaymentAttempt"
BEGIN SELECT RAISE(ABORT, 'PaymentAttempt rows are never deleted'); END;

CREATE TRIGGER "BalanceTransaction_no_delete" BEFORE DELETE ON "BalanceTransaction"
BEGIN SELECT RAISE(ABORT, 'BalanceTransaction rows are never deleted'); END;

CREATE TRIGGER "StripeEvent_no_delete" BEFORE DELETE ON "StripeEvent"
BEGIN SELECT RAISE(ABORT, 'StripeEvent rows are never deleted'); END;

CREATE TRIGGER "PaymentLine_no_update" BEFORE UPDATE ON "PaymentLine"
BEGIN SELECT RAISE(ABORT, 'PaymentLine is frozen'); END;

CREATE TRIGGER "PaymentLine_no_delete" BEFORE DELETE ON "PaymentLine"
BEGIN SELECT RAISE(ABORT, 'PaymentLine is frozen'); END;

CREATE TRIGGER "PaymentAttempt_frozen" BEFORE UPDATE OF "key", "requestDigest", "confirmationToken", "stripeParams" ON "PaymentAttempt"
BEGIN SELECT RAISE(ABORT, 'what a try asks for is frozen'); END;

CREATE TRIGGER "BalanceTransaction_frozen" BEFORE UPDATE ON "BalanceTransaction"
WHEN OLD."entryId" IS NOT NULL OR NEW."agencyId" <> OLD."agencyId" OR NEW."id" <> OLD."id" OR NEW."amountCents" <> OLD."amountCents" OR NEW."feeCents" <> OLD."feeCents"
BEGIN SELECT RAISE(ABORT, 'BalanceTransaction is recorded once'); END;
