import type { FastifyBaseLogger } from 'fastify';
import type { Db } from '../prisma/client.ts';
import type { Trouble } from '../prisma/trouble.ts';
import type { WorkflowClient } from '../workflows/client.ts';
import type { Mailer } from '../workflows/mail/mailer.ts';
import type { ReadClientSecret } from '../workflows/stripe/client-secret.ts';
import type { StripeEventFacts } from '../workflows/stripe/event.ts';
import type { Limits } from './auth/throttle.ts';

/** What the api needs of the rest; entry points build it, tests build a smaller world of the same shape. */
export interface Deps {
  /** The one writer; inside its transactions use only their `tx`. */
  db: Db;
  /** Committed data, never waits. */
  read: Db;
  workflows: Workflows;
  stripe: StripeSide;
  mailer: Pick<Mailer, 'send'>;
  clock: () => Date;
  log: FastifyBaseLogger;
  /** Where browsers reach the api, e.g. https://pay.example.org; a function, as a free port is known only once bound. */
  origin: () => string;
  /** Where browsers reach the secure pages: a host of their own in production, else the api's. */
  pageOrigin: () => string;
  folders: Folders;
  /** What keeps the database from being read or written now; null: nothing. */
  databaseTrouble: () => Promise<Trouble | null>;
  /** Are the database's migrations those of this code? */
  migrationsCurrent: () => Promise<boolean>;
  /** Can Temporal be asked right now? */
  temporalReachable: () => Promise<boolean>;
  /** Addresses and ranges of proxies whose `x-forwarded-for` is believed. */
  trustedProxies: string[];
  /** Differing limits, for tests and for agencies behind one address. */
  limits?: Partial<Limits>;
}

/** Built files: absent folders answer 404. */
export interface Folders {
  /** Holds onward-pay.js and its chunks. */
  widget: string;
  /** Holds the desk's page script and style. */
  desk: string;
}

/** The part of the door to Temporal that the api uses. */
export type Workflows = Pick<WorkflowClient, 'carryOut' | 'cancelPayment' | 'wakePayment' | 'repairPayment'>;

/** What the api may know of Stripe: it never moves money. */
export interface StripeSide {
  publishableKey: string;
  /** Sandbox only. */
  sandboxScriptUrl?: string;
  /** Verify a webhook and take its facts, or null: not signed by Stripe for us, or too old. */
  readEvent(rawBody: Buffer, signature: string): StripeEventFacts | null;
  /** The secret with which the browser finishes 3-D Secure. */
  readClientSecret: ReadClientSecret;
}
