import type { AllocationRule } from '../rules.ts';

/** A jurisdiction's order of payment as data, for an agency to start from. Counsel confirms it before it is used. */
export interface Preset {
  id: string;
  jurisdiction: string;
  /** What the law orders, in a sentence. */
  says: string;
  /** Oldest first, without overlap or gap. */
  versions: readonly PresetVersion[];
  /** What the law leaves open: settings of the rule, with what stands there until the agency says otherwise. */
  open: readonly OpenPoint[];
  /** What was not read in the law itself. */
  unverified: readonly string[];
}

/** In force from a day until another, both included; null: without end. Days YYYY-MM-DD. */
export interface PresetVersion {
  effectiveFrom: string;
  effectiveTo: string | null;
  rule: AllocationRule;
}

export interface OpenPoint {
  question: string;
  /** Where in the newest version's rule the answer stands. */
  at: readonly (string | number)[];
  stated: unknown;
  instead: readonly unknown[];
}

/** Of a rule that is only known in its present form. */
export const SINCE_EVER = '1900-01-01';
