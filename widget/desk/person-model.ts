import type {
  ChargeOptions,
  LastChange,
  StaffAnswer,
  StaffMonthlyFee,
  StaffObligation,
  StaffObligations,
  StaffRefusal,
} from '../../api/contract/index.ts';
import { inputOf, type ActKind, type FieldName, type Problems, type Target, type Values } from './acts.ts';
import { Asking } from './asking.ts';
import { fieldsOfError, SignedOut, sentenceOf } from './failure.ts';
import { money } from './formats.ts';
import { OfficeCodeModel } from './office-code-model.ts';
import { peopleWords as w } from './words-people.ts';

/** Of credit: all that the person owes. */
export type After = StaffObligation | StaffMonthlyFee | StaffObligation[];

/** An act that is being written, or looked at before it is done. */
export interface Acting extends Target {
  kind: ActKind;
  /** One for each wish, until it is answered: sent twice, it is done once. */
  actId: string;
  values: Values;
  problems: Problems;
  /** What is wrong with the whole. */
  problem?: string | undefined;
  busy: boolean;
  /** What it would lead to, once it was asked. */
  after?: After | undefined;
}

/** One person: what they owe, and the act that somebody of staff is about to do. What was there stays when a call fails. */
export class PersonModel extends Asking {
  personId: string | undefined;
  record: StaffObligations | undefined;
  options: ChargeOptions | undefined;
  acting: Acting | undefined;
  /** What was done, or why not. */
  notice: string | undefined;
  /** Somebody was faster: who, and when. */
  conflict: LastChange | undefined;
  readonly officeCode = new OfficeCodeModel(this.session, this.changed, () => void this.again());

  async open(personId: string): Promise<void> {
    if (personId !== this.personId) this.record = this.options = undefined;
    this.acting = this.notice = this.conflict = undefined;
    this.officeCode.clear();
    this.personId = personId;
    await this.again();
  }

  async again(): Promise<void> {
    const { personId } = this;
    if (personId === undefined) return;
    await this.ask(
      (calls, signal) => calls.obligations({ personId }, signal),
      (record) => {
        this.record = record;
      },
    );
  }

  /** Begin an act. @returns once its form can be shown */
  async begin(kind: ActKind, target: Target): Promise<void> {
    if (this.acting?.busy) return;
    this.notice = this.conflict = undefined;
    const isCharge = kind === 'assess' || kind === 'startFee';
    if (isCharge && !(await this.#loadOptions())) return;
    const values: Values = isCharge ? this.#usual() : {};
    this.acting = { ...target, kind, actId: crypto.randomUUID(), values, problems: {}, busy: false };
    this.changed();
  }

  leave(): void {
    if (this.acting?.busy) return;
    this.acting = undefined;
    this.changed();
  }

  /** Keep what was typed; what was shown of it is of no use any more. */
  type(values: Values): void {
    if (!this.acting) return;
    this.acting = { ...this.acting, values, after: undefined };
    this.changed();
  }

  /** Ask what it would lead to. */
  preview = (): Promise<boolean> => this.#send(true);
  /** Do it. */
  confirm = (): Promise<boolean> => this.#send(false);

  async #send(isPreview: boolean): Promise<boolean> {
    const { acting, personId } = this;
    if (!acting || acting.busy || personId === undefined) return false;
    const { kind, actId, values } = acting;
    const asked = inputOf(kind, values, { ...acting, personId });
    if ('problems' in asked) return this.#stay({ problems: asked.problems });
    this.acting = { ...acting, problems: {}, problem: undefined, busy: true };
    this.changed();
    try {
      const input = { ...asked.input, actId, isPreview };
      const answer = await this.session.call((calls) => calls.act(kind, input));
      if (!answer.ok) return this.#refused(answer.refusal);
      return isPreview ? this.#stay({ after: answer.after }, true) : this.#done(acting);
    } catch (error) {
      const fields = fieldsOfError(error);
      if (fields) return this.#stay(problemsOf(fields));
      return this.#stay({ problem: error instanceof SignedOut ? undefined : sentenceOf(error) });
    }
  }

  #done({ kind, values, obligation, fee }: Acting): true {
    this.acting = undefined;
    this.notice = w.done(
      w.acts[kind],
      obligation?.label ?? fee?.label ?? values.label ?? this.record?.person.name ?? '',
    );
    void this.again();
    return true;
  }

  /** Where somebody was faster, what is there now is shown, and the wish is given up: it was about what had been. */
  #refused(refusal: StaffRefusal): boolean {
    const { code, changed, fields, field, amountCents = 0 } = refusal;
    if (fields) return this.#stay(problemsOf(fields));
    if (changed !== undefined || code === 'changed_meanwhile' || code === 'act_reused') {
      this.acting = undefined;
      this.conflict = changed;
      if (!changed) this.notice = code === 'act_reused' ? w.refusals.act_reused : w.changedNow;
      void this.again();
      return false;
    }
    if (code === 'unfit') return this.#stay({ problem: w.changedNow });
    const isCredit = this.acting?.kind === 'spendCredit' && code === 'nothing_owed';
    const says = isCredit ? w.nothingToPay : w.refusals[code];
    const text = typeof says === 'string' ? says : says(money(amountCents));
    return this.#stay(field === undefined ? { problem: text } : problemsOf([{ field, says: text }]));
  }

  #stay(change: Partial<Acting>, isFine = false): boolean {
    if (this.acting) this.acting = { ...this.acting, busy: false, ...change };
    this.changed();
    return isFine;
  }

  async #loadOptions(): Promise<boolean> {
    const { personId } = this;
    if (this.options || personId === undefined) return personId !== undefined;
    try {
      this.options = await this.session.call((calls) => calls.chargeOptions({ personId }));
      return true;
    } catch (error) {
      if (!(error instanceof SignedOut)) this.notice = sentenceOf(error);
      this.changed();
      return false;
    }
  }

  #usual(): Values {
    const { today = '' } = this.record ?? {};
    return { assessedOn: today, 'terms.how': 'at_once' };
  }
}

export type ActAnswer = StaffAnswer<After>;

/** In words, by field; of a field that the form does not have, of the whole. */
function problemsOf(fields: readonly { field: string; says: string }[]): Partial<Acting> {
  const named = fields.map((each) => (each.field === 'label.en' ? { ...each, field: 'label' } : each));
  const known = named.filter(({ field }) => field in w.fields);
  const problems = Object.fromEntries(
    known.map(({ field, says }) => [field, w.problem(w.fields[field as FieldName], says)]),
  );
  const [other] = named.filter((each) => !known.includes(each));
  return { problems, problem: other && w.problem(other.field, other.says) };
}
