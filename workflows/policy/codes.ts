/** The kinds of what can be owed, as a payer is told of them. */
export const OBLIGATION_KINDS = ['supervision_fee', 'restitution', 'drug_test', 'court_costs'] as const;
export type ObligationKind = (typeof OBLIGATION_KINDS)[number];

/**
 * What a law calls the things it puts in order: finer than what a payer is told. An obligation that names none is
 * of the charge of its kind's name. A row of the database may hold any of these (its CHECK says the same).
 */
export const CHARGES = [
  ...OBLIGATION_KINDS,
  'assessment',
  'collection_fee',
  'community_service_fee',
  'court_fee',
  'court_technology_fee',
  'dna_assessment',
  'drug_fund_fee',
  'fine',
  'officer_disability_fine',
  'other_fee',
  'penalty_assessment',
  'pretrial_fee',
  'reimbursement',
  'restitution_fine',
  'restitution_surcharge',
  'special_assessment',
  'state_minimum_cost',
  'state_surcharge',
  'supervision_surcharge',
  'trafficking_fee',
  'victim_compensation',
  'victim_notification_fee',
  'violent_crime_fine',
] as const;
export type Charge = (typeof CHARGES)[number];

/** Whom money reaches in the end, as laws rank them: `government` paid a victim back, `government_victim` was harmed. */
export const PAYEES = [
  'person',
  'government_victim',
  'victim_program',
  'government',
  'insurer',
  'nonprofit',
  'business',
] as const;
export type Payee = (typeof PAYEES)[number];

/** How one step divides its money: by what is still owed, by what was levied or ordered, or in equal parts. */
export const BASES = ['balance', 'levied', 'ordered', 'equal'] as const;
export type Basis = (typeof BASES)[number];

/** One after the other instead: by the day of the order, or as the judgment lists them. */
export const TURNS = ['order_date', 'listed'] as const;
export type Turn = (typeof TURNS)[number];

/** Whose cases come first, where a person has several. */
export const CASE_ORDERS = ['together', 'restitution_first', 'oldest_first'] as const;
export type CaseOrder = (typeof CASE_ORDERS)[number];

/** Ways to pay, in the order in which equally dear ones are named. */
export const TENDERS = ['card', 'bank_debit', 'cash', 'money_order', 'check'] as const;
export type Tender = (typeof TENDERS)[number];

/** The ways to pay on the page itself; the CHECK of payments says the same. */
export const PAGE_TENDERS = ['card', 'bank_debit'] as const;
export type PageTender = (typeof PAGE_TENDERS)[number];

/** Why a debt may not be paid or asked for now, as the payer is told; the CHECKs of acts and holds say the same. */
export const HOLD_REASONS = [
  'appeal',
  'bankruptcy',
  'court_review',
  'in_dispute',
  'payee_unknown',
  'other',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** @throws {RangeError} none of them: a database row that the code does not know */
export const obligationKind = (name: string): ObligationKind => oneOf(OBLIGATION_KINDS, name, 'kind');
/** @throws {RangeError} */
export const chargeOf = (name: string): Charge => oneOf(CHARGES, name, 'charge');
/** @throws {RangeError} */
export const payeeOf = (name: string): Payee => oneOf(PAYEES, name, 'class of payee');
/** @throws {RangeError} */
export const pageTender = (name: string): PageTender => oneOf(PAGE_TENDERS, name, 'way to pay');
/** @throws {RangeError} */
export const holdReason = (name: string): HoldReason => oneOf(HOLD_REASONS, name, 'reason of a hold');

function oneOf<Name extends string>(names: readonly Name[], name: string, what: string): Name {
  const found = names.find((candidate) => candidate === name);
  if (found === undefined) throw new RangeError(`no such ${what}: ${name}`);
  return found;
}
