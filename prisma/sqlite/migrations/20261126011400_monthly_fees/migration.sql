-- A fee that is owed anew each month: who owes it, how much, on which day, and which month comes next. Rewrites
-- nothing; deploy before the code.

CREATE TABLE "MonthlyFee" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "agencyId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "caseId" TEXT,
    "fundId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "charge" TEXT,
    "label" TEXT NOT NULL,
    "amountCents" BIGINT NOT NULL,
    "dayOfMonth" INTEGER NOT NULL,
    "lastDueOn" TEXT,
    "nextDueOn" TEXT,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "MonthlyFee_check_1" CHECK ("kind" IN ('supervision_fee', 'restitution', 'drug_test', 'court_costs')),
    CONSTRAINT "MonthlyFee_check_2" CHECK ("charge" IN ('supervision_fee', 'restitution', 'drug_test', 'court_costs', 'assessment', 'collection_fee', 'community_service_fee', 'court_fee', 'court_technology_fee', 'dna_assessment', 'drug_fund_fee', 'fine', 'officer_disability_fine', 'other_fee', 'penalty_assessment', 'pretrial_fee', 'reimbursement', 'restitution_fine', 'restitution_surcharge', 'special_assessment', 'state_minimum_cost', 'state_surcharge', 'supervision_surcharge', 'trafficking_fee', 'victim_compensation', 'victim_notification_fee', 'violent_crime_fine')),
    CONSTRAINT "MonthlyFee_check_3" CHECK ("amountCents" > 0),
    CONSTRAINT "MonthlyFee_check_4" CHECK ("dayOfMonth" BETWEEN 1 AND 28)
);

CREATE TABLE "MonthlyFeeShare" (
    "feeId" TEXT NOT NULL,
    "beneficiaryId" TEXT NOT NULL,
    "weight" BIGINT NOT NULL,
    PRIMARY KEY ("feeId", "beneficiaryId"),
    CONSTRAINT "MonthlyFeeShare_feeId_fkey" FOREIGN KEY ("feeId") REFERENCES "MonthlyFee" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "MonthlyFeeShare_check_1" CHECK ("weight" >= 0)
);

CREATE INDEX "MonthlyFee_agencyId_nextDueOn_idx" ON "MonthlyFee"("agencyId", "nextDueOn");
