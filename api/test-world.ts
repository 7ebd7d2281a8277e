import { randomUUID } from 'node:crypto';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Database } from '../prisma/client.ts';

import { MADE_AT } from '../prisma/fixtures/agency.ts';
import type { DatabaseOptions } from '../prisma/fixtures/database.ts';
import type { Mail } from '../workflows/mail/mailer.ts';
import type { PaymentState } from '../workflows/payment/states.ts';
import type { StripeEventFacts } from '../workflows/stripe/event.ts';
import { readEvent } from '../workflows/stripe/event.ts';
import type { Deps, Workflows } from './deps.ts';
import type { StaffRole } from './contract/index.ts';
import type { AppRouter } from './router.ts';
import { aCopyOfTwoAgencies, PASSWORD, passwordHash, type TestAgency } from './test-agency.ts';
import { buildServer } from './server.ts';
import { Dispatcher } from './webhook/dispatcher.ts';

type Inputs = inferRouterInputs<AppRouter>;
type Outputs = inferRouterOutputs<AppRouter>;

export { PASSWORD, type TestAgency } from './test-agency.ts';

export const OWN_ORIGIN = 'https://onward.example';
export const PAGE_ORIGIN = 'https://secure.onward.example';
export const WEBHOOK_SECRET = 'whsec_test';

/** Temporal's place in these tests: it notes what it was asked, and does what the test says. */
export class StubWorkflows implements Workflows {
  readonly carried: { paymentId: string; n: number; attemptKey: string }[] = [];
  readonly canceled: string[] = [];
  readonly woken: string[] = [];
  readonly repaired: string[] = [];
  whenCarried: (paymentId: string, n: number) => Promise<PaymentState | null> = async () => null;
  whenCanceled: (paymentId: string) => Promise<unknown> = async () => undefined;
  running = true;
  reachable = true;

  async carryOut(tryOf: { paymentId: string; n: number; attemptKey: string }): Promise<PaymentState | null> {
    this.carried.push(tryOf);
    return this.whenCarried(tryOf.paymentId, tryOf.n);
  }

  async cancelPayment(paymentId: string): Promise<void> {
    this.canceled.push(paymentId);
    await this.whenCanceled(paymentId);
  }

  async wakePayment(paymentId: string): Promise<'signaled' | 'not_running'> {
    if (!this.reachable) throw new Error('no Temporal');
    if (!this.running) return 'not_running';
    this.woken.push(paymentId);
    return 'signaled';
  }

  async repairPayment(paymentId: string): Promise<void> {
    if (!this.reachable) throw new Error('no Temporal');
    this.repaired.push(paymentId);
  }
}

/** Who calls: by default nobody, from nowhere. */
export interface Caller {
  key?: string;
  origin?: string;
  token?: string;
  cookie?: string;
  address?: string;
  headers?: Record<string, string>;
}

export interface Reply<T> {
  status: number;
  /** Undefined where there is an error. */
  data: T | undefined;
  error: { message: string; data: Record<string, unknown> } | undefined;
  headers: Record<string, unknown>;
  /** `name=value`, as a browser would send it back. */
  cookie: string | undefined;
  /** The whole Set-Cookie line. */
  setCookie: string | undefined;
}

export interface World {
  database: Database;
  deps: Deps;
  server: FastifyInstance;
  workflows: StubWorkflows;
  dispatcher: Dispatcher;
  mails: Mail[];
  logLines: string[];
  a: TestAgency;
  b: TestAgency;
  now(): Date;
  pass(ms: number): void;
  call<G extends keyof Inputs & keyof Outputs, P extends keyof Inputs[G] & keyof Outputs[G]>(
    group: G,
    name: P,
    input: Inputs[G][P],
    caller: Caller,
  ): Promise<Reply<Outputs[G][P]>>;
  /** Any body to any path below /trpc. */
  post(path: string, body: unknown, caller: Caller): Promise<Reply<unknown>>;
  /** What a webhook delivery would be taken for, without a signature; for dispatcher tests. */
  receive(facts: Partial<StripeEventFacts>): Promise<void>;
}

/** Two agencies on a real database and the real server, with a clock that stands still. */
export async function aWorld(
  over: Partial<Pick<Deps, 'limits' | 'trustedProxies'>> = {},
  on: DatabaseOptions = {},
): Promise<World> {
  const { database, a, b } = await aCopyOfTwoAgencies(on);
  let now = new Date(MADE_AT.getTime() + 3_600_000);
  const mails: Mail[] = [];
  const logLines: string[] = [];
  const workflows = new StubWorkflows();
  const deps: Deps = {
    db: database.db,
    read: database.read,
    workflows,
    stripe: {
      publishableKey: 'pk_test_sandbox',
      readEvent: (body, signature) => readEvent(body, signature, WEBHOOK_SECRET),
      readClientSecret: async (_, intentId) => `${intentId}_secret_test`,
    },
    mailer: { send: async (mail) => void mails.push(mail) },
    clock: () => now,
    log: pino({ level: 'trace' }, { write: (line: string) => void logLines.push(line) }),
    origin: () => OWN_ORIGIN,
    pageOrigin: () => PAGE_ORIGIN,
    folders: { widget: '/nowhere/widget', desk: '/nowhere/desk' },
    databaseTrouble: database.trouble,
    migrationsCurrent: async () => true,
    temporalReachable: async () => workflows.reachable,
    trustedProxies: ['127.0.0.1'],
    ...over,
  };
  const dispatcher = new Dispatcher(deps, { everyMs: 1000 });
  const server = await buildServer(deps, dispatcher);
  onTestFinished(async () => {
    await server.close();
    await dispatcher.stop();
  });
  const post = postTo(server);
  return {
    database,
    deps,
    server,
    workflows,
    dispatcher,
    mails,
    logLines,
    a,
    b,
    now: () => now,
    pass: (ms) => {
      now = new Date(now.getTime() + ms);
    },
    call: async (group, name, input, caller) => {
      const reply = await post(`${group}.${String(name)}`, input, caller);
      return reply as Reply<Outputs[typeof group][typeof name]>; // what the router says it answers
    },
    post,
    receive: async (facts) => {
      await database.db.stripeEvent.create({
        data: { ...anEvent(now), ...facts, receivedAt: now },
      });
      dispatcher.kick();
      await dispatcher.idle();
    },
  };
}

const anEvent = (occurredAt: Date): StripeEventFacts => ({
  account: '',
  eventId: `evt_${randomUUID()}`,
  type: 'payment_intent.succeeded',
  objectId: 'pi_unknown',
  paymentId: null,
  occurredAt,
});

function postTo(server: FastifyInstance): World['post'] {
  return async (path, body, caller) => {
    const response = await server.inject({
      method: 'POST',
      url: `/trpc/${path}`,
      headers: headersOf(caller),
      payload: JSON.stringify(body),
    });
    const json: unknown = response.body === '' ? {} : response.json();
    const { result, error } = json as { result?: { data: unknown }; error?: Reply<unknown>['error'] };
    const setCookie = [response.headers['set-cookie']].flat()[0];
    return {
      status: response.statusCode,
      data: result?.data,
      error,
      headers: response.headers,
      setCookie,
      cookie: setCookie?.split(';')[0],
    };
  };
}

function headersOf({ key, origin, token, cookie, address, headers }: Caller): Record<string, string> {
  return {
    'content-type': 'application/json',
    'x-onward': '1',
    ...(key !== undefined && { 'x-onward-agency': key }),
    ...(origin !== undefined && { origin }),
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    ...(cookie !== undefined && { cookie }),
    ...(address !== undefined && { 'x-forwarded-for': address }),
    ...headers,
  };
}

/** The agency's page, signed in as its account. */
export async function signedIn(world: World, agency: TestAgency): Promise<Caller & { cookie: string }> {
  const { key, origin, account } = agency;
  const reply = await world.call(
    'auth',
    'signIn',
    { email: account.email, password: PASSWORD },
    { key, origin },
  );
  if (!reply.data?.ok) throw new Error(`not signed in: ${JSON.stringify(reply)}`);
  return { key, origin, token: reply.data.session.accessToken, cookie: reply.cookie ?? '' };
}

/** A clerk of the agency, made and signed in at the desk. */
export async function aClerk(
  world: World,
  agency: TestAgency,
  role: StaffRole = 'clerk',
): Promise<Caller & { staffId: string }> {
  const email = `${role}@${agency.id}.example`;
  const staffId = randomUUID();
  await world.database.db.staffMember.create({
    data: {
      id: staffId,
      agencyId: agency.id,
      email,
      name: 'Casey Clerk',
      role,
      passwordHash: await passwordHash,
      createdAt: MADE_AT,
    },
  });
  const origin = OWN_ORIGIN;
  const { data } = await world.call('staff', 'signIn', { email, password: PASSWORD }, { origin });
  if (!data?.ok) throw new Error('the clerk was not let in');
  return { origin, token: data.session.accessToken, staffId };
}

/** What a reply must have given. */
export function given<T>({ data, error }: Reply<T>): T {
  if (data === undefined) throw new Error(`refused: ${JSON.stringify(error)}`);
  return data;
}

/** The code in the newest mail. */
export function codeIn(mails: readonly Mail[]): string {
  const code = mails.at(-1)?.text.match(/\b\d{6}\b/)?.[0];
  if (code === undefined) throw new Error('the newest mail has no code');
  return code;
}
