import type { Tx } from '../../prisma/client.ts';
import type { Assessment } from './assess.ts';
import type { Problem } from './terms.ts';

/** Whom and what an assessment, or a fee, names. */
type Naming = Pick<Assessment, 'id' | 'agencyId' | 'caseId' | 'fundId' | 'personIds' | 'shares'>;

/**
 * Of each that names somebody or something that is not its agency's, or a case of nobody who owes it: what. The foreign
 * keys do not say so: a row of another agency would do for them.
 * @returns id → what is wrong, by field; those with nothing wrong are not in it
 */
export async function strangersAmong(tx: Tx, named: readonly Naming[]): Promise<Map<string, Problem[]>> {
  const found = new Map<string, Problem[]>();
  for (const [agencyId, own] of Map.groupBy(named, (each) => each.agencyId)) {
    const known = await knownOf(tx, agencyId, own);
    for (const each of own) {
      const problems = problemsOf(each, known);
      if (problems.length > 0) found.set(each.id, problems);
    }
  }
  return found;
}

interface Known {
  people: ReadonlySet<string>;
  funds: ReadonlySet<string>;
  payees: ReadonlySet<string>;
  /** Case → whose it is. */
  cases: ReadonlyMap<string, string>;
}

async function knownOf(tx: Tx, agencyId: string, named: readonly Naming[]): Promise<Known> {
  const of = (ids: readonly string[]) => ({ agencyId, id: { in: [...new Set(ids)] } });
  const caseIds = named.flatMap(({ caseId }) => caseId ?? []);
  const people = of(named.flatMap(({ personIds }) => personIds));
  const funds = of(named.map(({ fundId }) => fundId));
  const payees = of(named.flatMap(({ shares }) => shares.map(({ beneficiaryId }) => beneficiaryId)));
  const select = { id: true };
  const cases = caseIds.length === 0 ? [] : await tx.case.findMany({ where: of(caseIds) });
  return {
    people: idsOf(await tx.person.findMany({ where: people, select })),
    funds: idsOf(await tx.fund.findMany({ where: funds, select })),
    payees: idsOf(await tx.beneficiary.findMany({ where: payees, select })),
    cases: new Map(cases.map(({ id, personId }) => [id, personId])),
  };
}

function problemsOf({ caseId, fundId, personIds, shares }: Naming, known: Known): Problem[] {
  const found: Problem[] = [];
  const must = (holds: boolean, field: string, says: string) => {
    if (!holds) found.push({ field, says });
  };
  const all = personIds.every((id) => known.people.has(id));
  must(all, 'personIds', 'must be people of the agency');
  must(known.funds.has(fundId), 'fundId', 'must be a fund of the agency');
  const paid = shares.every(({ beneficiaryId }) => known.payees.has(beneficiaryId));
  must(paid, 'shares', 'must go to payees of the agency');
  const whose = caseId === undefined ? undefined : known.cases.get(caseId);
  const fits = caseId === undefined || (whose !== undefined && personIds.includes(whose));
  must(fits, 'caseId', 'must be a case of who owes it');
  return found;
}

const idsOf = (rows: readonly { id: string }[]) => new Set(rows.map(({ id }) => id));
