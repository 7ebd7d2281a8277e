import type { StaffMonthlyFee, StaffObligation } from '../../api/contract/index.ts';
import type { Formats } from './formats.ts';
import { paymentsWords } from './words-payments.ts';
import { peopleWords as w } from './words-people.ts';

const f = w.facts;

/** A debt, or a fee, in figures: label and value, in the order in which they are read. */
export const factsOf = (what: StaffObligation | StaffMonthlyFee, formats: Formats): [string, string][] =>
  'balanceCents' in what ? ofDebt(what, formats) : ofFee(what, formats);

function ofDebt(debt: StaffObligation, { money, calendarDay }: Formats): [string, string][] {
  const { next, dueOn, hold, underWayCents, waivedCents } = debt;
  const dueOf = (cents: number) =>
    cents > 0 && dueOn !== undefined ? w.dueBy(money(cents), calendarDay(dueOn)) : money(cents);
  return [
    [w.fields.kind, paymentsWords.kinds[debt.kind]],
    [f.since, calendarDay(debt.assessedOn)],
    [f.assessed, money(debt.assessedCents)],
    [f.adjusted, debt.chargedCents === debt.assessedCents ? w.none : money(debt.chargedCents)],
    [f.paid, money(debt.paidCents)],
    [f.waived, waivedCents === 0 ? w.none : money(waivedCents)],
    [f.left, money(debt.balanceCents)],
    [f.underWay, underWayCents === 0 ? w.none : money(underWayCents)],
    [f.due, dueOf(debt.dueCents)],
    [f.pastDue, money(debt.pastDueCents)],
    [f.next, next === undefined ? w.none : w.dueBy(money(next.amountCents), calendarDay(next.dueOn))],
    [w.onHold, hold === undefined ? w.none : (w.holdReasons[hold.reason] ?? hold.reason)],
  ];
}

function ofFee(fee: StaffMonthlyFee, { money, calendarDay }: Formats): [string, string][] {
  return [
    [f.each, money(fee.amountCents)],
    [f.day, String(fee.dayOfMonth)],
    [f.nextMonth, fee.nextDueOn === undefined ? w.none : calendarDay(fee.nextDueOn)],
    [f.last, fee.lastDueOn === undefined ? w.noEnd : calendarDay(fee.lastDueOn)],
  ];
}
