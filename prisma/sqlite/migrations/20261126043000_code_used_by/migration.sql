-- Which try used a code up: the same try, sent again because its answer was lost, is answered once more. Rewrites
-- nothing; deploy before the code.

ALTER TABLE "SignUp" ADD COLUMN "usedBy" TEXT;
ALTER TABLE "SignInCode" ADD COLUMN "usedBy" TEXT;
