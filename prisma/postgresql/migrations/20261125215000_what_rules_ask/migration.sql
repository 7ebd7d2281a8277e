-- What rules of division ask of a debt beyond its kind: what the law calls it, what the order says now and since when,
-- its place in the judgment, and how a law ranks who is paid. All may be absent: then kind and assessment say it.
-- And how a payment was divided, frozen with its lines. Rewrites nothing; deploy before the code.

ALTER TABLE "Obligation" ADD COLUMN "charge" TEXT,
    ADD CONSTRAINT "Obligation_check_5" CHECK ("charge" IN ('supervision_fee', 'restitution', 'drug_test', 'court_costs', 'assessment', 'collection_fee', 'community_service_fee', 'court_fee', 'court_technology_fee', 'dna_assessment', 'drug_fund_fee', 'fine', 'officer_disability_fine', 'other_fee', 'penalty_assessment', 'pretrial_fee', 'reimbursement', 'restitution_fine', 'restitution_surcharge', 'special_assessment', 'state_minimum_cost', 'state_surcharge', 'supervision_surcharge', 'trafficking_fee', 'victim_compensation', 'victim_notification_fee', 'violent_crime_fine'));

ALTER TABLE "Obligation" ADD COLUMN "orderedCents" BIGINT,
    ADD CONSTRAINT "Obligation_check_6" CHECK ("orderedCents" >= 0);

ALTER TABLE "Obligation" ADD COLUMN "orderedOn" TEXT,
    ADD CONSTRAINT "Obligation_check_7" CHECK (length("orderedOn") = 10);

ALTER TABLE "Obligation" ADD COLUMN "listed" INTEGER NOT NULL DEFAULT 1,
    ADD CONSTRAINT "Obligation_check_8" CHECK ("listed" > 0);

ALTER TABLE "Beneficiary" ADD COLUMN "payee" TEXT,
    ADD CONSTRAINT "Beneficiary_check_2" CHECK ("payee" IN ('person', 'government_victim', 'victim_program', 'government', 'insurer', 'nonprofit', 'business'));

ALTER TABLE "Payment" ADD COLUMN "division" JSONB;

CREATE TRIGGER "Payment_division_frozen" BEFORE UPDATE OF division ON "Payment" FOR EACH ROW WHEN (old.division IS NOT NULL) EXECUTE FUNCTION frozen();

CREATE TRIGGER "Payment_division_no_truncate" BEFORE TRUNCATE ON "Payment" FOR EACH STATEMENT EXECUTE FUNCTION frozen();
