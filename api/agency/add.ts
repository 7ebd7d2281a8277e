import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '../../prisma/client.ts';
import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { rulesOn } from '../../workflows/obligation/read.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { audit } from '../audit.ts';
import { publishableKeyOf } from './agency-key.ts';
import type { Facts } from './facts.ts';
import type { Fund } from './funds.ts';
import type { PageAddress } from './origins.ts';
import { Refused } from './refused.ts';
import type { NewVersion } from './rules.ts';
import { assertStripeAccountFree } from './stripe-account.ts';

/** An agency as it is taken on. */
export interface NewAgency {
  key: string;
  facts: Facts;
  versions: NewVersion[];
  pages: PageAddress[];
  funds: Fund[];
}

const NEEDED = {
  name: '--name "Harbor County Probation"',
  timeZone: '--time-zone America/New_York',
  phone: '--phone "(555) 555-0100"',
  statementDescriptor: '--statement "HARBOR CO PROBATION", as its account at Stripe has it',
} as const;
const NEEDED_RULES = {
  allocation: '--preset, whose order of payment it follows: a state such as TX (docs/policy.md)',
  fee: '--fee 25=1.50,50=2.00, or none',
  limit: '--limit 5..5000',
} as const;

/**
 * Take an agency on; asked again with the same, nothing changes.
 * @returns whether it is new
 * @throws {Refused} what is missing, or an agency of that key which is another one
 */
export async function addAgency(tx: Tx, wanted: NewAgency, now: Date): Promise<boolean> {
  const { key, facts, versions, pages, funds } = wanted;
  assertWhole(wanted);
  const publishableKey = publishableKeyOf(key);
  const existing = await tx.agency.findUnique({ where: { publishableKey } });
  if (existing !== null) {
    await assertSame(tx, existing.id, wanted);
    return false;
  }
  await assertStripeAccountFree(tx, facts.stripeAccountId ?? null);
  const id = randomUUID();
  await tx.agency.create({ data: { id, publishableKey, createdAt: now, ...columnsOf(facts) } });
  for (const page of pages) await tx.agencyOrigin.create({ data: { agencyId: id, ...page } });
  for (const fund of funds) await tx.fund.create({ data: { id: randomUUID(), agencyId: id, ...fund } });
  const numbers = { allocation: 0, fee: 0, limit: 0 };
  for (const version of versions) {
    const row = { ...version, version: ++numbers[version.kind], createdAt: now };
    await tx.policyVersion.create({ data: { id: randomUUID(), agencyId: id, ...row } });
  }
  await rulesOn(tx, id, localDay(now, facts.timeZone ?? 'UTC')); // as the first payment will read them
  const detail = { by: 'command' };
  await audit(tx, { agencyId: id, at: now, actor: { kind: 'system' }, action: 'agency.added', detail });
  return true;
}

function assertWhole({ facts, versions }: NewAgency): void {
  const missing = [
    ...Object.entries(NEEDED).filter(([fact]) => facts[fact as keyof typeof NEEDED] === undefined),
    ...Object.entries(NEEDED_RULES).filter(([kind]) => versions.every((one) => one.kind !== kind)),
  ];
  if (missing.length > 0) throw new Refused(missing.map(([, option]) => `A new agency needs ${option}.`));
}

/** Everything that would be written is there as it would be written. */
async function assertSame(tx: Tx, id: string, wanted: NewAgency): Promise<void> {
  const { facts, versions, pages, funds } = wanted;
  const include = { origins: true, policies: true, funds: true } satisfies Prisma.AgencyInclude;
  const there = await tx.agency.findUniqueOrThrow({ where: { id }, include });
  const differing = [
    ...Object.entries(columnsOf(facts))
      .filter(([column, value]) => !isDeepStrictEqual(there[column as keyof typeof there], value))
      .map(([column]) => `its ${column} is another`),
    ...versions
      .filter(
        (one) =>
          !there.policies.some(
            (row) => row.kind === one.kind && isDeepStrictEqual(row.rule, plain(one.rule)),
          ),
      )
      .map(({ kind }) => `its ${kind} rule is another`),
    ...pages
      .filter(
        (page) => !there.origins.some(({ origin, path }) => origin === page.origin && path === page.path),
      )
      .map(({ origin }) => `${origin} is not on its list, or with another path`),
    ...funds
      .filter((fund) => !there.funds.some(({ code, name }) => code === fund.code && name === fund.name))
      .map(({ code }) => `its fund ${code} is not there, or has another name`),
  ];
  if (differing.length === 0) return;
  throw new Refused([
    `The agency ${there.publishableKey} is there already, and is not what you say:`,
    ...new Set(differing.map((line) => `  ${line}`)),
    'To change it, use set, and origin add; to take on another agency, choose another key.',
  ]);
}

function columnsOf(facts: Facts) {
  const { name = '', timeZone = '', phone = '', statementDescriptor = '', language = 'en' } = facts;
  const { stripeAccountId = null, settings, officeHours } = facts;
  return {
    name,
    timeZone,
    phone,
    statementDescriptor,
    language,
    stripeAccountId,
    ...(settings && { settings: plain(settings) }),
    ...(officeHours && { officeHours: officeHours.map((each) => ({ ...each })) }),
  };
}

/** As it comes back from the database. */
export const plain = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
