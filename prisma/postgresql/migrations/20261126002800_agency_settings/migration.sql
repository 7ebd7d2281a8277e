-- What an agency sets for its page: where else it takes payments, and its colours. Rewrites nothing; deploy before the code.

ALTER TABLE "Agency" ADD COLUMN "settings" JSONB NOT NULL DEFAULT '{}';
