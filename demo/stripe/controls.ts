import type { FastifyInstance } from 'fastify';
import type { Database } from './database.ts';
import type { Faults } from './faults.ts';
import { faultSchema } from './faults.ts';

/** What only the sandbox has: ways to make things go wrong, and to count what there is. */
export function serveControls(
  server: FastifyInstance,
  { database, faults }: { database: Database; faults: Faults },
): void {
  server.post('/_sandbox/faults', async (request, reply) => {
    const fault = faultSchema.safeParse(request.body);
    if (!fault.success) return reply.code(400).send({ error: fault.error.message });
    faults.add(fault.data);
    return reply.code(201).send({ waiting: faults.waiting() });
  });
  server.delete('/_sandbox/faults', async () => {
    faults.clear();
    return { waiting: [] };
  });
  server.get('/_sandbox/state', async () => ({
    objects: counts(database, 'SELECT type AS name, count(*) AS n FROM object GROUP BY type ORDER BY type'),
    deliveries: counts(
      database,
      'SELECT state AS name, count(*) AS n FROM delivery GROUP BY state ORDER BY state',
    ),
    idempotencyKeys: counts(database, "SELECT 'all' AS name, count(*) AS n FROM idempotency")['all'] ?? 0,
    faults: faults.waiting(),
  }));
}

function counts(database: Database, sql: string): Record<string, number> {
  const rows = database.prepare<[], { name: string; n: number }>(sql).all();
  return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
}
