-- Links for members of staff who forgot their password, beside invitations; and who has no password yet, to whom none is
-- mailed. Rewrites the members who were invited and never came in; deploy before the code.

ALTER TABLE "StaffInvitation" ADD COLUMN "kind" TEXT NOT NULL DEFAULT 'invitation' CONSTRAINT "StaffInvitation_check_1" CHECK ("kind" IN ('invitation', 'reset'));

ALTER TABLE "StaffMember" ADD COLUMN "hasNoPassword" BOOLEAN NOT NULL DEFAULT false;

UPDATE "StaffMember" SET "hasNoPassword" = true
WHERE EXISTS (SELECT 1 FROM "StaffInvitation" invitation WHERE invitation."staffId" = "StaffMember"."id")
  AND NOT EXISTS (SELECT 1 FROM "Session" session WHERE session."staffId" = "StaffMember"."id");
