-- A code that staff give a payer in person, in place of the answer to who one is. Rewrites nothing; deploy before the
-- code.

-- CreateTable
CREATE TABLE "OfficeCode" (
    "id" TEXT NOT NULL,
    "agencyId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "codeHash" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),
    "resetId" TEXT,
    "endedAt" TIMESTAMP(3),
    "openFor" TEXT,

    CONSTRAINT "OfficeCode_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "OfficeCode_check_1" CHECK ("tries" >= 0),
    CONSTRAINT "OfficeCode_check_2" CHECK (("usedAt" IS NULL) = ("resetId" IS NULL)),
    -- One at a time: whoever makes another ends the one before.
    CONSTRAINT "OfficeCode_check_3" CHECK (("openFor" IS NULL) = ("usedAt" IS NOT NULL OR "endedAt" IS NOT NULL)),
    CONSTRAINT "OfficeCode_check_4" CHECK ("openFor" = "accountId")
);

-- CreateIndex
CREATE INDEX "OfficeCode_accountId_createdAt_idx" ON "OfficeCode"("accountId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "OfficeCode_openFor_key" ON "OfficeCode"("openFor");

-- AddForeignKey
ALTER TABLE "OfficeCode" ADD CONSTRAINT "OfficeCode_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "PayerAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OfficeCode" ADD CONSTRAINT "OfficeCode_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "OfficeCode" ADD CONSTRAINT "OfficeCode_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "StaffMember"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
