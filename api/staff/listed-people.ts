import type { Db } from '../../prisma/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import type { Person } from '../../prisma/gen/sqlite/client.ts';
import type { PersonStatus } from '../contract/index.ts';
import { Prisma } from './payments-sql.ts';
import { figuresOf } from './people-sql.ts';

/** A person as the list and the export have them. Minor units. */
export interface ListedPerson extends Person {
  status: PersonStatus;
  owedCents: bigint;
  pastDueCents: bigint;
  /** Of what is owed, what is on hold. */
  heldCents: bigint;
}

interface Figures {
  personId: string;
  debts: bigint | number;
  owed: bigint | number;
  pastDue: bigint | number;
  held: bigint | number;
}

/**
 * The agency's people with these ids, in their order: two statements, however many.
 * @param today the agency's local day
 */
export async function listedPeople(
  read: Db,
  { agencyId, today }: { agencyId: string; today: string },
  ids: readonly string[],
): Promise<ListedPerson[]> {
  if (ids.length === 0) return [];
  const people = await read.person.findMany({ where: { agencyId, id: { in: [...ids] } } });
  const rows = await queryRows<Figures>(read)`${figuresOf(Prisma.join(people.map(({ id }) => id)), today)}`;
  const figures = new Map(rows.map((row) => [row.personId, row]));
  const byId = new Map(people.map((person) => [person.id, listed(person, figures.get(person.id))]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

function listed(person: Person, figures: Figures | undefined): ListedPerson {
  const { debts = 0, owed = 0, pastDue = 0, held = 0 } = figures ?? {};
  const [owedCents, pastDueCents, heldCents] = [BigInt(owed), BigInt(pastDue), BigInt(held)];
  const status = statusOf({ debts: Number(debts), owedCents, heldCents });
  return { ...person, status, owedCents, pastDueCents, heldCents };
}

/** As people-sql.ts finds them by it. */
function statusOf(of: { debts: number; owedCents: bigint; heldCents: bigint }): PersonStatus {
  if (of.debts === 0) return 'nothing_charged';
  if (of.owedCents === 0n) return 'paid_up';
  return of.heldCents === of.owedCents ? 'on_hold' : 'owes';
}
