import type { Database } from '../database.ts';

const LATEST = 50;

export interface ObjectRow {
  type: string;
  id: string;
  account: string;
  created: number;
  status: string | null;
}
export interface DeliveryRow {
  id: number;
  type: string;
  event: string;
  url: string | null;
  state: string;
  tries: number;
  held: number;
}

/** How many objects of each type, deliveries in each state, and keys there are. */
export function countsOf(database: Database) {
  return {
    objects: counts(database, 'SELECT type AS name, count(*) AS n FROM object GROUP BY type ORDER BY type'),
    deliveries: counts(
      database,
      'SELECT state AS name, count(*) AS n FROM delivery GROUP BY state ORDER BY state',
    ),
    idempotencyKeys: counts(database, "SELECT 'all' AS name, count(*) AS n FROM idempotency")['all'] ?? 0,
  };
}

function counts(database: Database, sql: string): Record<string, number> {
  const rows = database.prepare<[], { name: string; n: number }>(sql).all();
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}

/** The newest objects, newest first; events are among the deliveries. */
export function latestObjects(database: Database): ObjectRow[] {
  return database
    .prepare<[number], ObjectRow>(
      `SELECT type, id, account, created, json_extract(json, '$.status') AS status
       FROM object WHERE type <> 'event' ORDER BY seq DESC LIMIT ?`,
    )
    .all(LATEST);
}

export function latestDeliveries(database: Database): DeliveryRow[] {
  return database
    .prepare<[number], DeliveryRow>(
      `SELECT delivery.id, delivery.event, delivery.state, tries, held,
              json_extract(event.json, '$.type') AS type, json_extract(endpoint.json, '$.url') AS url
       FROM delivery JOIN object AS event ON event.id = delivery.event
       LEFT JOIN object AS endpoint ON endpoint.id = delivery.endpoint ORDER BY delivery.id DESC LIMIT ?`,
    )
    .all(LATEST);
}
