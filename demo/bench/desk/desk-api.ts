import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { Passwords } from '../../../api/auth/passwords.ts';
import type { PaymentsPage, PaymentsViews } from '../../../api/contract/index.ts';
import type { Deps } from '../../../api/deps.ts';
import { buildServer, listen } from '../../../api/server.ts';
import type { Database } from '../../../prisma/client.ts';

const PASSWORD = 'a long enough sentence';
const HOST = '127.0.0.1';

export type Asked = Readonly<Record<string, unknown>>;

/** The api on a port, and a clerk of an agency signed in. */
export async function deskApi(database: Database, agencyId: string) {
  const { db, read } = database;
  let origin = '';
  const unused = async () => null;
  const deps: Deps = {
    db,
    read,
    workflows: {
      carryOut: unused,
      cancelPayment: async () => undefined,
      wakePayment: async () => 'signaled',
      repairPayment: async () => undefined,
    },
    stripe: { publishableKey: 'pk_test', readEvent: () => null, readClientSecret: async () => 'none' },
    mailer: { send: async () => undefined },
    clock: () => new Date(),
    log: pino({ level: 'silent' }),
    pageOrigin: () => '',
    origin: () => origin,
    folders: { widget: '/nowhere', desk: '/nowhere' },
    databaseTrouble: database.trouble,
    migrationsCurrent: async () => true,
    temporalReachable: async () => true,
    trustedProxies: [],
    limits: { callsPerSource: { tries: 10_000_000, seconds: 60 } },
  };
  const server = await buildServer(deps, { kick: () => undefined });
  const { port } = await listen(server, { host: HOST, port: 0 });
  origin = `http://${HOST}:${port}`;
  const email = `clerk-${randomUUID()}@${agencyId}.example`; // a kept database has the one of the run before
  await db.staffMember.create({
    data: {
      id: randomUUID(),
      agencyId,
      email,
      name: 'Casey Clerk',
      role: 'supervisor', // whole lists are exported
      passwordHash: await new Passwords().hash(PASSWORD),
      createdAt: new Date(),
    },
  });
  const post = (path: string, input: Asked, token = '') => postTo(origin, path, input, token);
  const call = async <T>(procedure: string, input: Asked, token = ''): Promise<T> => {
    const response = await post(`/trpc/staff.${procedure}`, input, token);
    const body = (await response.json()) as { result?: { data: T } };
    if (body.result === undefined) throw new Error(`${procedure}: ${JSON.stringify(body)}`);
    return body.result.data;
  };
  const signedIn = await call<{ session: { accessToken: string } }>('signIn', { email, password: PASSWORD });
  const token = signedIn.session.accessToken;
  return {
    views: () => call<PaymentsViews>('paymentsViews', {}, token),
    search: (asked: Asked) => call<PaymentsPage>('searchPayments', asked, token),
    export: async (asked: Asked) => rowsIn(await post('/desk-export/payments', asked, token)),
    close: () => server.close(),
  };
}

export type DeskApi = Awaited<ReturnType<typeof deskApi>>;

const postTo = (origin: string, path: string, input: Asked, token: string) =>
  fetch(`${origin}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-onward': '1',
      origin,
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify(input),
  });

/** How many payments a file has, read to its end. */
async function rowsIn({ body, ok, status }: Response): Promise<number> {
  if (!ok || body === null) throw new Error(`the export: ${status}`);
  let lines = 0;
  for await (const chunk of body) lines += chunk.filter((byte) => byte === 10).length;
  return lines - 1;
}
