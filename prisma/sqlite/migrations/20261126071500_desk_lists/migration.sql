-- Which columns of the payments list a member of staff looks at, in their order. And people are listed by name, of the
-- agency or of one office, from an index, however many they are; the longer index of the office takes the place of the
-- shorter one. Rewrites no row; deploy before the code.

-- CreateTable
CREATE TABLE "DeskColumns" (
    "staffId" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "columns" JSONB NOT NULL,
    "keptAt" DATETIME NOT NULL,
    CONSTRAINT "DeskColumns_staffId_fkey" FOREIGN KEY ("staffId") REFERENCES "StaffMember" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- DropIndex
DROP INDEX "Person_agencyId_office_idx";

-- CreateIndex
CREATE INDEX "Person_agencyId_office_familyName_givenName_id_idx" ON "Person"("agencyId", "office", "familyName", "givenName", "id");

-- CreateIndex
CREATE INDEX "Person_agencyId_familyName_givenName_id_idx" ON "Person"("agencyId", "familyName", "givenName", "id");
