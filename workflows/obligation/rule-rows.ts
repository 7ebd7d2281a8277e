import type { Db, Tx } from '../../prisma/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import { feeRule } from '../policy/fee-schema.ts';
import { allocationRule, limitRule } from '../policy/rule-schema.ts';

/** A version of one of an agency's rules; the rule as JSON text. */
export interface RuleRow {
  id: string;
  /** allocation | fee | limit */
  kind: string;
  version: number;
  effectiveFrom: string;
  json: string;
}

/**
 * The versions of an agency's rules that have come into force by a local day, the newest first. Raw, as every quote and
 * every gate reads them; the SQL is the same on SQLite and PostgreSQL.
 */
export const ruleRows = (db: Db | Tx, agencyId: string, day: string): Promise<RuleRow[]> =>
  queryRows<RuleRow>(db)`
    SELECT "id", "kind", "version", "effectiveFrom", CAST("rule" AS TEXT) AS "json"
    FROM "PolicyVersion" WHERE "agencyId" = ${agencyId} AND "effectiveFrom" <= ${day}
    ORDER BY "effectiveFrom" DESC`;

export const readAllocation = readOnce(allocationRule);
export const readFee = readOnce(feeRule);
export const readLimit = readOnce(limitRule);

/** A rule is checked once for its text, not at each payment: many agencies in one process have a few hundred. */
const MOST = 1_000;

/** @returns what the text says; the same text gives the same object, which nobody changes */
function readOnce<Rule>(parse: (json: unknown) => Rule): (text: string) => Rule {
  const known = new Map<string, Rule>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const rule = parse(JSON.parse(text));
    if (known.size >= MOST) known.clear();
    known.set(text, rule);
    return rule;
  };
}
