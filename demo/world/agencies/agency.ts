import type { AgencySettings } from '../../../api/agency-settings.ts';
import type { StoredFeeRule } from '../../../workflows/policy/fee-schema.ts';
import type { LimitRule } from '../../../workflows/policy/rules.ts';
import type { OwnWords } from '../../../workflows/own-words.ts';
import type { Charge, ObligationKind, Payee } from '../../../workflows/policy/codes.ts';

/** A version of a rule and the first local day on which it holds. */
interface Dated<Rule> {
  effectiveFrom: string;
  rule: Rule;
}

/** Something that many of an agency's people owe. Cents; each person's amount lies between the two, in steps. */
export interface SampleDebt {
  kind: ObligationKind;
  charge?: Charge;
  /** What the payer reads; the docket follows. */
  label: OwnWords;
  fund: string;
  /** Keys of the agency's payees; more than one: their number and weights differ from person to person. */
  to: readonly string[];
  leastCents: number;
  mostCents: number;
  stepCents: number;
  /** In monthly instalments from so much to so much; absent: all of it is due two months later. */
  monthlyCents?: readonly [number, number];
  /** How many of a hundred people owe it. */
  percent: number;
}

/** An invented agency of the world: its rules are a preset, everything else is its own. */
export interface SampleAgency {
  key: string;
  /** Id of a preset of workflows/policy/presets. */
  preset: string;
  name: string;
  timeZone: string;
  language: 'en' | 'es';
  phone: string;
  statementDescriptor: string;
  stripeAccountId: string;
  /** How many of a hundred of the world's people are this agency's. */
  percent: number;
  /** How its numbers look, a digit for each 0. */
  personNumber: string;
  docket: string;
  offices: readonly string[];
  /** Where else it takes payments, and its colours. */
  settings: AgencySettings;
  fees: readonly Dated<StoredFeeRule>[];
  limits: readonly Dated<LimitRule>[];
  staff: readonly { email: string; password: string; name: string; role: string }[];
  funds: Readonly<Record<string, { code: string; name: string }>>;
  payees: Readonly<Record<string, { name: string; kind: string; payee?: Payee }>>;
  debts: readonly SampleDebt[];
}
