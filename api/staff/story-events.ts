import { z } from 'zod';
import type { Db } from '../../prisma/client.ts';
import type { PaymentEvent } from '../../prisma/gen/sqlite/client.ts';
import type { PaymentStory } from '../contract/index.ts';

type EventView = PaymentStory['events'][number];

const detailShape = z.record(z.string(), z.union([z.string(), z.number()]));

/** What comes first of the same instant, as one leads to the next; a kind that is not here comes after these. */
const FIRST_KINDS = ['created', 'tried_again', 'gate_opened', 'gate_allowed', 'try_started', 'charge_sent'];
const rankOf = (kind: string): number => {
  const n = FIRST_KINDS.indexOf(kind);
  return n < 0 ? FIRST_KINDS.length : n;
};

/** The events of a payment, in their order; what staff did has the name of who did it, in place of the id. */
export async function eventsOf(
  read: Db,
  { agencyId, events }: { agencyId: string; events: readonly PaymentEvent[] },
): Promise<EventView[]> {
  const inOrder = events.toSorted(
    (a, b) => a.at.getTime() - b.at.getTime() || rankOf(a.kind) - rankOf(b.kind),
  );
  const views = inOrder.map(({ at, kind, source, detail }) => ({
    at: at.toISOString(),
    kind,
    source,
    detail: detailShape.parse(detail),
  }));
  const ids = [...new Set(views.flatMap(({ detail }) => detail['staff_id'] ?? []))].map(String);
  if (ids.length === 0) return views;
  const staff = await read.staffMember.findMany({ where: { agencyId, id: { in: ids } } });
  const names = new Map(staff.map(({ id, name }) => [id, name]));
  return views.map((view) => ({ ...view, detail: named(view.detail, names) }));
}

function named(
  { staff_id: id, ...detail }: EventView['detail'],
  names: ReadonlyMap<string, string>,
): EventView['detail'] {
  return id === undefined ? detail : { ...detail, by: names.get(String(id)) ?? id };
}
