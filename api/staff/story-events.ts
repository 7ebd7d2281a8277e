import { z } from 'zod';
import type { Db } from '../../prisma/client.ts';
import type { PaymentEvent } from '../../prisma/gen/sqlite/client.ts';
import type { PaymentStory } from '../contract/index.ts';

type EventView = PaymentStory['events'][number];

const detailShape = z.record(z.string(), z.union([z.string(), z.number()]));

/** The events of a payment, in their order; what staff did has the name of who did it, in place of the id. */
export async function eventsOf(
  read: Db,
  { agencyId, events }: { agencyId: string; events: readonly PaymentEvent[] },
): Promise<EventView[]> {
  const views = events.map(({ at, kind, source, detail }) => ({
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
