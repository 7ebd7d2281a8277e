-- A first password for staff by a link that works once; browsers that an account has signed in on before; and tries that
-- are counted for all apis together instead of in the memory of each. Rewrites nothing; deploy before the code.

-- CreateTable
CREATE TABLE "StaffInvitation" (
    "id" TEXT NOT NULL,
    "agencyId" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "expiresAt" TIMESTAMP(3) NOT NULL,
    "usedAt" TIMESTAMP(3),

    CONSTRAINT "StaffInvitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "KnownDevice" (
    "deviceHash" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "agencyId" TEXT NOT NULL,
    "seenAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "KnownDevice_pkey" PRIMARY KEY ("deviceHash","accountId")
);

-- CreateTable
CREATE TABLE "TryCount" (
    "key" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "endsMs" BIGINT NOT NULL,

    CONSTRAINT "TryCount_pkey" PRIMARY KEY ("key"),
    CONSTRAINT "TryCount_check_1" CHECK ("count" > 0)
);

-- CreateIndex
CREATE UNIQUE INDEX "StaffInvitation_tokenHash_key" ON "StaffInvitation"("tokenHash");

-- CreateIndex
CREATE INDEX "StaffInvitation_staffId_idx" ON "StaffInvitation"("staffId");

-- CreateIndex
CREATE INDEX "KnownDevice_accountId_idx" ON "KnownDevice"("accountId");

-- CreateIndex
CREATE INDEX "KnownDevice_seenAt_idx" ON "KnownDevice"("seenAt");

-- CreateIndex
CREATE INDEX "TryCount_endsMs_idx" ON "TryCount"("endsMs");

-- AddForeignKey
ALTER TABLE "StaffInvitation" ADD CONSTRAINT "StaffInvitation_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "StaffMember"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "KnownDevice" ADD CONSTRAINT "KnownDevice_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "PayerAccount"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
