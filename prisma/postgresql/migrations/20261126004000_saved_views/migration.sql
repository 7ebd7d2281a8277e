-- Views of the payments list that a member of staff keeps: a name, filters and an order; never what was searched for.
-- One taken away is kept for a while, so that it can be brought back. Rewrites nothing; deploy before the code.

-- CreateTable
CREATE TABLE "SavedView" (
    "id" TEXT NOT NULL,
    "agencyId" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "list" JSONB NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "removedAt" TIMESTAMP(3),

    CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "SavedView_check_1" CHECK (length("name") > 0)
);

-- CreateIndex
CREATE INDEX "SavedView_staffId_createdAt_idx" ON "SavedView"("staffId", "createdAt");

-- AddForeignKey
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "StaffMember"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
