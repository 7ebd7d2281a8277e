import { checkedSettings } from '../../api/agency-settings.ts';
import { Passwords } from '../../api/auth/passwords.ts';
import { normaliseAgencyPersonId } from '../../api/payer/agency-person-id.ts';
import type { Db, Tx } from '../../prisma/client.ts';
import { assessAll } from '../../workflows/obligation/assess.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { sampleId } from './ids.ts';
import * as world from './world.ts';

const agencyId = sampleId('agency');
const personId = (key: string) => sampleId(`person ${key}`);
const caseId = (key: string) => sampleId(`case ${key}`);
const fundId = (key: string) => sampleId(`fund ${key}`);
const beneficiaryId = (key: string) => sampleId(`beneficiary ${key}`);
const obligationId = (key: string) => sampleId(`obligation ${key}`);

/**
 * Make the sample world, or what of it is missing: runs on every start, and never changes what is there.
 * @param options.siteOrigin where the sample agency's page is this time; added to the agency's origins
 * @param options.stripeAccountId the agency's connected account; null where the key is its own
 * @param options.now the day that due dates are counted from, for what is made now
 * @returns whether the sample world is new, and whether the newcomer's record is nobody's yet
 * @throws {Error} a sentence: the data was begun with the other kind of Stripe
 */
export async function seedSampleWorld(
  db: Db,
  options: { siteOrigin: string; stripeAccountId: string | null; now: Date },
): Promise<{ isNew: boolean; newcomerIsFree: boolean }> {
  const { siteOrigin: origin, stripeAccountId, now } = options;
  const agency = await db.agency.findUnique({ where: { id: agencyId } });
  if (agency !== null && agency.stripeAccountId !== stripeAccountId) throw new Error(OTHER_STRIPE);
  const hashes = await passwordHashes(db);
  await db.$transaction(async (tx) => {
    await addAgency(tx, stripeAccountId, now);
    await tx.agencyOrigin.upsert({
      where: { agencyId_origin: { agencyId, origin } },
      create: { agencyId, origin },
      update: {},
    });
    await addRules(tx, now);
    await addPeople(tx);
    await addFundsAndBeneficiaries(tx);
    await addObligations(tx, now);
    await addPayers(tx, hashes, now);
    await addStaff(tx, hashes, now);
  });
  return { isNew: agency === null, newcomerIsFree: await isFree(db) };
}

/** Is the record that a newcomer is told to claim still nobody's? */
async function isFree(db: Db): Promise<boolean> {
  const agencyPersonId = normaliseAgencyPersonId(world.newcomer.agencyId);
  return (
    (await db.payerLink.count({ where: { agencyId, state: 'active', person: { agencyPersonId } } })) === 0
  );
}

/** E-mail → hash, for the sign-ins that are missing. Made before the transaction: hashing takes its time. */
async function passwordHashes(db: Db): Promise<ReadonlyMap<string, string>> {
  const passwords = new Passwords();
  const payers = await db.payerAccount.findMany({ where: { agencyId }, select: { email: true } });
  const staff = await db.staffMember.findMany({ where: { agencyId }, select: { email: true } });
  const known = new Set([...payers, ...staff].map(({ email }) => email));
  const missing = [...world.payers, ...world.staff].filter(({ email }) => !known.has(email));
  const hashes = missing.map(async ({ email, password }) => [email, await passwords.hash(password)] as const);
  return new Map(await Promise.all(hashes));
}

const OTHER_STRIPE =
  'The sample data here was begun with Stripe itself and now there is the sandbox, or the other way round: ' +
  'their payments know nothing of each other. Name another folder in ONWARD_DATA.';

async function addAgency(tx: Tx, stripeAccountId: string | null, now: Date): Promise<void> {
  const settings = checkedSettings(world.agency.settings);
  const row = { id: agencyId, ...world.agency, settings, stripeAccountId, createdAt: now };
  await tx.agency.upsert({ where: { id: agencyId }, create: row, update: {} });
}

async function addRules(tx: Tx, now: Date): Promise<void> {
  for (const [kind, rule] of Object.entries(world.policies)) {
    const id = sampleId(`policy ${kind} 1`);
    const row = { id, agencyId, kind, version: 1, effectiveFrom: '2020-01-01', rule, createdAt: now };
    await tx.policyVersion.upsert({ where: { id }, create: row, update: {} });
  }
}

async function addPeople(tx: Tx): Promise<void> {
  for (const [key, { agencyId: printed, docket: docketNumber, ...person }] of Object.entries(world.people)) {
    const id = personId(key);
    const row = { id, agencyId, agencyPersonId: normaliseAgencyPersonId(printed), ...person };
    await tx.person.upsert({ where: { id }, create: row, update: {} });
    const docket = { id: caseId(key), agencyId, personId: id, docketNumber };
    await tx.case.upsert({ where: { id: docket.id }, create: docket, update: {} });
  }
}

async function addFundsAndBeneficiaries(tx: Tx): Promise<void> {
  for (const [key, fund] of Object.entries(world.funds)) {
    const id = fundId(key);
    await tx.fund.upsert({ where: { id }, create: { id, agencyId, ...fund }, update: {} });
  }
  for (const [key, beneficiary] of Object.entries(world.beneficiaries)) {
    const id = beneficiaryId(key);
    await tx.beneficiary.upsert({ where: { id }, create: { id, agencyId, ...beneficiary }, update: {} });
  }
}

async function addObligations(tx: Tx, now: Date): Promise<void> {
  const rows = await tx.obligation.findMany({ where: { agencyId }, select: { id: true } });
  const known = new Set(rows.map(({ id }) => id));
  const { timeZone } = world.agency;
  const missing = world.obligations.filter(({ key }) => !known.has(obligationId(key)));
  const assessments = missing.map(({ key, owedBy, fund, shares, assessedDay, dueDay, ...owed }) => {
    const [first] = owedBy;
    return {
      ...owed,
      id: obligationId(key),
      agencyId,
      fundId: fundId(fund),
      ...(first !== undefined && { caseId: caseId(first) }),
      assessedOn: localDay(daysFrom(now, assessedDay), timeZone),
      dueOn: localDay(daysFrom(now, dueDay), timeZone),
      personIds: owedBy.map(personId),
      shares: Object.entries(shares).map(([who, weight]) => ({ beneficiaryId: beneficiaryId(who), weight })),
    };
  });
  await assessAll(tx, assessments, now, timeZone);
}

async function addPayers(tx: Tx, hashes: ReadonlyMap<string, string>, now: Date): Promise<void> {
  for (const { email, person } of world.payers) {
    const passwordHash = hashes.get(email);
    if (passwordHash === undefined) continue;
    const { givenName, familyName } = world.people[person];
    const id = sampleId(`payer ${person}`);
    const who = { givenName, familyName, email, language: 'en' };
    await tx.payerAccount.create({ data: { id, agencyId, passwordHash, createdAt: now, ...who } });
    const link = { accountId: id, personId: personId(person), relation: 'self', state: 'active' };
    await tx.payerLink.create({
      data: { id: sampleId(`link ${person}`), agencyId, createdAt: now, ...link },
    });
  }
}

async function addStaff(tx: Tx, hashes: ReadonlyMap<string, string>, now: Date): Promise<void> {
  for (const { email, name, role } of world.staff) {
    const passwordHash = hashes.get(email);
    if (passwordHash === undefined) continue;
    const id = sampleId(`staff ${role}`);
    await tx.staffMember.create({ data: { id, agencyId, email, name, role, passwordHash, createdAt: now } });
  }
}

const DAY_MS = 86_400_000;
const daysFrom = (now: Date, days: number) => new Date(now.getTime() + days * DAY_MS);
