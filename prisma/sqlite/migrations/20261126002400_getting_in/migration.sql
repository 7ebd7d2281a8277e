-- Getting in without the password: codes by mail, and links for a new password. Where a payer was, for a reload.
-- And of an agency: on which page of an origin its widget is, so that a link opens that and nothing a caller named;
-- and when its office answers. Rewrites nothing; deploy before the code.

-- CreateTable
CREATE TABLE "SignInCode" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "pendingHash" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "codes" INTEGER NOT NULL DEFAULT 1,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "usedAt" DATETIME,
    CONSTRAINT "SignInCode_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "SignInCode_check_1" CHECK ("codes" > 0),
    CONSTRAINT "SignInCode_check_2" CHECK ("tries" >= 0)
);

-- CreateTable
CREATE TABLE "PasswordReset" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "expiresAt" DATETIME NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "proofHash" TEXT,
    "usedAt" DATETIME,
    CONSTRAINT "PasswordReset_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "PayerAccount" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "PasswordReset_check_1" CHECK ("tries" >= 0)
);

-- CreateTable
CREATE TABLE "PayerDraft" (
    "accountId" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "savedAt" DATETIME NOT NULL,
    CONSTRAINT "PayerDraft_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "PayerAccount" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateIndex
CREATE UNIQUE INDEX "SignInCode_pendingHash_key" ON "SignInCode"("pendingHash");

-- CreateIndex
CREATE INDEX "SignInCode_agencyId_email_idx" ON "SignInCode"("agencyId", "email");

-- CreateIndex
CREATE INDEX "SignInCode_createdAt_idx" ON "SignInCode"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "PasswordReset_tokenHash_key" ON "PasswordReset"("tokenHash");

-- CreateIndex
CREATE UNIQUE INDEX "PasswordReset_proofHash_key" ON "PasswordReset"("proofHash");

-- CreateIndex
CREATE INDEX "PasswordReset_accountId_idx" ON "PasswordReset"("accountId");

-- CreateIndex
CREATE INDEX "PasswordReset_createdAt_idx" ON "PasswordReset"("createdAt");

-- A path that did not begin so could make the origin another one.
ALTER TABLE "AgencyOrigin" ADD COLUMN "path" TEXT NOT NULL DEFAULT '/'
    CONSTRAINT "AgencyOrigin_check_1" CHECK ("path" LIKE '/%' AND "path" NOT LIKE '%#%');

ALTER TABLE "Agency" ADD COLUMN "officeHours" JSONB;
