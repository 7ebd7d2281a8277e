import type { DivisionCatalogue } from './division.ts';

export const en: DivisionCatalogue = {
  charges: {
    supervision_fee: 'supervision fees',
    restitution: 'restitution',
    drug_test: 'drug tests',
    court_costs: 'court costs',
    assessment: 'assessments',
    collection_fee: 'the collection agency’s fee',
    community_service_fee: 'the community service fee',
    court_fee: 'court fees',
    court_technology_fee: 'the court technology fee',
    dna_assessment: 'the DNA test assessment',
    drug_fund_fee: 'the drug and mental health fund fee',
    fine: 'fines',
    officer_disability_fine: 'the officers’ disability fund fine',
    other_fee: 'other fees',
    penalty_assessment: 'penalty assessments',
    pretrial_fee: 'pretrial supervision fees',
    reimbursement: 'costs paid back to the government',
    restitution_fine: 'restitution fines',
    restitution_surcharge: 'the restitution surcharge',
    special_assessment: 'the special assessment',
    state_minimum_cost: 'the state’s minimum cost',
    state_surcharge: 'the state surcharge',
    supervision_surcharge: 'the monthly supervision surcharge',
    trafficking_fee: 'the fee for victims of human trafficking',
    victim_compensation: 'the crime victims’ fund',
    victim_notification_fee: 'the victim notification fee',
    violent_crime_fine: 'fines for victims of violent crime',
  },
  payees: {
    person: 'people',
    government_victim: 'public offices that were harmed',
    victim_program: 'the crime victims’ program',
    government: 'public offices that paid a victim back',
    insurer: 'insurance companies',
    nonprofit: 'nonprofit organizations',
    business: 'businesses',
  },
  publicOffices: 'public offices',
  heading: 'How this was divided',
  note: 'This explains how the money is divided. You do not have to do anything about it. It is not legal advice; if something looks wrong, call the agency.',
  rule: ({ amount, isPart, name, version, citation, isOpinion }) => {
    const rule =
      citation === undefined
        ? `the agency’s rule “${name}” (version ${version})`
        : `the rule “${name}” (version ${version}), which follows ${isOpinion ? 'what the state’s attorney general says of the law' : 'the law'}: ${citation}`;
    if (!isPart) return `The payment of ${amount} is divided by ${rule}.`;
    return `${amount} of the payment goes to debts under ${rule}.`;
  },
  untouched: ({ name, version, day, what, left }) =>
    `Nothing is left this time for debts that began on ${day} or later, which have the rule “${name}” (version ${version}): ${what}. Still owed for them: ${left}.`,
  restitution: 'Restitution is money that goes back to those who were harmed.',
  byAssessment: (day) =>
    `Each debt keeps the rule of the day on which it began, even if the rule changed later. This rule is from ${day}.`,
  cases: {
    restitution_first: 'Cases in which restitution is still owed come first.',
    oldest_first: 'The oldest case comes first.',
  },
  nextCase: {
    restitution_first: 'Then come the cases in which no restitution is owed.',
    oldest_first: 'Then comes the next oldest case.',
  },
  rounds: {
    due: 'What is due comes first.',
    rest: 'What is left goes to what is not due yet.',
  },
  shares: (whole, parts) =>
    `${whole} is put into parts: ${parts
      .map(
        ({ percent, amount, what }) =>
          `${percent} (${amount}) for ${what ?? 'a kind of debt that is not owed here'}`,
      )
      .join('; ')}.`,
  parts: ['first', 'second', 'third', 'fourth'],
  passed: (amount, part, { to, isAll, others }) => {
    const other = others === 1 ? 'to the other part' : 'to the other parts';
    const where = to === 'to_the_other_shares' ? other : 'on to what comes next';
    return isAll
      ? `The ${part} part does not need its money: ${amount} goes ${where}.`
      : `The ${part} part does not need all of its money: ${amount} goes ${where}.`;
  },
  passedOn: (amount) => `All parts together need less than this: ${amount} is left over.`,
  paid: (amount, what, isFirst) => `${isFirst ? 'First' : 'Then'}, ${amount} goes to ${what}.`,
  outcome(outcome, { left, what, isDue, percent, isSeveral, within }) {
    const these = isSeveral ? 'these' : 'this';
    const still = `Still ${isDue ? 'due' : 'owed'} for ${these}${within}: ${left}.`;
    switch (outcome) {
      case 'in_full':
        return isDue
          ? `That pays all that is due for ${these}${within}.`
          : `That pays ${these} in full${within}.`;
      case 'in_part':
        return still;
      case 'nothing_left':
        return `Nothing is left this time for ${what}. ${still}`;
      case 'at_most':
        return `The rule allows at most ${percent} of a payment for ${these}. ${still}`;
      case 'waits':
        return `Nothing goes yet to ${what}: it comes only after the monthly amount is paid in full.`;
      case 'not_collected':
        return `Nothing goes to ${what}: it is taken only from money that a collection agency brought in.`;
    }
  },
  within: { restitution_first: ' in these cases', oldest_first: ' in this case', rule: ' under this rule' },
  notDueYet: (what) => `${what} not due yet`,
  ahead: (left) => `No more of it can be paid ahead. Still owed for this: ${left}.`,
  by: {
    balance: 'It is shared among several debts: the more is still owed on one, the more it gets.',
    levied:
      'It is shared among several debts: the more was charged for one at first, the more it gets, but never more than is owed on it.',
    ordered:
      'It is shared among several debts: the more the court ordered for one, the more it gets, but never more than is owed on it.',
    equal: 'It is shared among several debts in equal parts, but none gets more than is owed on it.',
  },
  inTurn: {
    order_date: 'Several debts are paid one after the other, the oldest order first.',
    listed: 'Several debts are paid one after the other, as the judgment lists them.',
  },
  minimum: (amount) => `Nobody gets less than ${amount} from one payment, unless that is all they are owed.`,
  since: (amount) =>
    `After this was worked out, less was owed: ${amount} of it could no longer be used, and is kept as credit.`,
  unapplied: (amount) => `${amount} is left over. It is kept as credit.`,
  to: (charges, payees) => `${charges} to ${payees}`,
  otherRestitution: 'other restitution',
};
